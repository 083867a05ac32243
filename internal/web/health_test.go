package web

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"temgoc/internal/cache"
	"temgoc/internal/origincode"
	"temgoc/internal/scan"
)

func (w *world) wantReady(when string, status int, lines ...string) {
	w.Helper()
	got := w.get("/readyz")
	if got.Code != status || got.Header().Get("Cache-Control") != "no-store" {
		w.Errorf("%s: status %d, Cache-Control %q; want %d, no-store", when, got.Code, got.Header().Get("Cache-Control"), status)
	}
	for _, line := range lines {
		if !strings.Contains(got.Body.String(), line+"\n") {
			w.Errorf("%s: no line %q in\n%s", when, line, got.Body)
		}
	}
	if alive := w.get("/healthz"); alive.Code != http.StatusOK {
		w.Errorf("%s: healthz answers %d, want 200 as long as the process answers", when, alive.Code)
	}
}

func TestReady(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.wantReady("all is well", 200, "ready", "postgres: ok", "keys: ok", "scans: ok", "redis: none")

	away, err := cache.Open("redis://127.0.0.1:1", []byte("key"), time.Minute, slog.New(slog.DiscardHandler))
	w.must(err)
	defer away.Close()
	w.Lookup.Cache = away
	w.wantReady("Redis is away", 200, "ready", "redis: away, and done without")

	_, err = w.pool.Exec(t.Context(), `insert into schema_migration (version, name) values (9999, '9999_later.sql')`)
	w.must(err)
	w.wantReady("a newer node migrated", 200, "ready", "postgres: ok, of a later release")
	_, err = w.pool.Exec(t.Context(), `delete from schema_migration where version = 9999 or version = (select max(version) from schema_migration where version < 9999)`)
	w.must(err)
	w.wantReady("a migration is missing", 503, "not ready", "postgres: lacks migrations")

	w.pool.Close()
	w.wantReady("Postgres is away", 503, "not ready", "postgres: does not answer", "scans: ok")
}

// Postgres that accepts and does not answer is away after a second.
func TestReadyWhilePostgresHangs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	tx, err := w.pool.Begin(t.Context())
	w.must(err)
	defer tx.Rollback(context.Background())
	_, err = tx.Exec(t.Context(), `lock table schema_migration in access exclusive mode`)
	w.must(err)
	start := time.Now()
	w.wantReady("Postgres hangs", 503, "not ready", "postgres: does not answer")
	if took := time.Since(start); took > 5*readyTime {
		t.Errorf("took %v, want about %v", took, readyTime)
	}
}

func TestReadyNeedsKeysAndRecorder(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ring := w.Keys
	w.Keys = &origincode.Ring{}
	w.wantReady("no keys", 503, "not ready", "keys: none")
	w.Keys = ring

	stopped := scan.NewRecorder(w.pool, slog.New(slog.DiscardHandler))
	ctx, stop := context.WithCancel(t.Context())
	stop()
	w.must(stopped.Run(ctx))
	w.Lookup.Recorder = stopped
	w.wantReady("the recorder stopped", 503, "not ready", "scans: not taken")
}

// A node that stops says so, and still answers.
func TestReadyWhileStopping(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var stopping atomic.Bool
	w.Stopping = stopping.Load
	w.wantReady("before", 200, "ready")
	if got := w.get("/").Header().Get("Connection"); got != "" {
		t.Errorf("before: Connection is %q", got)
	}
	stopping.Store(true)
	w.wantReady("stopping", 503, "not ready", "node: stopping", "postgres: ok")
	if page := w.get("/"); page.Code != http.StatusOK || page.Header().Get("Connection") != "close" {
		t.Errorf("stopping: status %d, Connection %q; want 200, close", page.Code, page.Header().Get("Connection"))
	}
}
