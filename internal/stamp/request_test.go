package stamp_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"temgoc/internal/pg/pgtest"
	"temgoc/internal/stamp"
)

func TestSameKeySameAnswer(t *testing.T) {
	t.Parallel()
	s := openShop(t, pgtest.Tx(t), 0, 1000)
	first, replayed, err := s.issue(t, "order 1", compact(600))
	if err != nil || replayed {
		t.Fatalf("first request: got replayed %t, %v", replayed, err)
	}
	before := s.marks(t)
	// A replay is answered even though 600 more would be beyond the batch.
	again, replayed, err := s.issue(t, "order 1", compact(600))
	if err != nil || !replayed || again.ID != first.ID {
		t.Errorf("same request: got run %s, replayed %t, %v; want run %s replayed", again.ID, replayed, err, first.ID)
	}
	for name, o := range map[string]stamp.Order{
		"quantity": compact(601),
		"kind":     {Quantity: 600, Kind: stamp.Sealed},
		"stars":    {Quantity: 600, Kind: stamp.Compact, OCOP: true},
	} {
		if _, _, err := s.issue(t, "order 1", o); !errors.Is(err, stamp.ErrKeyReused) {
			t.Errorf("other %s: got %v, want %v", name, err, stamp.ErrKeyReused)
		}
	}
	s.unchanged(t, before)
}

func TestKeyIsOfOneOrganisation(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	a, b := openShop(t, db, 0, 1000), openShop(t, db, 1, 1000)
	for _, s := range []shop{a, b} {
		run, replayed, err := s.issue(t, "1", compact(10))
		if err != nil || replayed || run.BatchID != s.lot {
			t.Errorf("got batch %s, replayed %t, %v; want a run of batch %s", run.BatchID, replayed, err, s.lot)
		}
	}
}

func TestRefusedRequestLeavesKeyUnused(t *testing.T) {
	t.Parallel()
	s := openShop(t, pgtest.Tx(t), 0, 1000)
	before := s.marks(t)
	if _, _, err := s.issue(t, "1", compact(1001)); err == nil {
		t.Fatal("issue beyond the batch: got no error")
	}
	s.unchanged(t, before)
	if _, replayed, err := s.issue(t, "1", compact(1000)); err != nil || replayed {
		t.Errorf("corrected request under the same key: got replayed %t, %v", replayed, err)
	}
}

func TestSameKeyAtOnce(t *testing.T) {
	t.Parallel()
	s := openShop(t, pgtest.Pool(t), 0, 1000)
	var fresh atomic.Int32
	runs := make([]stamp.Run, 50)
	var wg sync.WaitGroup
	for i := range runs {
		wg.Go(func() {
			run, replayed, err := s.issue(t, "the same", compact(100))
			if err != nil {
				t.Errorf("issue: %v", err)
			}
			if runs[i] = run; !replayed {
				fresh.Add(1)
			}
		})
	}
	wg.Wait()
	if got := fresh.Load(); got != 1 {
		t.Errorf("answers that were not replayed: got %d, want 1", got)
	}
	for _, run := range runs {
		if run.ID != runs[0].ID {
			t.Fatalf("got runs %s and %s, want one", run.ID, runs[0].ID)
		}
	}
	if got := s.marks(t); got.Runs != 1 || got.NextUnit != 100 || got.Requests != 1 {
		t.Errorf("got %+v, want one run, 100 units, one request", got)
	}
}
