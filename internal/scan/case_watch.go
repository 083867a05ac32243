package scan

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

const (
	// maxSuspects wait at most; the next scan of whatever is dropped says it
	// again.
	maxSuspects  = 4096
	watchEvery   = time.Second
	batchesEvery = 10 * time.Minute
	// watchDeadline bounds one look. A batch of a million scanned units takes
	// half a second.
	watchDeadline = 30 * time.Second
)

type unitKey struct{ batch, unit int32 }

// Watcher opens cases of what the rules suspect, beside the scans that show it
// and never in their way. Each node watches what it answers.
type Watcher struct {
	db    pg.DB
	rules RuleBook
	now   func() time.Time
	log   *slog.Logger

	mu      sync.Mutex // held for a few instructions only
	units   map[unitKey]struct{}
	batches map[int32]struct{}
	dropped int // units for which there was no room since the last look
}

// NewWatcher needs its Run to be called by an owner.
func NewWatcher(db pg.DB, rules RuleBook, now func() time.Time, log *slog.Logger) *Watcher {
	return &Watcher{
		db: db, rules: rules, now: now, log: log,
		units: map[unitKey]struct{}{}, batches: map[int32]struct{}{},
	}
}

// See takes note of a unit that is suspected, and never waits. A nil Watcher
// sees nothing.
func (w *Watcher) See(batch, unit int32, s Suspicion) {
	if w == nil || s < Amber {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.batches) < maxSuspects {
		w.batches[batch] = struct{}{}
	}
	if s < Review {
		return
	}
	if len(w.units) == maxSuspects {
		w.dropped++
		return
	}
	w.units[unitKey{batch, unit}] = struct{}{}
}

// Run opens cases until ctx ends, and of what waits by then.
func (w *Watcher) Run(ctx context.Context) error {
	units, batches := time.NewTicker(watchEvery), time.NewTicker(batchesEvery)
	defer units.Stop()
	defer batches.Stop()
	for {
		select {
		case <-units.C:
			w.attempt(ctx, w.LookAtUnits)
		case <-batches.C:
			w.attempt(ctx, w.LookAtBatches)
		case <-ctx.Done():
			w.attempt(context.WithoutCancel(ctx), w.LookAtUnits)
			return nil
		}
	}
}

func (w *Watcher) attempt(ctx context.Context, look func(context.Context) error) {
	ctx, cancel := context.WithTimeout(ctx, watchDeadline)
	defer cancel()
	if err := look(ctx); err != nil {
		w.log.ErrorContext(ctx, "suspected copies not looked at", slog.Any("err", err))
	}
}

// LookAtUnits opens a case of every unit seen since the last time that the
// rules still want reviewed: an inspector may have looked meanwhile.
func (w *Watcher) LookAtUnits(ctx context.Context) error {
	w.mu.Lock()
	seen, dropped := slices.Collect(maps.Keys(w.units)), w.dropped
	clear(w.units)
	w.dropped = 0
	w.mu.Unlock()
	if dropped > 0 {
		w.log.WarnContext(ctx, "suspected copies left for their next scan", slog.Int("scans", dropped))
	}
	if len(seen) == 0 {
		return nil
	}
	suspects, err := unitsToReview(ctx, w.db, w.rules.At(w.now()), seen)
	if err != nil || len(suspects) == 0 {
		return err
	}
	return openCases(ctx, w.db, suspects)
}

func unitsToReview(ctx context.Context, db pg.DB, rules Rules, seen []unitKey) (suspects []suspect, err error) {
	batches, units := make([]int32, len(seen)), make([]int32, len(seen))
	for i, k := range seen {
		batches[i], units[i] = k.batch, k.unit
	}
	rows, _ := db.Query(ctx, `
		select batch_number, unit, scans, cardinality(devices), cleared, placed, provinces
		from unit_state
		join unnest($1::int[], $2::int[]) as seen (batch_number, unit) using (batch_number, unit)`, batches, units)
	var key unitKey
	var f CaseFacts
	_, err = pgx.ForEachRow(rows, []any{&key.batch, &key.unit, &f.Scans, &f.Devices, &f.Cleared, &f.Placed, &f.Provinces}, func() error {
		e := Evidence{Devices: f.Devices, Cleared: f.Cleared, Placed: f.Placed, Provinces: len(f.Provinces)}
		if rules.Judge(e) >= Review {
			suspects = append(suspects, suspect{key.batch, new(key.unit), UnitSuspected, f})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read suspected units: %w", err)
	}
	return suspects, nil
}

// LookAtBatches opens a case of every batch with an amber unit seen since the
// last time that has too many of them for chance.
func (w *Watcher) LookAtBatches(ctx context.Context) error {
	w.mu.Lock()
	seen := slices.Collect(maps.Keys(w.batches))
	clear(w.batches)
	w.mu.Unlock()
	if len(seen) == 0 {
		return nil
	}
	rules := w.rules.At(w.now())
	shares, err := sharesOf(ctx, w.db, rules, seen)
	if err != nil {
		return err
	}
	var suspects []suspect
	for batch, s := range shares {
		if rules.Chance(s) < rules.BatchChance {
			suspects = append(suspects, suspect{batch: batch, reason: BatchSuspected, facts: CaseFacts{Provinces: []string{}, Share: s}})
		}
	}
	return openCases(ctx, w.db, suspects)
}
