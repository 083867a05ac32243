package recall

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/epcis"
	"temgoc/internal/gs1"
	"temgoc/internal/pg/pgtest"
	"temgoc/internal/trace"
)

var all = Choice{All: true}

// TestDeclareReachesEverything: from flour over one cake to another, across
// organisations and events that not everybody sees.
func TestDeclareReachesEverything(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	flour, other := w.newBatch(w.mill, w.flour, "F1"), w.newBatch(w.mill, w.flour, "F2")
	first, second := w.newBatch(w.bakery, w.cake, "C1"), w.newBatch(w.bakery, w.cake, "C2")
	w.make(w.bakery, private, flour, first)
	w.make(w.bakery, forAll, first, second)

	lineage, err := LineageOf(t.Context(), w.db, w.admin, flour)
	w.must(err)
	var distances []int
	for _, d := range lineage.Batches {
		distances = append(distances, d.Distance)
	}
	if diff := cmp.Diff([]int{1, 2}, distances); diff != "" {
		t.Fatalf("distances: -want +got\n%s", diff)
	}
	if d := lineage.Batches[0]; d.Maker.Name != "Lò bánh Nguyễn" || d.Product.NameVI != "Bánh cáy" || d.Batch.Quantity != 100 {
		t.Errorf("the nearest: %+v, want the bakery's cakes", d)
	}

	before := map[int32]int64{}
	for _, b := range []catalog.Batch{flour, first, second, other} {
		before[b.Number] = w.version(b)
	}
	root := w.declare(w.admin, Order{BatchID: flour.ID, Include: all})
	want := map[int32]int{flour.Number: 1, first.Number: 1, second.Number: 1}
	if diff := cmp.Diff(want, w.open()); diff != "" {
		t.Errorf("recalled: -want +got\n%s", diff)
	}
	notices, err := catalog.RecallWith(t.Context(), w.db, w.admin, root.ID)
	w.must(err)
	for i, n := range notices[1:] {
		if *n.Recall.Cause != root.ID || n.Recall.Distance != i+1 || n.Recall.Reason != "Phát hiện mốc" {
			t.Errorf("member %d: %+v, want the words of its cause, %d away", i, n.Recall, i+1)
		}
	}
	for _, b := range []catalog.Batch{flour, first, second, other} {
		grew := w.version(b) > before[b.Number]
		if recalled := want[b.Number] > 0; grew != recalled {
			t.Errorf("lot %s: version grew %t, recalled %t", b.Lot, grew, recalled)
		}
	}
}

func (w *world) version(b catalog.Batch) int64 {
	w.Helper()
	now, err := catalog.BatchByID(w.Context(), w.db, w.admin, b.ID)
	w.must(err)
	return now.Version
}

// TestRecallEvents: one event a batch, of whoever recalls, for everybody.
func TestRecallEvents(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	flour, cake := w.newBatch(w.mill, w.flour, "F1"), w.newBatch(w.bakery, w.cake, "C1")
	w.make(w.bakery, private, flour, cake)
	root := w.declare(w.admin, Order{BatchID: flour.ID, Include: all})
	w.must(Lift(t.Context(), w.db, w.admin, root.ID, Lifting{Reason: "Sạch", Members: true}))

	for _, b := range []catalog.Batch{flour, cake} {
		events, err := trace.EventsOf(t.Context(), w.db, trace.Reader{}, lotOf(b), uuid.Nil, 0)
		w.must(err)
		if len(events) != 2 {
			t.Fatalf("lot %s: %d public events, want a recall and its end", b.Lot, len(events))
		}
		var got []epcis.Event
		for _, s := range events {
			if s.OrgID != w.admin.OrgID {
				t.Errorf("lot %s: an event is %s's word, want the authority's", b.Lot, s.OrgName)
			}
			e, err := s.Event()
			w.must(err)
			got = append(got, e)
		}
		held, released := got[0], got[1]
		if held.BizStep != "holding" || held.Disposition != "recalled" || len(held.Set) != 1 || held.Set[0] != "recalled" || held.Action != epcis.Observe {
			t.Errorf("recall of lot %s: %+v", b.Lot, held)
		}
		if released.BizStep != releasing || released.Disposition != "active" || len(released.Unset) != 1 || released.Unset[0] != "recalled" {
			t.Errorf("its end: %+v", released)
		}
	}
}

// TestStrays: lots that are no batch here are named, to whoever may know.
func TestStrays(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	flour, cake := w.newBatch(w.mill, w.flour, "F1"), w.newBatch(w.bakery, w.cake, "C1")
	unknown := cake
	var err error
	unknown.Lot, err = gs1.ParseLot("C9")
	w.must(err)
	w.make(w.bakery, forAll, flour, cake)
	w.make(w.bakery, forAll, flour, unknown)
	for _, tt := range []struct {
		name                    string
		who                     account.Principal
		batches, others, strays int
	}{
		{"administrator", w.admin, 1, 0, 1},
		{"its producer", w.mill, 0, 2, 0},
		{"their producer", w.bakery, 1, 0, 1},
	} {
		l, err := LineageOf(t.Context(), w.db, tt.who, flour)
		w.must(err)
		if len(l.Batches) != tt.batches || len(l.Others) != tt.others || len(l.Strays) != tt.strays {
			t.Errorf("%s: %+v, want %d batches, %d others, %d strays", tt.name, l, tt.batches, tt.others, tt.strays)
		}
	}
}

func TestPartOfABatch(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	flour := w.newBatch(w.mill, w.flour, "F1")
	first, last := 3, 5
	part := mould
	part.First, part.Last = &first, &last
	w.declare(w.mill, Order{BatchID: flour.ID, NewRecall: part})
	w.declare(w.mill, Order{BatchID: flour.ID})
	if got := w.open()[flour.Number]; got != 2 {
		t.Errorf("%d open recalls, want that of the part and that of the whole", got)
	}
	events, err := trace.EventsOf(t.Context(), w.db, trace.Reader{}, lotOf(flour), uuid.Nil, 0)
	w.must(err)
	e, err := events[0].Event()
	w.must(err)
	if want := (epcis.Quantity{Class: lotOf(flour), Amount: "3"}); len(e.Goods) != 1 || e.Goods[0] != want {
		t.Errorf("the event tells of %+v, want %+v", e.Goods, want)
	}
}

// TestRefusedRecalls change nothing.
func TestRefusedRecalls(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	flour, own := w.newBatch(w.mill, w.flour, "F1"), w.newBatch(w.mill, w.flour, "F2")
	cake, apart := w.newBatch(w.bakery, w.cake, "C1"), w.newBatch(w.bakery, w.cake, "C2")
	w.make(w.bakery, forAll, flour, cake)
	inspector := w.signUp(account.Inspector, account.Org{Name: "Chi cục"})
	nine, ten := 9, 10
	beyond := mould
	beyond.First, beyond.Last = &nine, &ten
	before := w.marks()
	for _, tt := range []struct {
		name string
		who  account.Principal
		o    Order
		want error
	}{
		{"another's batch", w.bakery, Order{BatchID: flour.ID, NewRecall: mould}, catalog.ErrNotFound},
		{"no batch", w.admin, Order{BatchID: uuid.New(), NewRecall: mould}, catalog.ErrNotFound},
		{"an inspector", inspector, Order{BatchID: flour.ID, NewRecall: mould}, catalog.ErrForbidden},
		{"a producer includes another's", w.mill, Order{BatchID: flour.ID, NewRecall: mould, Include: Choice{Batches: []uuid.UUID{cake.ID}}}, catalog.ErrNotFound},
		{"another's that was not made from it", w.mill, Order{BatchID: flour.ID, NewRecall: mould, Include: Choice{Batches: []uuid.UUID{apart.ID}}}, catalog.ErrNotFound},
		{"one's own that was not made from it", w.mill, Order{BatchID: flour.ID, NewRecall: mould, Include: Choice{Batches: []uuid.UUID{own.ID}}}, errNotMadeFrom},
		{"an administrator includes what was not made from it", w.admin, Order{BatchID: flour.ID, NewRecall: mould, Include: Choice{Batches: []uuid.UUID{cake.ID, apart.ID}}}, errNotMadeFrom},
		{"itself", w.mill, Order{BatchID: flour.ID, NewRecall: mould, Include: Choice{Batches: []uuid.UUID{flour.ID}}}, errNotMadeFrom},
	} {
		if _, err := Declare(t.Context(), w.db, tt.who, tt.o); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	if _, err := Declare(t.Context(), w.db, w.admin, Order{BatchID: flour.ID, NewRecall: beyond, Include: all}); err == nil {
		t.Error("a range beyond the stamps was recalled")
	}
	if diff := cmp.Diff(before, w.marks(), cmp.AllowUnexported(marks{})); diff != "" {
		t.Errorf("something changed: -before +after\n%s", diff)
	}
}
