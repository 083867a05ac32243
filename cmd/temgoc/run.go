package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
)

// call is all that a verb gets of the process it runs in.
type call struct {
	args           []string // after the verb's name
	env            []string
	stdout, stderr io.Writer
}

// verb is one thing that the command does, in a file of that name.
type verb struct {
	name, help string
	run        func(context.Context, call) error
}

var verbs = []verb{
	{"demo", "show everything, with stores and sample of its own", demo},
	{"serve", "answer requests", serve},
	{"keygen", "make a key that signs codes", keygen},
	{"user", "add a user", user},
	{"token", "add an API token", token},
	{"migrate", "bring the database to this version's schema", migrate},
	{"health", "ask the service on this machine whether it is ready", health},
	{"with-stores", "run a command beside a Postgres and a Redis of its own", withStores},
}

// exitCode is an error that has been reported already, if it is one at all.
type exitCode int

func (c exitCode) Error() string { return fmt.Sprintf("exit status %d", int(c)) }

const badUsage exitCode = 2

func run(ctx context.Context, c call) error {
	if len(c.args) == 0 {
		printVerbs(c.stderr)
		return badUsage
	}
	name := c.args[0]
	c.args = c.args[1:]
	switch name {
	case "help", "-h", "-help", "--help":
		printVerbs(c.stdout)
		return nil
	}
	for _, v := range verbs {
		if v.name == name {
			return v.run(ctx, c)
		}
	}
	return fmt.Errorf("there is no verb %q: see temgoc help", name)
}

func printVerbs(w io.Writer) {
	fmt.Fprintln(w, "usage: temgoc VERB …, and temgoc VERB -h for more")
	for _, v := range verbs {
		fmt.Fprintf(w, "  %-12s %s\n", v.name, v.help)
	}
}

// parse reads the verb's flags, and says itself what is wrong with them.
func (c call) parse(fs *flag.FlagSet) error {
	fs.Init(fs.Name(), flag.ContinueOnError)
	fs.SetOutput(c.stderr)
	err := fs.Parse(c.args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitCode(0)
	case err != nil:
		return badUsage
	}
	return nil
}

// exitStatus reports the error, and is 0 where there was none.
func exitStatus(err error, stderr io.Writer) int {
	var code exitCode
	switch {
	case err == nil:
		return 0
	case errors.As(err, &code):
		return int(code)
	}
	fmt.Fprintln(stderr, "temgoc:", err)
	return 1
}
