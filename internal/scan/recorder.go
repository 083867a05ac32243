package scan

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"temgoc/internal/pg"
)

const (
	// maxGroup scans share a commit.
	maxGroup = 500
	// queueLength is how many scans may wait; beyond it the service says that
	// it is busy rather than let everybody wait.
	queueLength = 4096
	// storeDeadline bounds one commit of a group.
	storeDeadline = 2 * time.Second
)

// ErrBusy means that too many scans wait already.
var ErrBusy = errors.New("too many scans wait to be stored")

// errStopped answers whoever comes when the recorder is at its end.
var errStopped = errors.New("recorder has stopped")

// Recorder commits scans in groups: while one group commits, the next gathers,
// so that a group is as large as the load makes it and a single scan waits for
// nobody.
type Recorder struct {
	db      pg.DB
	log     *slog.Logger
	queue   chan waiting
	stopped chan struct{}

	// Observe is told of every group: its size, how long its first scan waited,
	// and what prevented the commit. Set it before Run; nil tells nobody.
	Observe func(size int, wait time.Duration, err error)
}

type waiting struct {
	scan   Scan
	since  time.Time
	answer chan<- outcome // buffered: the recorder never waits for a reader
}

type outcome struct {
	state State
	err   error
}

// NewRecorder needs its Run to be called by an owner.
func NewRecorder(db pg.DB, log *slog.Logger) *Recorder {
	return &Recorder{db: db, log: log, queue: make(chan waiting, queueLength), stopped: make(chan struct{})}
}

// Record stores the scan and returns the unit's state after it. When it
// returns an error the scan may have been stored all the same.
func (r *Recorder) Record(ctx context.Context, s Scan) (State, error) {
	answer := make(chan outcome, 1)
	select {
	case r.queue <- waiting{s, time.Now(), answer}:
	default:
		return State{}, ErrBusy
	}
	select {
	case o := <-answer:
		return o.state, o.err
	case <-r.stopped:
		select {
		case o := <-answer: // both were ready
			return o.state, o.err
		default:
			return State{}, errStopped
		}
	case <-ctx.Done():
		return State{}, ctx.Err()
	}
}

// Queued is how many scans wait for a group.
func (r *Recorder) Queued() int { return len(r.queue) }

// Ready is an error while a scan that came now would not be taken.
func (r *Recorder) Ready() error {
	select {
	case <-r.stopped:
		return errStopped
	default:
	}
	if len(r.queue) == cap(r.queue) {
		return ErrBusy
	}
	return nil
}

// Run stores groups until ctx ends, and what waits by then.
func (r *Recorder) Run(ctx context.Context) error {
	defer close(r.stopped)
	group := make([]waiting, 0, maxGroup)
	for {
		select {
		case first := <-r.queue:
			group = r.gather(append(group[:0], first))
			r.commit(ctx, group)
		case <-ctx.Done():
			for group = r.gather(group[:0]); len(group) > 0; group = r.gather(group[:0]) {
				r.commit(ctx, group)
			}
			return nil
		}
	}
}

// gather adds what waits already.
func (r *Recorder) gather(group []waiting) []waiting {
	for len(group) < maxGroup {
		select {
		case w := <-r.queue:
			group = append(group, w)
		default:
			return group
		}
	}
	return group
}

func (r *Recorder) commit(ctx context.Context, group []waiting) {
	// A group that was gathered is stored even while the service stops.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), storeDeadline)
	defer cancel()
	scans := make([]Scan, len(group))
	for i, w := range group {
		scans[i] = w.scan
	}
	states, err := r.store(ctx, scans)
	if r.Observe != nil {
		r.Observe(len(group), time.Since(group[0].since), err)
	}
	if err != nil {
		r.log.ErrorContext(ctx, "scans not stored", slog.Int("scans", len(group)), slog.Any("err", err))
	}
	for i, w := range group {
		if err != nil {
			w.answer <- outcome{err: err}
			continue
		}
		w.answer <- outcome{state: states[i]}
	}
}

// store tries again what failed as a whole and may pass: a lost race, or a
// month that moved into its partition while the scans waited to be written to
// the default one (check violation 23514).
func (r *Recorder) store(ctx context.Context, scans []Scan) (states []State, err error) {
	again := func() (err error) {
		states, err = store(ctx, r.db, scans)
		return err
	}
	err = pg.Retry(again)
	if moved, ok := errors.AsType[*pgconn.PgError](err); ok && moved.Code == "23514" {
		err = pg.Retry(again)
	}
	return states, err
}
