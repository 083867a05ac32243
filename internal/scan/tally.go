package scan

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"temgoc/internal/day"
	"temgoc/internal/pg"
)

// Tally is what scans are added up by.
type Tally struct {
	Day      day.Day
	Batch    int32
	Province string // its code; empty: not told
	Verdict  string
}

// Tallies gathers what was answered, and adds it to the days' sums once a
// second: a row for every scan would cost as much as the scan itself. A node
// that dies takes at most that second's verdicts along; the scans themselves are
// stored, and SettleDay counts them as unknown.
type Tallies struct {
	db  pg.DB
	log *slog.Logger

	mu      sync.Mutex // held for a few instructions only
	waiting map[Tally]int64
}

// NewTallies needs its Run to be called by an owner.
func NewTallies(db pg.DB, log *slog.Logger) *Tallies {
	return &Tallies{db: db, log: log, waiting: map[Tally]int64{}}
}

// Add counts n scans; n is -1 to take one back that is counted elsewhere. A nil
// Tallies counts nothing.
func (t *Tallies) Add(what Tally, n int64) {
	if t == nil {
		return
	}
	t.mu.Lock()
	t.waiting[what] += n
	t.mu.Unlock()
}

const tallyEvery = time.Second

// Run stores what was gathered until ctx ends, and the rest then.
func (t *Tallies) Run(ctx context.Context) error {
	tick := time.NewTicker(tallyEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			t.store(ctx)
		case <-ctx.Done():
			t.store(context.WithoutCancel(ctx))
			return nil
		}
	}
}

// store keeps what could not be stored for the next time.
func (t *Tallies) store(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, storeDeadline)
	defer cancel()
	t.mu.Lock()
	gathered := t.waiting
	t.waiting = make(map[Tally]int64, len(gathered))
	t.mu.Unlock()
	err := addTallies(ctx, t.db, gathered)
	if err == nil {
		return
	}
	if ctx.Err() == nil {
		t.log.ErrorContext(ctx, "tallies of scans not stored", slog.Any("err", err))
	}
	for what, n := range gathered {
		t.Add(what, n)
	}
}

// addTallies writes in the order of the key, so that nodes do not deadlock.
func addTallies(ctx context.Context, db pg.DB, counts map[Tally]int64) error {
	maps.DeleteFunc(counts, func(_ Tally, n int64) bool { return n == 0 })
	if len(counts) == 0 {
		return nil
	}
	var batches []int32
	var days, provinces, verdicts []string
	var scans []int64
	for _, what := range slices.SortedFunc(maps.Keys(counts), compareTallies) {
		days = append(days, what.Day.String())
		batches = append(batches, what.Batch)
		provinces = append(provinces, what.Province)
		verdicts = append(verdicts, what.Verdict)
		scans = append(scans, counts[what])
	}
	_, err := db.Exec(ctx, `
		insert into scan_day as d (day, batch_number, province, verdict, scans)
		select day::date, batch, province, verdict, scans
		from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::bigint[])
		     as t (day, batch, province, verdict, scans)
		on conflict (batch_number, day, province, verdict) do update
		set scans = d.scans + excluded.scans`, days, batches, provinces, verdicts, scans)
	if err != nil {
		return fmt.Errorf("add tallies of scans: %w", err)
	}
	return nil
}

func compareTallies(a, b Tally) int {
	return cmp.Or(
		cmp.Compare(a.Batch, b.Batch),
		cmp.Compare(a.Day.String(), b.Day.String()),
		cmp.Compare(a.Province, b.Province),
		cmp.Compare(a.Verdict, b.Verdict),
	)
}
