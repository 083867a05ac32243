// Command loadtest finds out what the service bears, and what its rules do.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
)

const usage = `usage: loadtest VERB [flags]

  simulate   what the clone rules do: false alarms, and copies found
  storm      scan codes as a country does; latencies as JSON`

func main() {
	if err := run(os.Args[1:]); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "loadtest:", err)
		}
		os.Exit(2)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return errors.New(usage)
	}
	switch args[0] {
	case "simulate":
		return simulateVerb(args[1:], os.Stdout)
	case "storm":
		return stormVerb(args[1:], os.Stdout)
	}
	return fmt.Errorf("no verb %q\n\n%s", args[0], usage)
}
