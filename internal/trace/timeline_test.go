package trace

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/pg/pgtest"
)

func TestTimeline(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	key := lot(w.product, "L1")
	at := func(day, members string) string {
		return `"type": "ObjectEvent", "action": "OBSERVE", "eventID": "urn:uuid:` + uuid.NewString() + `",
			"eventTime": "2026-04-` + day + `T08:00:00+07:00", ` + members
	}
	of := func(key string) string { return `"quantityList": [{"epcClass": "` + key + `"}]` }
	sold, picked, wrong := w.event(at("30", of(key))), w.event(at("01", of(key))), w.event(at("15", of(key)))
	stamped := w.event(at("20", `"epcList": ["https://id.gs1.org/01/`+w.product.GTIN.String()+`/21/S1"], "temgoc:lot": "`+key+`"`))
	w.store(w.producer, everybody, picked, stamped, wrong, w.event(at("02", of(lot(w.product, "L2")))))
	w.store(w.stranger, everybody, sold)
	w.store(w.producer, everybody, w.withdrawal(wrong))

	got := w.timeline(Reader{}, w.batch)
	if diff := cmp.Diff([]string{picked.ID, wrong.ID, stamped.ID, sold.ID}, eventIDs(got)); diff != "" {
		t.Fatalf("-want +got\n%s", diff)
	}
	for i, e := range got {
		if want := i == 1; (e.Withdrawn != nil) != want {
			t.Errorf("event %d: got withdrawn %v, want %v", i, e.Withdrawn, want)
		}
	}
	if at := got[1].Withdrawn.At; !at.Equal(time.Date(2026, 5, 1, 8, 0, 0, 0, time.UTC)) || got[1].Withdrawn.Reason != "incorrect_data" {
		t.Errorf("withdrawal: got %+v", got[1].Withdrawn)
	}
	if got := len(w.eventsOf(Reader{}, key)); got != 4 {
		t.Errorf("events that name the lot as the standard has it: got %d, want 4, with the declaration", got)
	}
}

// A declaration that is for officers does not tell others that there is one.
func TestSecretWithdrawal(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	e := w.observed(lot(w.product, "L1"))
	w.store(w.producer, everybody, e)
	w.store(w.producer, Visibility{}, w.withdrawal(e))
	if got := w.timeline(Reader{}, w.batch)[0].Withdrawn; got != nil {
		t.Errorf("to everybody: got %v, want nothing", got)
	}
	if got := w.timeline(ReaderOf(w.producer), w.batch)[0].Withdrawn; got == nil {
		t.Error("to the producer: got nothing, want the withdrawal")
	}
	if public, own := w.byEventID(Reader{}, e.ID), w.byEventID(ReaderOf(w.producer), e.ID); public != 1 || own != 2 {
		t.Errorf("by id: got %d to everybody and %d to the producer, want 1 and 2", public, own)
	}
}

func TestEventsOfInPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	key := elsewhere("A")
	var want []string
	for i := range 7 {
		who := w.producer
		if i%2 == 1 {
			who = w.stranger
		}
		e := w.observed(key)
		want = append(want, e.ID)
		w.store(who, Visibility{Public: i != 3}, e)
	}
	for _, tt := range []struct {
		name string
		r    Reader
		want []string
	}{
		{"officer", ReaderOf(w.inspector), want},
		{"stranger, who has a secret", ReaderOf(w.stranger), want},
		{"producer", ReaderOf(w.producer), append(want[:3:3], want[4:]...)},
	} {
		var got []string
		after := uuid.Nil
		for {
			page, err := EventsOf(t.Context(), w.db, tt.r, key, after, 2)
			w.check(err)
			if len(page) == 0 {
				break
			}
			got, after = append(got, eventIDs(page)...), page[len(page)-1].ID
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", tt.name, diff)
		}
	}
}
