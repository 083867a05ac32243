// Command temgoc issues signed origin stamps and answers their scans.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends a slow shutdown at once
	os.Exit(exitStatus(run(ctx, call{
		args:   os.Args[1:],
		env:    os.Environ(),
		stdout: os.Stdout,
		stderr: os.Stderr,
	}), os.Stderr))
}
