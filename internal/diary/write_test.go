package diary

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"

	"temgoc/internal/epcis"
	"temgoc/internal/trace"
)

// TestEveryKindComesBack: what is read back is what was written, with what goes
// without saying filled in.
func TestEveryKindComesBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i, e := range everyKind() {
		got := w.mustWrite(e.Note, e)
		b, err := openBook(t.Context(), w.db, w.producer, w.batch.ID, now)
		w.must(err)
		clean, _, err := b.check(t.Context(), w.db, []Entry{e})
		w.must(err)
		if diff := cmp.Diff(clean[0], got.Entry, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("entry %d, %s: -written +read\n%s", i, e.Kind, diff)
		}
		if got.State != Holds || !got.ByDiary || got.BatchID != w.batch.ID {
			t.Errorf("entry %d, %s: %+v", i, e.Kind, got)
		}
	}
	if got, want := len(w.records()), len(everyKind()); got != want {
		t.Errorf("%d records of the batch, want %d", got, want)
	}
}

// TestMeaning: each kind is the event that the table of the domain names.
func TestMeaning(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	type meaning struct {
		Type                 epcis.EventType
		Action               epcis.Action
		BizStep, Disposition string
	}
	want := []meaning{
		{"ObjectEvent", "ADD", "commissioning", "active"},
		{"ObjectEvent", "ADD", "commissioning", "active"}, // other goods, so the first too
		{"ObjectEvent", "OBSERVE", "receiving", "in_progress"},
		{"ObjectEvent", "OBSERVE", "receiving", "in_progress"},
		{"ObjectEvent", "OBSERVE", "storing", "in_progress"},
		{"TransformationEvent", "", "commissioning", "in_progress"},
		{"ObjectEvent", "OBSERVE", "inspecting", "non_conformant"},
		{"ObjectEvent", "OBSERVE", "inspecting", "conformant"},
		{"AggregationEvent", "ADD", "packing", "in_progress"},
		{"AggregationEvent", "ADD", "packing", "in_progress"},
		{"ObjectEvent", "OBSERVE", "shipping", "in_transit"},
		{"ObjectEvent", "OBSERVE", "shipping", "in_transit"},
		{"ObjectEvent", "OBSERVE", "receiving", "in_progress"},
		{"ObjectEvent", "OBSERVE", "stocking", "sellable_accessible"},
		{"ObjectEvent", "OBSERVE", "retail_selling", "retail_sold"},
		{"ObjectEvent", "DELETE", "decommissioning", "inactive"},
		{"ObjectEvent", "DELETE", "destroying", "destroyed"},
	}
	for i, e := range everyKind() {
		ev, err := w.mustWrite(e.Note, e).event.Event()
		w.must(err)
		if got := (meaning{ev.Type, ev.Action, ev.BizStep, ev.Disposition}); got != want[i] {
			t.Errorf("%s: got %v, want %v", e.Kind, got, want[i])
		}
		if ev.Zone != "+07:00" {
			t.Errorf("%s: zone %q, want +07:00", e.Kind, ev.Zone)
		}
	}
}

// TestLaterHarvests add to what the first brought into being.
func TestLaterHarvests(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	pick := func(hour, name string) Keyed {
		return Keyed{hour + name, Entry{Kind: Harvest, At: "2026-04-15T" + hour, Amount: "1", Unit: "kg", Name: name}}
	}
	list := []Keyed{pick("06:00", ""), pick("07:00", ""), pick("08:00", "thóc")}
	_, err := Write(t.Context(), w.db, w.producer, w.batch.ID, now, list)
	w.must(err)
	_, err = Write(t.Context(), w.db, w.producer, w.batch.ID, now, append(list, pick("09:00", "Thóc")))
	w.must(err)
	var got []string
	for _, r := range w.records() {
		got = append(got, r.BizStep)
	}
	want := []string{"creating_class_instance", "commissioning", "creating_class_instance", "commissioning"} // latest first
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("steps: -want +got\n%s", diff)
	}
}

// TestOnce: the same entry under the same key is one, another is refused.
func TestOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := Entry{Kind: Display, Note: "Kệ số 2"} // now
	first, err := w.write("k", e)
	w.must(err)
	second, err := Write(t.Context(), w.db, w.producer, w.batch.ID, now.AddDate(0, 0, 1), []Keyed{{"k", e}})
	w.must(err)
	if !first.New || second[0].New || first.ID != second[0].ID {
		t.Errorf("first %+v, then %+v", first, second)
	}
	e.Note = "Kệ số 3"
	_, err = w.write("k", e)
	wantFaults(t, err, "key diary.key_reused")
	if n := w.events(); n != 1 {
		t.Errorf("%d events, want 1", n)
	}
}

// TestHiddenFacts: a stranger sees step, time, place and lot, and not what the
// producer keeps for officers.
func TestHiddenFacts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.mustWrite("k", Entry{
		Kind: Ship, At: "2026-04-16T08:00", Amount: "40", Unit: "goi",
		Receiver: "Cửa hàng A", ReceiverContact: "0227 111", People: "Anh Nam", Note: "Xe lạnh", PlaceName: "Kho A",
	})
	events, err := trace.Timeline(t.Context(), w.db, trace.Reader{}, w.batch.GTIN, w.batch.Lot)
	w.must(err)
	if len(events) != 1 {
		t.Fatalf("a shopper sees %d events, want 1", len(events))
	}
	seen := string(events[0].Value.AppendJSON(nil))
	for _, secret := range []string{"Cửa hàng", "0227", "Nam", `"quantity"`, "destinationList"} {
		if strings.Contains(seen, secret) {
			t.Errorf("a shopper sees %s: %s", secret, seen)
		}
	}
	for _, shown := range []string{"shipping", "2026-04-16T08:00:00+07:00", "/414/" + w.place, "Xe lạnh", "Kho A", "/10/L1"} {
		if !strings.Contains(seen, shown) {
			t.Errorf("a shopper does not see %s: %s", shown, seen)
		}
	}
}

// TestReceiverByGLN is named as the service knows it.
func TestReceiverByGLN(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.mustWrite("k", Entry{Kind: Ship, Amount: "1", Unit: "goi", ReceiverGLN: w.strangers})
	if r.Receiver != "HTX Bánh" || r.ReceiverGLN != w.strangers {
		t.Errorf("received by %q, %s", r.Receiver, r.ReceiverGLN)
	}
}

func TestEarlyIsToldNotRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, tt := range []struct {
		e     Entry
		early bool
	}{
		{Entry{Kind: Display, At: "2026-04-14T23:59"}, true},
		{Entry{Kind: Display, At: "2026-04-15T00:00"}, false},
		{Entry{Kind: Harvest, At: "2026-01-01T00:00"}, false},
	} {
		if r := w.mustWrite(tt.e.At, tt.e); r.Early != tt.early {
			t.Errorf("%s at %s: early %v, want %v", tt.e.Kind, tt.e.At, r.Early, tt.early)
		}
	}
}

// TestRecordsPageByPage goes backwards in time, whatever the order of writing.
func TestRecordsPageByPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, at := range []string{"2026-04-17", "2026-04-19", "2026-04-16", "2026-04-18"} {
		w.mustWrite(at, Entry{Kind: Display, At: at, Note: at})
	}
	var got []string
	after := uuid.Nil
	for range 3 {
		page, err := Records(t.Context(), w.db, w.producer, w.batch.ID, after, 2)
		w.must(err)
		for _, r := range page {
			got, after = append(got, r.Note), r.Next
		}
	}
	if diff := cmp.Diff([]string{"2026-04-19", "2026-04-18", "2026-04-17", "2026-04-16"}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
