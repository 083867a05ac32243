package main

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

const stormUsage = `usage: loadtest storm --url BASE --codes FILE [--codes FILE …] [flags]

Scans codes as phones do, and prints what came of it as JSON.

Open loop, as a country scans: requests leave at their times, whether or not
earlier ones were answered, and a latency counts from the time at which its
request was to leave. So a service that stalls is seen to stall.

  loadtest storm --url http://127.0.0.1:8080 --codes codes.csv --rate 1500 --for 60s

Closed loop, for throughput: so many connections, each asking again as soon as
it is answered. It hides stalls; read no latencies from it.

  loadtest storm --url http://127.0.0.1:8080 --codes codes.csv --closed 64 --for 10s

FILE is a CSV of codes as the service exports it, or holds a code a line. A file
is a batch, unless a column "batch" tells them apart. Each code of a batch is
scanned once before any comes again. Requests name the host in the codes, and go
to BASE whatever that is.

In the answer, "recorded" are the scans of which the page says that they are
stored, "forged" the answers to codes that were altered, and "errors" what got
no answer, by its kind; "dropped" were due while too many others were open.

`

func stormVerb(args []string, out io.Writer) error {
	var p plan
	flags := flag.NewFlagSet("storm", flag.ContinueOnError)
	flags.Usage = func() {
		fmt.Fprint(flags.Output(), stormUsage)
		flags.PrintDefaults()
	}
	p.flags(flags)
	base := flags.String("url", "", "where the service listens: scheme, host and port")
	var files []string
	flags.Func("codes", "file of codes; may be given again", func(name string) error {
		files = append(files, name)
		return nil
	})
	allowed := reach(loopbackOnly)
	flags.BoolFunc("remote", "let --url be another machine's", func(string) error {
		allowed = anywhere
		return nil
	})
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q is no flag", flags.Arg(0))
	}
	s, err := prepare(p, *base, allowed, files)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C waits for no answers
	return json.NewEncoder(out).Encode(s.blow(ctx))
}

// prepare finds out what is wrong before the first request leaves.
func prepare(p plan, base string, allowed reach, files []string) (s storm, err error) {
	if err := p.check(); err != nil {
		return s, err
	}
	s.plan = p
	if s.target, err = aim(base, allowed); err != nil {
		return s, err
	}
	if s.codes, err = readFiles(files); err != nil {
		return s, err
	}
	s.target.host = cmp.Or(s.codes.host, s.target.host)
	return s, nil
}
