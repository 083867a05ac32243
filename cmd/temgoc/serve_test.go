package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"temgoc/internal/pg/pgtest"
)

// The operator's road: keys, schema, a user, a token, the service; and what is
// said where a step was left out.
func TestOperatorsRoad(t *testing.T) {
	t.Parallel()
	keys := filepath.Join(t.TempDir(), "keys")
	env := []string{
		"TEMGOC_DATABASE_URL=" + pgtest.EmptyURL(t),
		"TEMGOC_PUBLIC_URL=https://id.example.vn",
		"TEMGOC_KEYS_DIR=" + keys,
		"TEMGOC_ADDR=127.0.0.1:0",
		"TEMGOC_DRAIN_SECONDS=0",
	}
	fails := func(want string, args ...string) {
		t.Helper()
		if out, err := runTemgoc(t, env, args...); err == nil || !strings.Contains(out, want) {
			t.Errorf("temgoc %v: got %v and %q, want %q in it", args, err, out, want)
		}
	}
	works := func(args ...string) string {
		t.Helper()
		out, err := runTemgoc(t, env, args...)
		if err != nil {
			t.Fatalf("temgoc %v: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(out)
	}
	fails("run temgoc migrate", "serve")
	if out := works("migrate"); !strings.Contains(out, "0001_") {
		t.Errorf("migrate told %q", out)
	}
	fails("temgoc keygen", "serve")
	works("keygen")
	fails("--org-name", "user", "add", "--email", "a@example.vn", "--name", "A", "--role", "admin", "--org", "SO")
	works("user", "add", "--email", "a@example.vn", "--name", "A", "--role", "admin", "--org", "SO", "--org-name", "Sở KH&CN")
	fails("there is no user", "token", "add", "--email", "b@example.vn", "--name", "script")
	secret := works("token", "add", "--email", "a@example.vn", "--name", "script")

	strangers := filepath.Join(t.TempDir(), "keys")
	works("keygen", "--keys", strangers)
	base := startServe(t, env).base
	env = append(env, "TEMGOC_KEYS_DIR="+strangers)
	fails("copy the keys folder", "serve")
	for _, tt := range []struct {
		path, token string
		want        int
	}{
		{"/readyz", "", http.StatusOK},
		{"/api/v1/products", "", http.StatusUnauthorized},
		{"/api/v1/products", secret, http.StatusOK},
		{"/demo", "", http.StatusNotFound},
	} {
		req, err := http.NewRequest(http.MethodGet, base+tt.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = "id.example.vn"
		if tt.token != "" {
			req.Header.Set("Authorization", "Bearer "+tt.token)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != tt.want {
			t.Errorf("%s: status %d, want %d", tt.path, resp.StatusCode, tt.want)
		}
	}
}

// node is a service that accepts requests.
type node struct {
	base string
	stop func() // as a deploy does, and waits for its end
}

// startServe runs the service until the test ends, if it is not stopped before.
// Its first line of log tells its address.
func startServe(t *testing.T, env []string) *node {
	t.Helper()
	cmd := temgoc(context.Background(), "serve")
	cmd.Env = append(cmd.Env, env...)
	log, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var line struct{ Addr string }
	dec := json.NewDecoder(log)
	if err := dec.Decode(&line); err != nil || line.Addr == "" {
		t.Fatalf("first line of log: %+v, %v", line, err)
	}
	var rest bytes.Buffer
	drained := make(chan struct{})
	go func() { io.Copy(&rest, log); close(drained) }()
	stop := sync.OnceFunc(func() {
		begun := time.Now()
		cmd.Process.Signal(syscall.SIGTERM)
		<-drained
		if err := cmd.Wait(); err != nil || time.Since(begun) > shutdownGrace {
			t.Errorf("serve ended with %v after %v\n%s", err, time.Since(begun), &rest)
		}
	})
	t.Cleanup(stop)
	return &node{"http://" + line.Addr, stop}
}
