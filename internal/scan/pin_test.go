package scan

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"temgoc/internal/pg"
	"temgoc/internal/pg/pgtest"
)

func try(batch int32, device string, right bool, after time.Duration) PINTry {
	return PINTry{Batch: batch, Unit: 1, Device: []byte(device), Right: right, At: noon.Add(after)}
}

func claim(t testing.TB, db pg.DB, p PINTry) PIN {
	t.Helper()
	got, err := Claim(context.Background(), db, p)
	if err != nil {
		t.Fatal(err)
	}
	got.UsedAt = got.UsedAt.UTC()
	return got
}

func TestClaim(t *testing.T) {
	t.Parallel()
	first, used, locked := PIN{Outcome: PINFirst, UsedAt: noon}, PIN{Outcome: PINUsed, UsedAt: noon}, PIN{Outcome: PINLocked}
	wrong := func(left int) PIN { return PIN{Outcome: PINWrong, Left: left} }
	type step struct {
		device string
		right  bool
		want   PIN
	}
	for name, steps := range map[string][]step{
		"the first wins, again and again": {{"an", true, first}, {"an", true, first}, {"binh", true, used}, {"an", true, first}},
		"after wrong tries": {
			{"an", false, wrong(4)}, {"binh", false, wrong(3)}, {"an", false, wrong(2)}, {"an", false, wrong(1)}, {"an", true, first},
		},
		"never after the fifth": {
			{"an", false, wrong(4)}, {"an", false, wrong(3)}, {"an", false, wrong(2)}, {"an", false, wrong(1)}, {"an", false, locked},
			{"an", true, locked}, {"binh", true, locked}, {"binh", false, locked},
		},
		"wrong after it was used": {
			{"an", true, first}, {"an", false, wrong(4)}, {"binh", false, wrong(3)}, {"binh", false, wrong(2)}, {"binh", false, wrong(1)},
			{"binh", false, locked}, {"binh", true, locked}, {"an", true, first}, {"an", false, locked},
		},
	} {
		db := pgtest.Tx(t)
		b := newBatch(t, db)
		for i, s := range steps {
			p := try(b, s.device, s.right, 0)
			if got := claim(t, db, p); got != s.want {
				t.Errorf("%s: try %d: got %+v, want %+v", name, i, got, s.want)
			}
		}
	}
}

// The time is that of the first use; other units have PINs of their own.
func TestClaimIsOfOneUnit(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	b := newBatch(t, db)
	scanned(t, db, b, 1, "an")
	claim(t, db, try(b, "an", true, 0))
	if got := claim(t, db, try(b, "an", true, time.Hour)); !got.UsedAt.Equal(noon) {
		t.Errorf("used at %s, want %s", got.UsedAt, noon)
	}
	beside := try(b, "binh", true, time.Minute)
	beside.Unit = 2
	if got := claim(t, db, beside); got.Outcome != PINFirst {
		t.Errorf("the unit beside: %s, want %s", got.Outcome, PINFirst)
	}
	scanned(t, db, b, 2, "binh")
	for unit, scans := range map[int32]int{1: 1, 2: 1} {
		s, err := Peek(t.Context(), db, b, unit, nil)
		if err != nil || s.Scans != scans || s.Devices != 1 || s.ClaimedAt.IsZero() {
			t.Errorf("unit %d: got %+v, %v; want a used PIN and 1 scan: a try is none", unit, s, err)
		}
	}
}

// TestParallelClaims: a hundred devices with the right PIN, one winner.
func TestParallelClaims(t *testing.T) {
	t.Parallel()
	pool := pgtest.Pool(t)
	b := newBatch(t, pool)
	count := atOnce(t, pool, 100, func(i int) PINTry { return try(b, fmt.Sprint("device ", i), true, 0) })
	if count[PINFirst] != 1 || count[PINUsed] != 99 {
		t.Errorf("got %v, want one first and 99 used", count)
	}
}

// TestParallelGuesses: of a hundred five count, and then nothing helps.
func TestParallelGuesses(t *testing.T) {
	t.Parallel()
	pool := pgtest.Pool(t)
	b := newBatch(t, pool)
	count := atOnce(t, pool, 100, func(i int) PINTry { return try(b, fmt.Sprint("device ", i), false, 0) })
	if count[PINWrong] != MaxPINTries-1 || count[PINLocked] != 100-(MaxPINTries-1) {
		t.Errorf("got %v, want four wrong and the rest locked", count)
	}
	var tries int
	var lockedAt time.Time
	err := pool.QueryRow(t.Context(), `select tries, locked_at from pin_try`).Scan(&tries, &lockedAt)
	if err != nil || tries != MaxPINTries || !lockedAt.Equal(noon) {
		t.Errorf("%d tries, locked at %s, %v; want %d at %s", tries, lockedAt, err, MaxPINTries, noon)
	}
	if got := claim(t, pool, try(b, "an", true, time.Hour)); got.Outcome != PINLocked {
		t.Errorf("the right PIN afterwards: %s, want %s", got.Outcome, PINLocked)
	}
	if s, err := Peek(t.Context(), pool, b, 1, nil); err != nil || !s.ClaimedAt.IsZero() {
		t.Errorf("used at %s, %v; want never", s.ClaimedAt, err)
	}
}

// atOnce claims n times in parallel, and counts the outcomes.
func atOnce(t *testing.T, db pg.DB, n int, p func(int) PINTry) map[PINOutcome]int {
	t.Helper()
	var mu sync.Mutex
	var all sync.WaitGroup
	count := map[PINOutcome]int{}
	for i := range n {
		all.Go(func() {
			got, err := Claim(context.Background(), db, p(i))
			if err != nil {
				t.Errorf("claim %d: %v", i, err)
			}
			mu.Lock()
			defer mu.Unlock()
			count[got.Outcome]++
		})
	}
	all.Wait()
	return count
}
