package printing

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"temgoc/internal/origincode"
	"temgoc/internal/pg"
	"temgoc/internal/stamp"
	"temgoc/labels"
)

// lookAgain is how long a job that was ordered on another node, or whose node
// died, waits at most before somebody looks for it.
const lookAgain = time.Second

// lanes work at once. Each takes the oldest job that has at most so many labels
// left: however long the jobs in the first lane are, a short one is made now.
var lanes = [...]int{stamp.MaxUnits, 20_000}

// Worker takes orders and makes files. Any number of nodes may run one.
type Worker struct {
	db   pg.DB // a pool
	ring *origincode.Ring
	base string // of codes: scheme and host
	log  *slog.Logger
	wake [len(lanes)]chan struct{} // buffered: an order never waits for a lane

	partBytes int // the constant; less in tests
	running   atomic.Int64
}

// NewWorker needs its Run to be called by an owner.
func NewWorker(db pg.DB, ring *origincode.Ring, base string, log *slog.Logger) *Worker {
	w := &Worker{db: db, ring: ring, base: base, log: log, partBytes: partBytes}
	for lane := range lanes {
		w.wake[lane] = make(chan struct{}, 1)
	}
	return w
}

// Wake makes this node look for jobs at once.
func (w *Worker) Wake() {
	for _, wake := range w.wake {
		select {
		case wake <- struct{}{}:
		default:
		}
	}
}

// Running is how many files this node makes at present.
func (w *Worker) Running() int64 { return w.running.Load() }

// Run makes files until ctx ends, and then returns nil. A job that is cut off
// by the end is given back, for any node to go on with.
func (w *Worker) Run(ctx context.Context) error {
	var g errgroup.Group
	for lane, most := range lanes {
		g.Go(func() error {
			w.work(ctx, most, w.wake[lane])
			return nil
		})
	}
	g.Go(func() error {
		w.keepSweeping(ctx)
		return nil
	})
	return g.Wait()
}

func (w *Worker) work(ctx context.Context, most int, wake <-chan struct{}) {
	tick := time.NewTicker(lookAgain)
	defer tick.Stop()
	for {
		more, err := w.next(ctx, most)
		if err != nil && ctx.Err() == nil {
			w.log.ErrorContext(ctx, "print job not done", slog.Any("err", err))
		}
		if more && err == nil && ctx.Err() == nil {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-wake:
		case <-tick.C:
		}
	}
}

// next does one job with at most so many labels left; false if there is none.
func (w *Worker) next(ctx context.Context, most int) (bool, error) {
	t, found, err := claim(ctx, w.db, most)
	if err != nil || !found {
		return false, err
	}
	w.running.Add(1)
	defer w.running.Add(-1)
	err = w.print(ctx, t)
	bad, unprintable := errors.AsType[unprintable](err)
	switch {
	case err == nil, errors.Is(err, errLost):
		return true, nil
	case unprintable:
		return true, errors.Join(err, t.fail(ctx, w.db, bad.problem()))
	case ctx.Err() != nil:
		return true, t.giveBack(ctx, w.db)
	}
	return true, err // the lease ends by itself, and somebody tries again
}

// document begins the file of units of a run.
func (w *Worker) document(run stamp.Run, units stamp.Range, s Spec) (labels.Document, error) {
	codes, err := Codes(run, w.ring, w.base, &units, s)
	if err != nil {
		return nil, err
	}
	first, err := sample(codes)
	if err != nil {
		return nil, fmt.Errorf("first code: %w", err)
	}
	return s.Document(first, units.Len())
}
