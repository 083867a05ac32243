package recall

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/catalog"
	"temgoc/internal/pg/pgtest"
)

func (w *world) undecided() []string {
	w.Helper()
	list, err := UndecidedBatches(w.Context(), w.db, w.admin)
	w.must(err)
	lots := []string{}
	for _, u := range list {
		lots = append(lots, u.Cause.Batch.Lot.String()+" "+u.Batch.Lot.String())
	}
	return lots
}

func (w *world) wantUndecided(when string, want ...string) {
	w.Helper()
	if diff := cmp.Diff(append([]string{}, want...), w.undecided()); diff != "" {
		w.Errorf("%s: -want +got\n%s", when, diff)
	}
}

// TestUndecided: what a producer cannot include, what an administrator did not
// tick, and what was made later stay on the list until it is decided.
func TestUndecided(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	flour, cake := w.newBatch(w.mill, w.flour, "F1"), w.newBatch(w.bakery, w.cake, "C1")
	later, own := w.newBatch(w.bakery, w.cake, "C2"), w.newBatch(w.mill, w.flour, "F2")
	w.make(w.bakery, private, flour, cake)
	w.make(w.mill, private, flour, own)
	w.wantUndecided("before the recall")

	root := w.declare(w.mill, Order{BatchID: flour.ID, Include: all})
	if diff := cmp.Diff(map[int32]int{flour.Number: 1, own.Number: 1}, w.open()); diff != "" {
		t.Errorf("recalled by its producer: -want +got\n%s", diff)
	}
	w.wantUndecided("of another producer", "F1 C1")
	w.make(w.bakery, forAll, cake, later)
	w.wantUndecided("made later", "F1 C1", "F1 C2")

	w.must(Include(t.Context(), w.db, w.admin, root.ID, cake.ID))
	w.wantUndecided("after including one", "F1 C2")
	if err := Dismiss(t.Context(), w.db, w.admin, root.ID, later.ID, " "); err == nil {
		t.Error("dismissed without a reason")
	}
	w.must(Dismiss(t.Context(), w.db, w.admin, root.ID, later.ID, "Chỉ dùng chung bao bì"))
	w.wantUndecided("after dismissing the other")
	if diff := cmp.Diff(map[int32]int{flour.Number: 1, own.Number: 1, cake.Number: 1}, w.open()); diff != "" {
		t.Errorf("recalled in the end: -want +got\n%s", diff)
	}
	before := w.marks()
	for _, tt := range []struct {
		name string
		err  error
		want error
	}{
		{"included twice", Include(t.Context(), w.db, w.admin, root.ID, cake.ID), catalog.ErrNotFound},
		{"dismissed twice", Dismiss(t.Context(), w.db, w.admin, root.ID, later.ID, "Thôi"), catalog.ErrNotFound},
		{"itself", Include(t.Context(), w.db, w.admin, root.ID, flour.ID), catalog.ErrNotFound},
		{"by its producer", Include(t.Context(), w.db, w.mill, root.ID, own.ID), catalog.ErrForbidden},
		{"by another", Dismiss(t.Context(), w.db, w.bakery, root.ID, later.ID, "Thôi"), catalog.ErrNotFound},
	} {
		if !errors.Is(tt.err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, tt.err, tt.want)
		}
	}
	if diff := cmp.Diff(before, w.marks(), cmp.AllowUnexported(marks{})); diff != "" {
		t.Errorf("something changed: -before +after\n%s", diff)
	}
	if _, err := UndecidedBatches(t.Context(), w.db, w.mill); !errors.Is(err, catalog.ErrForbidden) && !errors.Is(err, catalog.ErrNotFound) {
		t.Errorf("a producer's list: got %v, want it refused", err)
	}
}

// TestNothingUndecidedOfLifted: neither of a drill.
func TestNothingUndecidedOfLifted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	flour, cake := w.newBatch(w.mill, w.flour, "F1"), w.newBatch(w.bakery, w.cake, "C1")
	w.make(w.bakery, private, flour, cake)
	drill := mould
	drill.Drill = true
	w.declare(w.admin, Order{BatchID: flour.ID, NewRecall: drill})
	w.wantUndecided("of a drill")
	root := w.declare(w.admin, Order{BatchID: flour.ID})
	w.wantUndecided("of a recall", "F1 C1")
	w.must(Lift(t.Context(), w.db, w.admin, root.ID, Lifting{Reason: "Sạch"}))
	w.wantUndecided("of one that was lifted")
}
