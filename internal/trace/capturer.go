package trace

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"temgoc/internal/account"
	"temgoc/internal/pg"
)

const (
	// capturers work at once: while one reads, Postgres writes for another.
	capturers = 2
	// lookAgain is how long a document of a node that died, or of another
	// node's Submit, waits at most before somebody looks for it.
	lookAgain = time.Second
)

// Capturer captures documents that were submitted, to any node: each in one
// transaction with the end of its job, so that a job whose node dies is done
// anew by whoever looks next.
type Capturer struct {
	db   pg.DB // a pool
	log  *slog.Logger
	now  func() time.Time
	wake chan struct{} // buffered: a Submit never waits for a worker

	running atomic.Int64
}

// NewCapturer needs its Run to be called by an owner. now is the clock that
// tells which events are in the future.
func NewCapturer(db pg.DB, log *slog.Logger, now func() time.Time) *Capturer {
	return &Capturer{db: db, log: log, now: now, wake: make(chan struct{}, capturers)}
}

// Submit takes a document to be captured for who's organisation, and returns
// the id of the job once the document is safe.
func (c *Capturer) Submit(ctx context.Context, who account.Principal, document []byte, b Behaviour, v Visibility) (uuid.UUID, error) {
	id, err := insertCapture(ctx, c.db, who, document, b, v)
	if err != nil {
		return uuid.Nil, err
	}
	select {
	case c.wake <- struct{}{}:
	default:
	}
	return id, nil
}

// Running is how many documents this node captures at present.
func (c *Capturer) Running() int64 { return c.running.Load() }

// Run captures until ctx ends, and then returns nil. A job that is cut off by
// the end is as if it had not begun.
func (c *Capturer) Run(ctx context.Context) error {
	var workers errgroup.Group
	for range capturers {
		workers.Go(func() error {
			c.work(ctx)
			return nil
		})
	}
	return workers.Wait()
}

func (c *Capturer) work(ctx context.Context) {
	tick := time.NewTicker(lookAgain)
	defer tick.Stop()
	for {
		err := c.drain(ctx)
		if err != nil && ctx.Err() == nil {
			c.log.ErrorContext(ctx, "capture job not done", slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
			return
		case <-c.wake:
		case <-tick.C:
		}
	}
}

// drain does the jobs that there are, the oldest first.
func (c *Capturer) drain(ctx context.Context) error {
	for {
		id, err := c.next(ctx)
		switch {
		case err != nil && id != uuid.Nil && !pg.IsAway(err) && ctx.Err() == nil:
			// What failed for its own reasons would fail for ever.
			err = errors.Join(err, abandon(ctx, c.db, id))
			fallthrough
		case err != nil:
			return err
		case id == uuid.Nil:
			return nil
		}
	}
}
