package trace

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"temgoc/internal/pg/pgtest"
)

// A node that dies between taking a document and storing it leaves the job to
// whoever looks next; a job that somebody holds is left to them.
func TestCaptureOutlivesItsNode(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Pool(t))
	first := capturerOn(t, w.db)
	id, err := first.Submit(t.Context(), w.producer, document(seen(elsewhere("A"))), Rollback, everybody)
	w.check(err)

	dying, err := w.db.Begin(t.Context())
	w.check(err)
	j, err := takeJob(t.Context(), dying)
	w.check(err)
	if _, err := j.capture(t.Context(), dying, first.now()); err != nil || j.id != id {
		t.Fatalf("capture %v: %v, want of %v", j.id, err, id)
	}
	second := capturerOn(t, w.db)
	w.check(second.drain(t.Context()))
	if job, err := CaptureByID(t.Context(), w.db, w.producer, id); err != nil || !job.Running() {
		t.Errorf("while the first holds it: got %+v, %v, want it running", job, err)
	}
	w.check(dying.Rollback(t.Context())) // as the end of its connection does
	if got := w.count(w.producer); got != 0 {
		t.Errorf("events of the dead node: got %d, want none", got)
	}
	w.check(second.drain(t.Context()))
	job, err := CaptureByID(t.Context(), w.db, w.producer, id)
	if err != nil || job.Running() || !job.Success() || w.count(w.producer) != 1 {
		t.Errorf("after the second: got %+v, %v and %d events, want success and one", job, err, w.count(w.producer))
	}
}

func TestCapturerRuns(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Pool(t))
	c := capturerOn(t, w.db)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- c.Run(ctx) }()
	id, err := c.Submit(t.Context(), w.producer, document(seen(elsewhere("A"))), Rollback, everybody)
	w.check(err)
	deadline := time.After(10 * time.Second)
	for running := true; running; {
		select {
		case <-deadline:
			t.Fatal("the job was not done within 10 s")
		case <-time.After(5 * time.Millisecond):
		}
		job, err := CaptureByID(t.Context(), w.db, w.producer, id)
		w.check(err)
		running = job.Running()
	}
	stop()
	if err := <-done; err != nil {
		t.Errorf("Run: got %v, want nil", err)
	}
}

// What no try would do is given up, so that the jobs behind it are done.
func TestCaptureThatFailsForEver(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Pool(t))
	_, err := w.db.Exec(t.Context(), `alter table event add constraint none check (biz_step is distinct from 'holding')`)
	w.check(err)
	c := capturerOn(t, w.db)
	bad, err := c.Submit(t.Context(), w.producer, document(seen(elsewhere("A"))+`, "bizStep": "holding"`), Proceed, everybody)
	w.check(err)
	good, err := c.Submit(t.Context(), w.producer, document(seen(elsewhere("B"))), Proceed, everybody)
	w.check(err)
	if err := c.drain(t.Context()); err == nil {
		t.Error("drain: got no error to log")
	}
	w.check(c.drain(t.Context()))
	for id, want := range map[uuid.UUID]bool{bad: false, good: true} {
		job, err := CaptureByID(t.Context(), w.db, w.producer, id)
		if err != nil || job.Running() || job.Success() != want {
			t.Errorf("job: got %+v, %v, want success %v", job, err, want)
		}
	}
}
