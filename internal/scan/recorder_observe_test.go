package scan

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"temgoc/internal/pg/pgtest"
)

func TestRecorderIsReady(t *testing.T) {
	t.Parallel()
	r := NewRecorder(pgtest.Tx(t), slog.New(slog.DiscardHandler))
	if err := r.Ready(); err != nil {
		t.Errorf("an empty recorder: got %v, want it ready", err)
	}
	left, leave := context.WithCancel(t.Context())
	leave()
	for range queueLength { // nobody runs it, so they all wait
		r.Record(left, visit(1, 1, "an", 0))
	}
	if err := r.Ready(); !errors.Is(err, ErrBusy) || r.Queued() != queueLength {
		t.Errorf("%d wait: got %v, want %v", r.Queued(), err, ErrBusy)
	}
	r.Run(left)
	if err := r.Ready(); !errors.Is(err, errStopped) || r.Queued() != 0 {
		t.Errorf("at the end %d wait: got %v, want %v", r.Queued(), err, errStopped)
	}
}

// The observer is told of every scan in one group or another, and of a group
// that could not be stored.
func TestRecorderIsObserved(t *testing.T) {
	t.Parallel()
	pool := pgtest.Pool(t)
	b := newBatch(t, pool)
	r := NewRecorder(pool, slog.New(slog.DiscardHandler))
	var sizes []int
	var errs []error
	r.Observe = func(size int, wait time.Duration, err error) {
		sizes, errs = append(sizes, size), append(errs, err)
		if wait <= 0 || wait > time.Minute {
			t.Errorf("a group of %d waited %v", size, wait)
		}
	}
	ended, end := context.WithCancel(t.Context())
	end()
	for range maxGroup + 1 {
		r.Record(ended, visit(b, 7, "an", 0))
	}
	r.Run(ended) // stores what waits
	if len(sizes) != 2 || sizes[0] != maxGroup || sizes[1] != 1 || errors.Join(errs...) != nil {
		t.Errorf("groups of %v with %v, want %d and 1 without errors", sizes, errs, maxGroup)
	}
	pool.Close()
	r.commit(t.Context(), []waiting{{visit(b, 7, "an", 0), time.Now(), make(chan outcome, 1)}})
	if len(errs) != 3 || errs[2] == nil {
		t.Errorf("without a database: got %v, want a third group with an error", errs)
	}
}
