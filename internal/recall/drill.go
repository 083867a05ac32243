package recall

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/pg"
)

// Findings are what a drill found, and how long each step took.
type Findings struct {
	Batches       int           `json:"batches"`
	Units         int           `json:"units"`     // stamps that were issued for the batches
	Receivers     int           `json:"receivers"` // each once
	Silent        []string      `json:"silent"`    // receivers of whom no contact is known
	FindBatches   time.Duration `json:"-"`
	RecordRecalls time.Duration `json:"-"`
	FindReceivers time.Duration `json:"-"`
}

// Took is the time of all steps.
func (f Findings) Took() time.Duration { return f.FindBatches + f.RecordRecalls + f.FindReceivers }

// report finds the receivers of a drill and writes down what was found.
func report(ctx context.Context, tx pgx.Tx, who account.Principal, drill catalog.Recall, f Findings, watch *stopwatch) error {
	notices, err := catalog.RecallWith(ctx, tx, who, drill.ID)
	if err != nil {
		return err
	}
	receivers, err := Receivers(ctx, tx, who, drill.ID)
	if err != nil {
		return err
	}
	f.FindReceivers = watch.lap()
	f.Silent = []string{}
	for _, p := range PartiesOf(receivers) {
		f.Receivers++
		if p.Contact == "" {
			f.Silent = append(f.Silent, p.Name)
		}
	}
	for _, n := range notices {
		f.Batches++
		f.Units += n.Batch.NextUnit
	}
	return storeFindings(ctx, tx, drill.ID, f)
}

func storeFindings(ctx context.Context, tx pgx.Tx, drill uuid.UUID, f Findings) error {
	_, err := tx.Exec(ctx, `
		insert into recall_drill (
			recall_id, batches, units, receivers, silent, find_batches, record_recalls, find_receivers
		)
		values (@recall, @batches, @units, @receivers, @silent, @find_batches, @record_recalls, @find_receivers)`,
		pgx.NamedArgs{
			"recall":         drill,
			"batches":        f.Batches,
			"units":          f.Units,
			"receivers":      f.Receivers,
			"silent":         f.Silent,
			"find_batches":   f.FindBatches.Microseconds(),
			"record_recalls": f.RecordRecalls.Microseconds(),
			"find_receivers": f.FindReceivers.Microseconds(),
		})
	if err != nil {
		return fmt.Errorf("store findings of drill: %w", err)
	}
	return nil
}

// FindingsOf is what a drill found; of a recall that is none it is ErrNotFound,
// as of another's.
func FindingsOf(ctx context.Context, db pg.DB, who account.Principal, drill uuid.UUID) (f Findings, err error) {
	if _, err := catalog.RecallWith(ctx, db, who, drill); err != nil {
		return f, err
	}
	var found, record, receivers int64
	err = db.QueryRow(ctx, `
		select
			batches,
			units,
			receivers,
			silent,
			find_batches,
			record_recalls,
			find_receivers
		from recall_drill
		where recall_id = $1`, drill).
		Scan(&f.Batches, &f.Units, &f.Receivers, &f.Silent, &found, &record, &receivers)
	if errors.Is(err, pgx.ErrNoRows) {
		return f, catalog.ErrNotFound
	}
	if err != nil {
		return f, fmt.Errorf("read findings of drill: %w", err)
	}
	f.FindBatches = time.Duration(found) * time.Microsecond
	f.RecordRecalls = time.Duration(record) * time.Microsecond
	f.FindReceivers = time.Duration(receivers) * time.Microsecond
	return f, nil
}

// stopwatch measures one step after the other.
type stopwatch struct{ since time.Time }

func newStopwatch() *stopwatch { return &stopwatch{time.Now()} }

// lap is the time since the last one.
func (w *stopwatch) lap() time.Duration {
	last := w.since
	w.since = time.Now()
	return w.since.Sub(last)
}
