package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestMain lets the test binary stand in for the command, so that tests run
// the real one, with the race detector in it.
func TestMain(m *testing.M) {
	if os.Getenv("BE_TEMGOC") == "1" {
		os.Unsetenv("BE_TEMGOC")
		main()
		return
	}
	os.Exit(m.Run())
}

// temgoc is a command that is not started yet, in the tests' environment less
// what belongs to the tests.
func temgoc(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0], args...)
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "TEMGOC_") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(cmd.Env, "BE_TEMGOC=1")
	return cmd
}

// demoProcess is a demonstration that accepts requests.
type demoProcess struct {
	ready
	cmd    *exec.Cmd
	output *bytes.Buffer
	ended  chan struct{}
}

// dataFolder is one that the unprivileged servers can reach.
func dataFolder(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "temgoc-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o711); err != nil {
		t.Fatal(err)
	}
	return dir
}

func startDemo(t testing.TB, data string) *demoProcess {
	t.Helper()
	needStores(t)
	file := filepath.Join(t.TempDir(), "ready.json")
	p := &demoProcess{
		cmd:    temgoc(context.Background(), "demo", "--addr", "127.0.0.1:0", "--data", data, "--ready-file", file),
		output: new(bytes.Buffer),
		ended:  make(chan struct{}),
	}
	p.cmd.Stdout, p.cmd.Stderr = p.output, p.output
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { p.cmd.Wait(); close(p.ended) }()
	t.Cleanup(func() { p.stop(t) })
	p.await(t, file)
	return p
}

func (p *demoProcess) await(t testing.TB, file string) {
	t.Helper()
	deadline := time.After(2 * time.Minute)
	for {
		text, err := os.ReadFile(file)
		if err == nil {
			if err := json.Unmarshal(text, &p.ready); err != nil {
				t.Fatal(err)
			}
			return
		}
		if !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		select {
		case <-p.ended:
			t.Fatalf("the demonstration ended:\n%s", p.output)
		case <-deadline:
			t.Fatal("the demonstration is not ready after two minutes")
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// stop ends the demonstration as Ctrl-C does.
func (p *demoProcess) stop(t testing.TB) {
	t.Helper()
	p.cmd.Process.Signal(syscall.SIGINT)
	select {
	case <-p.ended:
	case <-time.After(time.Minute):
		p.kill()
		t.Error("the demonstration did not stop within a minute")
	}
}

// kill gives it no chance to tidy up.
func (p *demoProcess) kill() {
	p.cmd.Process.Kill()
	<-p.ended
}

// runTemgoc runs the command to its end.
func runTemgoc(t testing.TB, env []string, args ...string) (output string, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := temgoc(ctx, args...)
	cmd.Env = append(cmd.Env, env...)
	text, err := cmd.CombinedOutput()
	return string(text), err
}

// needStores skips where there is no Postgres to run, unless that is an error.
func needStores(t testing.TB) {
	t.Helper()
	if os.Getenv("REQUIRE_STORES") == "1" || os.Getenv("TEMGOC_TEST_DATABASE_URL") != "" {
		return
	}
	t.Skip("no stores: run make test, or temgoc with-stores -- go test ./...")
}
