package trace

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/catalog"
	"temgoc/internal/epcis"
	"temgoc/internal/pg/pgtest"
)

// What is for the organisation and officers shows in no function to anybody
// else, neither whole nor as a number.
func TestSecretEvents(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	key, input := lot(w.product, "L1"), elsewhere("IN")
	secret := w.event(`"type": "TransformationEvent", "eventID": "urn:uuid:%s", "bizStep": "https://ns.example/secret",
		"disposition": "https://ns.example/secret", "readPoint": {"id": "%s"}, "bizLocation": {"id": "%s"},
		"inputQuantityList": [{"epcClass": "%s"}], "outputQuantityList": [{"epcClass": "%s"}]`,
		uuid.New(), w.place, w.place, input, key)
	w.store(w.producer, Visibility{}, secret)

	for _, tt := range []struct {
		name string
		r    Reader
		sees bool
	}{
		{"the producer", ReaderOf(w.producer), true},
		{"an inspector", ReaderOf(w.inspector), true},
		{"an administrator", ReaderOf(w.admin), true},
		{"another producer", ReaderOf(w.stranger), false},
		{"everybody", Reader{}, false},
	} {
		seen := map[string]int{
			"events of":  len(w.eventsOf(tt.r, key)),
			"timeline":   len(w.timeline(tt.r, w.batch)),
			"genealogy":  len(w.graph(tt.r, key, Into).Edges),
			"epcs":       len(w.epcs(tt.r)) / 2,
			"by id":      w.byEventID(tt.r, secret.ID),
			"steps":      len(w.words(tt.r, BizSteps)),
			"states":     len(w.words(tt.r, Dispositions)),
			"locations":  len(w.words(tt.r, BizLocations)),
			"points":     len(w.words(tt.r, ReadPoints)),
			"event type": len(w.words(tt.r, EventTypes)),
		}
		for function, got := range seen {
			if want := map[bool]int{true: 1}[tt.sees]; got != want {
				t.Errorf("%s of %s: got %d, want %d", function, tt.name, got, want)
			}
		}
	}
}

func (w world) timeline(r Reader, b catalog.Batch) []Stored {
	w.t.Helper()
	events, err := Timeline(w.t.Context(), w.db, r, b.GTIN, b.Lot)
	w.check(err)
	return events
}

func (w world) words(r Reader, kind Kind) []string {
	w.t.Helper()
	words, err := Words(w.t.Context(), w.db, r, kind, "", 0)
	w.check(err)
	return words
}

func (w world) epcs(r Reader) []string {
	w.t.Helper()
	keys, err := EPCs(w.t.Context(), w.db, r, "", 0)
	w.check(err)
	return keys
}

// byEventID is how many there are with the id.
func (w world) byEventID(r Reader, id string) int {
	w.t.Helper()
	events, err := ByEventID(w.t.Context(), w.db, r, id)
	if errors.Is(err, ErrNotFound) {
		return 0
	}
	w.check(err)
	return len(events)
}

func TestHiddenMembers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	key, input := lot(w.product, "L1"), lot(w.strangers, "IN")
	v := Visibility{Public: true, Hidden: []string{
		"inputQuantityList", "outputQuantityList", "readPoint", "bizStep", "destinationList", "ex:people", "ilmd",
	}}
	w.store(w.producer, v, w.event(`"type": "TransformationEvent", "eventID": "urn:uuid:%s", "bizStep": "commissioning",
		"disposition": "active", "readPoint": {"id": "%s"}, "temgoc:lot": "%s", "ex:people": "Lan", "ex:note": "sạch",
		"inputQuantityList": [{"epcClass": "%s", "quantity": 7, "uom": "KGM"}],
		"outputQuantityList": [{"epcClass": "%s", "quantity": 5, "uom": "KGM"}, {"epcClass": "%s"}],
		"destinationList": [{"type": "location", "destination": "%s"}], "ilmd": {"ex:recipe": "secret"}`,
		uuid.New(), w.place, key, input, key, elsewhere("OUT"), w.strangersPlace))

	whole := w.eventsOf(ReaderOf(w.producer), key)[0]
	if e := w.taken(whole); len(e.InGoods) != 1 || len(e.OutGoods) != 2 || e.OutGoods[0].Amount != "5" || e.BizStep == "" ||
		len(e.Receivers) != 1 || len(e.Extensions) != 3 || len(e.ILMD) != 1 || len(whole.Hidden) != len(v.Hidden) {
		t.Errorf("to the producer: got %+v, hidden %v, want all of it", e, whole.Hidden)
	}
	if got := len(w.eventsOf(ReaderOf(w.stranger), input)); got != 0 {
		t.Errorf("events of the input, to another producer: got %d, want 0", got)
	}

	open := w.eventsOf(Reader{}, key)[0]
	want := []epcis.Quantity{{Class: key}}
	if e := w.taken(open); e.InGoods != nil || !cmp.Equal(e.OutGoods, want) || e.BizStep != "" || e.ReadPoint != "" ||
		e.Receivers != nil || len(e.Extensions) != 2 || e.ILMD != nil || e.Disposition != "active" || open.Hidden != nil {
		t.Errorf("to everybody: got %+v, hidden %v, want it without what is hidden", e, open.Hidden)
	}
	for _, name := range append(v.Hidden, "transformationID") {
		got, there := open.Value.Get(name)
		wanted := name == "outputQuantityList" || name == "transformationID"
		if there != wanted {
			t.Errorf("member %s to everybody: got %s, want it there: %v", name, got.AppendJSON(nil), wanted)
		}
	}
	alone := "{" + head + string(without(open.Value, "@context").AppendJSON(nil))[1:]
	if _, err := epcis.ParseEvent([]byte(alone), open.RecordedAt); err != nil {
		t.Errorf("to everybody: got %v, want what is still an event of EPCIS", err)
	}
	for name, got := range map[string]int{
		"genealogy": len(w.graph(Reader{}, key, Into).Edges),
		"steps":     len(w.words(Reader{}, BizSteps)),
		"points":    len(w.words(Reader{}, ReadPoints)),
		"epcs":      len(w.epcs(Reader{})) - 1,
	} {
		if got != 0 {
			t.Errorf("%s to everybody: got %d, want none of what is hidden", name, got)
		}
	}
	if got := len(w.timeline(Reader{}, w.batch)); got != 1 {
		t.Errorf("timeline to everybody: got %d events, want the one that tells its lot", got)
	}
}

func (w world) taken(s Stored) epcis.Event {
	w.t.Helper()
	e, err := s.Event()
	w.check(err)
	return e
}

// An event that loses both of its lists still has one, as the schema wants.
func TestHiddenGoodsOfAnObjectEvent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	e := w.observed(lot(w.product, "L1"))
	w.store(w.producer, Visibility{Public: true, Hidden: []string{"quantityList"}}, e)
	found, err := ByEventID(t.Context(), w.db, Reader{}, e.ID)
	w.check(err)
	if got, there := found[0].Value.Get("epcList"); !there || len(got.Items()) != 0 {
		t.Errorf("epcList: got %v, want an empty one", got)
	}
	if _, there := found[0].Value.Get("quantityList"); there {
		t.Error("quantityList: got it, want it gone")
	}
	if got := len(w.eventsOf(Reader{}, lot(w.product, "L1"))); got != 0 {
		t.Errorf("events of the lot to everybody: got %d, want none", got)
	}
}

// Who knows all of an event but one member finds that one by trying, if the
// event's id is its hash.
func TestHashDoesNotTellWhatIsHidden(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	e := w.event(`"type": "ObjectEvent", "action": "OBSERVE", "epcList": ["urn:example:box:1"], "bizStep": "shipping", "disposition": "in_transit"`)
	w.store(w.producer, Visibility{Public: true, Hidden: []string{"readPoint"}}, e) // which it has not
	e.BizStep = "receiving"
	telling := Refused{{0, "/eventID", TellingID}}
	for name, id := range map[string]string{"no id": "", "the hash as id": e.Hash()} {
		e.ID = id
		_, err := Store(t.Context(), w.db, w.producer, Visibility{Public: true, Hidden: []string{"disposition"}}, nil, []epcis.Event{e})
		if got, _ := errors.AsType[Refused](err); !cmp.Equal(got, telling) {
			t.Errorf("%s: got %v, want %v", name, err, telling)
		}
	}
	e.ID = ""
	w.store(w.producer, Visibility{Hidden: []string{"disposition"}}, e) // none but officers see the hash
}
