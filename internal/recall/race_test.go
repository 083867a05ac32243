package recall

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/catalog"
	"temgoc/internal/pg/pgtest"
)

// atOnce runs all and counts what came out, by the sentinel that it is.
func atOnce(n int, run func(i int) error) map[error]int {
	results := make(chan error, n)
	var started sync.WaitGroup
	started.Add(n)
	for i := range n {
		go func() {
			started.Done()
			started.Wait()
			results <- run(i)
		}()
	}
	counts := map[error]int{}
	for range n {
		err := <-results
		for _, known := range []error{catalog.ErrRecalled, catalog.ErrNotFound} {
			if errors.Is(err, known) {
				err = known
			}
		}
		counts[err]++
	}
	return counts
}

// TestTwoAdministratorsAtOnce: one recall, of everything, and none of the rest.
func TestTwoAdministratorsAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Pool(t))
	ctx := context.Background()
	flour := w.newBatch(w.mill, w.flour, "F1")
	want := map[int32]int{flour.Number: 1}
	for _, lot := range []string{"C1", "C2", "C3"} {
		cake := w.newBatch(w.bakery, w.cake, lot)
		w.make(w.bakery, private, flour, cake)
		want[cake.Number] = 1
	}
	got := atOnce(8, func(int) error {
		_, err := Declare(ctx, w.db, w.admin, Order{BatchID: flour.ID, NewRecall: mould, Include: all})
		return err
	})
	if got[nil] != 1 || got[catalog.ErrRecalled] != 7 {
		t.Errorf("declared at once: %v, want one and seven refused", got)
	}
	if diff := cmp.Diff(want, w.open()); diff != "" {
		t.Errorf("recalled: -want +got\n%s", diff)
	}

	roots, err := catalog.RootRecalls(ctx, w.db, w.admin)
	w.must(err)
	got = atOnce(8, func(int) error {
		return Lift(ctx, w.db, w.admin, roots[0].Recall.ID, Lifting{Reason: "Sạch", Members: true})
	})
	if got[nil] != 1 || got[catalog.ErrNotFound] != 7 {
		t.Errorf("lifted at once: %v, want one and seven that found it lifted", got)
	}
	if left := w.open(); len(left) > 0 {
		t.Errorf("still recalled: %v", left)
	}
}

// TestCrossingRecalls: recalls that include each other's batches wait for each
// other in no circle.
func TestCrossingRecalls(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Pool(t))
	// The numbers of the batches run against the order of making, and with it.
	low, high := w.newBatch(w.bakery, w.cake, "C1"), w.newBatch(w.mill, w.flour, "F1")
	middle, last := w.newBatch(w.bakery, w.cake, "C2"), w.newBatch(w.bakery, w.cake, "C3")
	w.make(w.bakery, private, high, middle)
	w.make(w.bakery, private, middle, low)
	w.make(w.bakery, private, low, last)
	roots := []catalog.Batch{high, middle, low, last}
	got := atOnce(len(roots), func(i int) error {
		_, err := Declare(context.Background(), w.db, w.admin, Order{BatchID: roots[i].ID, NewRecall: mould, Include: all})
		return err
	})
	if got[nil] != len(roots) {
		t.Errorf("got %v, want all of them declared", got)
	}
	want := map[int32]int{high.Number: 1, middle.Number: 2, low.Number: 3, last.Number: 4}
	if diff := cmp.Diff(want, w.open()); diff != "" {
		t.Errorf("recalled, each for its own sake and for what went into it: -want +got\n%s", diff)
	}
}

// TestDecidedAtOnce: of two who decide differently, one does.
func TestDecidedAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Pool(t))
	ctx := context.Background()
	flour, cake := w.newBatch(w.mill, w.flour, "F1"), w.newBatch(w.bakery, w.cake, "C1")
	w.make(w.bakery, private, flour, cake)
	root := w.declare(w.admin, Order{BatchID: flour.ID})
	got := atOnce(8, func(i int) error {
		if i%2 == 0 {
			return Include(ctx, w.db, w.admin, root.ID, cake.ID)
		}
		return Dismiss(ctx, w.db, w.admin, root.ID, cake.ID, "Khác mẻ")
	})
	if got[nil] != 1 || got[catalog.ErrNotFound] != 7 {
		t.Errorf("got %v, want one and seven that found it decided", got)
	}
	w.wantUndecided("afterwards")
}
