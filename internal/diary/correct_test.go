package diary

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/catalog"
	"temgoc/internal/epcis"
	"temgoc/internal/trace"
)

// TestCorrect: the wrong entry stays, marked, and the right one stands beside
// it.
func TestCorrect(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	old := w.mustWrite("k", Entry{Kind: Display, At: "2026-04-18T08:00", Note: "Kệ 2", Amount: "5", Unit: "goi"})
	right := Keyed{"c", Entry{Kind: Display, At: "2026-04-18T09:00", Note: "Kệ 3", Amount: "5", Unit: "goi"}}
	w.must(Correct(t.Context(), w.db, w.producer, old.ID, now, right))

	got := map[string]State{}
	for _, r := range w.records() {
		got[r.Note] = r.State
	}
	if diff := cmp.Diff(map[string]State{"Kệ 2": Corrected, "Kệ 3": Holds}, got); diff != "" {
		t.Errorf("states: -want +got\n%s", diff)
	}
	events, err := trace.ByEventID(t.Context(), w.db, trace.ReaderOf(w.producer), eventID(old.ID))
	w.must(err)
	if len(events) != 2 {
		t.Fatalf("%d events of the id, want the wrong one and its declaration", len(events))
	}
	wrong, err := events[0].Event()
	w.must(err)
	declaration, err := events[1].Event()
	w.must(err)
	if wrong.Hash() != declaration.Hash() {
		t.Error("the declaration is not of the same content")
	}
	want := &epcis.ErrorDeclaration{At: now, Reason: "incorrect_data", Corrective: []string{eventID(w.records()[0].ID)}}
	if diff := cmp.Diff(want, declaration.Error); diff != "" {
		t.Errorf("declaration: -want +got\n%s", diff)
	}
	wantFaults(t, Correct(t.Context(), w.db, w.producer, old.ID, now, right), "entry diary.withdrawn_already")
	wantFaults(t, Withdraw(t.Context(), w.db, w.producer, old.ID, now), "entry diary.withdrawn_already")
}

func TestWithdraw(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.mustWrite("k", Entry{Kind: Harvest, Amount: "1", Unit: "kg"})
	w.must(Withdraw(t.Context(), w.db, w.producer, r.ID, now))
	if got := w.records()[0].State; got != Withdrawn {
		t.Errorf("state %s, want withdrawn", got)
	}
	again := w.mustWrite("k2", Entry{Kind: Harvest, Amount: "2", Unit: "kg"})
	if again.BizStep != "commissioning" {
		t.Errorf("a harvest after a withdrawn one is %s, want the first", again.BizStep)
	}
}

// TestBadCorrection changes nothing.
func TestBadCorrection(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.mustWrite("k", Entry{Kind: Display})
	before := w.events()
	wantFaults(t, Correct(t.Context(), w.db, w.producer, r.ID, now, Keyed{"c", Entry{Kind: Pack}}), "amount diary.amount_missing")
	if n := w.events(); n != before || w.records()[0].State != Holds {
		t.Errorf("%d events, state %s; want %d, holds", n, w.records()[0].State, before)
	}
}

// TestPhotos: a public photo is for everybody, one for officers is for those
// alone, and what was withdrawn is no longer public.
func TestPhotos(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	public := w.mustWrite("1", Entry{Kind: Display, Picture: photo(t)})
	hidden := w.mustWrite("2", Entry{Kind: Display, Picture: photo(t), Hidden: []Fact{Photo}})
	check := func(what string, id uuid.UUID, shown bool) {
		t.Helper()
		if _, err := catalog.PictureByID(t.Context(), w.db, id); (err == nil) != shown {
			t.Errorf("%s: shown to everybody: %v (%v), want %v", what, err == nil, err, shown)
		}
		if _, err := catalog.OwnPicture(t.Context(), w.db, w.producer, id); err != nil {
			t.Errorf("%s: its producer does not see it: %v", what, err)
		}
		if _, err := catalog.OwnPicture(t.Context(), w.db, w.stranger, id); (err == nil) != shown {
			t.Errorf("%s: shown to a stranger: %v, want %v", what, err == nil, shown)
		}
	}
	check("public", public.Photo, true)
	check("hidden", hidden.Photo, false)

	w.must(Correct(t.Context(), w.db, w.producer, hidden.ID, now, Keyed{"c", Entry{Kind: Display, Note: "x", Hidden: []Fact{}}}))
	w.must(Withdraw(t.Context(), w.db, w.producer, public.ID, now))
	check("withdrawn", public.Photo, false)
	for _, r := range w.records() {
		if r.State == Holds {
			check("corrected to public", r.Photo, true)
		}
	}
}
