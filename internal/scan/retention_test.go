package scan

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"temgoc/internal/day"
	"temgoc/internal/pg"
	"temgoc/internal/pg/pgtest"
)

func sums(t *testing.T, db pg.DB, batch int32) map[string]int64 {
	t.Helper()
	rows, err := db.Query(context.Background(), `
		select concat_ws(' ', day, province, verdict), scans
		from scan_day
		where batch_number = $1 and scans <> 0`, batch)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	got := map[string]int64{}
	for rows.Next() {
		var key string
		var n int64
		if err := rows.Scan(&key, &n); err != nil {
			t.Fatal(err)
		}
		got[key] = n
	}
	return got
}

// Scans of four months, of which one is kept beside the present one.
func TestKeeper(t *testing.T) {
	t.Parallel()
	db := pgtest.Pool(t)
	ctx := context.Background()
	b := newBatch(t, db)
	now := noon
	k := Keeper{DB: db, Now: func() time.Time { return now }, Months: 1}
	for range 4 {
		if err := k.Keep(ctx); err != nil {
			t.Fatal(err)
		}
		s := visit(b, 1, "an", 0)
		s.At = now
		if _, err := store(ctx, db, []Scan{s}); err != nil {
			t.Fatal(err)
		}
		now = now.AddDate(0, 1, 0)
	}
	now = now.AddDate(0, -1, 0)
	if err := k.Keep(ctx); err != nil {
		t.Fatal(err)
	}
	var left int
	if err := db.QueryRow(ctx, `select count(*) from scan where batch_number = $1`, b).Scan(&left); err != nil {
		t.Fatal(err)
	}
	if left != 2 {
		t.Errorf("scans of %d months are kept, want 2", left)
	}
	for name, want := range map[string]bool{"scan_2026_05": false, "scan_2026_06": true, "scan_2026_09": true, "scan_default": true} {
		if got, err := exists(ctx, db, name); err != nil || got != want {
			t.Errorf("%s exists: %t, %v, want %t", name, got, err, want)
		}
	}
}

// What no node could tally any more is counted all the same, and once.
func TestSettleDay(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	ctx := context.Background()
	b := newBatch(t, db)
	today := day.Of(noon)
	midnight := today.Time()
	for i, at := range []time.Time{
		midnight.Add(-time.Nanosecond * 1000), midnight, noon, noon, today.AddDays(1).Time().Add(-time.Second), today.AddDays(1).Time(),
	} {
		s := visit(b, int32(i), "an", 0)
		s.At = at
		if _, err := store(ctx, db, []Scan{s}); err != nil {
			t.Fatal(err)
		}
	}
	tallied := map[Tally]int64{{Day: today, Batch: b, Verdict: "genuine"}: 2, {Day: today, Batch: b, Province: "33", Verdict: "genuine"}: 1}
	if err := addTallies(ctx, db, tallied); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := SettleDay(ctx, db, today); err != nil {
			t.Fatal(err)
		}
	}
	got := sums(t, db, b)
	want := map[string]int64{"2026-04-15  genuine": 2, "2026-04-15 33 genuine": 1, "2026-04-15  unknown": 1}
	for key, n := range want {
		if got[key] != n {
			t.Errorf("%s: got %d, want %d", key, got[key], n)
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Tallies survive a store that is away, and are added up.
func TestTallies(t *testing.T) {
	t.Parallel()
	db := pgtest.Pool(t)
	b := newBatch(t, db)
	away, leave := context.WithCancel(context.Background())
	leave()
	tallies := NewTallies(db, slog.New(slog.DiscardHandler))
	what := Tally{Day: day.Of(noon), Batch: b, Verdict: "genuine"}
	tallies.Add(what, 2)
	tallies.store(away)
	tallies.Add(what, 3)
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if err := tallies.Run(stopped); err != nil {
		t.Fatal(err)
	}
	if got := sums(t, db, b)["2026-04-15  genuine"]; got != 5 {
		t.Errorf("got %d scans, want 5", got)
	}
}
