package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"time"

	"temgoc/internal/localstore"
)

// withStores is for tests: the stores are fast, empty, and gone afterwards.
func withStores(ctx context.Context, c call) error {
	fs := flag.NewFlagSet("temgoc with-stores", flag.ContinueOnError)
	require := fs.Bool("require", false, "fail without Redis, and have tests fail (REQUIRE_STORES=1) where they would skip")
	fs.Usage = func() {
		fmt.Fprintln(fs.Output(), "usage: temgoc with-stores [--require] -- COMMAND …")
		fs.PrintDefaults()
	}
	if err := c.parse(fs); err != nil {
		return err
	}
	if fs.NArg() == 0 {
		fs.Usage()
		return badUsage
	}
	return inTempFolder(func(f *localstore.Folder) error {
		return runBeside(ctx, c, f, *require, fs.Args())
	})
}

func inTempFolder(fn func(*localstore.Folder) error) (err error) {
	dir, err := os.MkdirTemp("", "temgoc-stores-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := os.Chmod(dir, 0o711); err != nil { // the servers' account passes through
		return err
	}
	folder, err := localstore.Open(dir)
	if err != nil {
		return err
	}
	defer folder.Close()
	return fn(folder)
}

// runBeside stops the stores when the command has ended.
func runBeside(ctx context.Context, c call, f *localstore.Folder, require bool, command []string) (err error) {
	stop := func(s *localstore.Server) { err = errors.Join(err, s.Stop()) }
	db, err := f.StartPostgres(ctx, localstore.Throwaway...)
	if err != nil {
		return err
	}
	defer stop(db)
	env := append(c.env, "TEMGOC_TEST_DATABASE_URL="+db.URL)
	redis, err := f.StartRedis(ctx)
	switch {
	case err == nil:
		defer stop(redis)
		env = append(env, "TEMGOC_TEST_REDIS_URL="+redis.URL)
	case require || !errors.Is(err, localstore.ErrNoRedis):
		return err
	}
	if require {
		env = append(env, "REQUIRE_STORES=1")
	}
	return c.exec(ctx, env, command)
}

// exec runs a command as if it stood in place of this one.
func (c call) exec(ctx context.Context, env, command []string) error {
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = env, os.Stdin, c.stdout, c.stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exitCode(max(exit.ExitCode(), 1)) // −1 after a signal
	}
	return err
}
