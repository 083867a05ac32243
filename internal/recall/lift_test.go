package recall

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/catalog"
	"temgoc/internal/pg/pgtest"
)

func TestLift(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	flour, cake, second := w.newBatch(w.mill, w.flour, "F1"), w.newBatch(w.bakery, w.cake, "C1"), w.newBatch(w.bakery, w.cake, "C2")
	w.make(w.bakery, private, flour, cake)
	w.make(w.bakery, private, flour, second)
	root := w.declare(w.admin, Order{BatchID: flour.ID, Include: all})
	own := w.declare(w.bakery, Order{BatchID: second.ID}) // for its own sake too
	notices, err := catalog.RecallWith(t.Context(), w.db, w.admin, root.ID)
	w.must(err)

	for _, step := range []struct {
		name string
		lift func() error
		want error
		open map[int32]int
	}{
		{"by its producer", func() error {
			return Lift(t.Context(), w.db, w.mill, root.ID, Lifting{Reason: "Sạch"})
		}, catalog.ErrForbidden, map[int32]int{flour.Number: 1, cake.Number: 1, second.Number: 2}},
		{"by another", func() error {
			return Lift(t.Context(), w.db, w.shop, root.ID, Lifting{Reason: "Sạch"})
		}, catalog.ErrNotFound, map[int32]int{flour.Number: 1, cake.Number: 1, second.Number: 2}},
		{"one member", func() error {
			return Lift(t.Context(), w.db, w.admin, notices[1].Recall.ID, Lifting{Reason: "Sạch", Members: true})
		}, nil, map[int32]int{flour.Number: 1, second.Number: 2}},
		{"the rest", func() error {
			return Lift(t.Context(), w.db, w.admin, root.ID, Lifting{Reason: "Sạch", Members: true})
		}, nil, map[int32]int{second.Number: 1}},
		{"twice", func() error {
			return Lift(t.Context(), w.db, w.admin, root.ID, Lifting{Reason: "Sạch", Members: true})
		}, catalog.ErrNotFound, map[int32]int{second.Number: 1}},
		{"what was recalled for its own sake", func() error {
			return Lift(t.Context(), w.db, w.admin, own.ID, Lifting{Reason: "Sạch"})
		}, nil, map[int32]int{}},
	} {
		if err := step.lift(); !errors.Is(err, step.want) {
			t.Errorf("%s: got %v, want %v", step.name, err, step.want)
		}
		if diff := cmp.Diff(step.open, w.open()); diff != "" {
			t.Errorf("%s: open recalls -want +got\n%s", step.name, diff)
		}
	}
}

// TestLiftRootAlone leaves what was recalled with it recalled.
func TestLiftRootAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	flour, cake := w.newBatch(w.mill, w.flour, "F1"), w.newBatch(w.bakery, w.cake, "C1")
	w.make(w.bakery, private, flour, cake)
	root := w.declare(w.admin, Order{BatchID: flour.ID, Include: all})
	w.must(Lift(t.Context(), w.db, w.admin, root.ID, Lifting{Reason: "Sạch"}))
	if diff := cmp.Diff(map[int32]int{cake.Number: 1}, w.open()); diff != "" {
		t.Errorf("open recalls -want +got\n%s", diff)
	}
}
