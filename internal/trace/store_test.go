package trace

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"temgoc/internal/epcis"
	"temgoc/internal/pg/pgtest"
)

func TestStoreTellsWhatIsNew(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	named := `"type": "ObjectEvent", "action": "OBSERVE", "eventID": "urn:uuid:` + uuid.NewString() + `", "epcList": ["` + elsewhere("A") + `"]`
	nameless := `"type": "ObjectEvent", "action": "OBSERVE", "epcList": ["` + elsewhere("B") + `"]`
	wrong := `, "errorDeclaration": {"declarationTime": "2026-05-01T08:00:00.123456789Z", "reason": "incorrect_data"}`
	for _, tt := range []struct {
		name   string
		events []epcis.Event
		want   []Outcome
	}{
		{"new", []epcis.Event{w.event(named), w.event(nameless)}, []Outcome{Recorded, Recorded}},
		{"the same again", []epcis.Event{w.event(nameless), w.event(named)}, []Outcome{Repeated, Repeated}},
		{"other members first", []epcis.Event{w.event(`"disposition": "active", ` + nameless)}, []Outcome{Recorded}},
		{"the id with other content", []epcis.Event{w.event(named + `, "bizStep": "shipping"`)}, []Outcome{Conflict}},
		{"declared wrong, and again", []epcis.Event{w.event(named + wrong), w.event(named + wrong)}, []Outcome{Recorded, Repeated}},
		{"declared wrong in another request", []epcis.Event{w.event(named + wrong)}, []Outcome{Repeated}},
		{"twice in one request", []epcis.Event{w.observed(elsewhere("C")), w.event(named)}, []Outcome{Recorded, Repeated}},
		{"none", nil, []Outcome{}},
	} {
		if diff := cmp.Diff(tt.want, w.store(w.producer, everybody, tt.events...)); diff != "" {
			t.Errorf("%s: -want +got\n%s", tt.name, diff)
		}
	}
	if got, want := w.count(w.producer), 5; got != want {
		t.Errorf("events: got %d, want %d", got, want)
	}
	if got := w.store(w.stranger, everybody, w.event(named)); got[0] != Recorded {
		t.Errorf("another organisation's event of the same id: got %v, want its own", got)
	}
}

func TestStoreOfWhoMayNot(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	_, err := Store(t.Context(), w.db, w.inspector, everybody, nil, []epcis.Event{w.observed(elsewhere("A"))})
	if !errors.Is(err, ErrForbidden) {
		t.Errorf("inspector: got %v, want ErrForbidden", err)
	}
	for _, hidden := range []string{"eventTime", "eventID", "", strings.Repeat("x", maxMember+1)} {
		v := Visibility{Public: true, Hidden: []string{hidden}}
		if _, err := Store(t.Context(), w.db, w.producer, v, nil, []epcis.Event{w.observed(elsewhere("A"))}); err == nil {
			t.Errorf("hidden %.20q: got no error", hidden)
		}
	}
	if got := w.count(w.producer) + w.count(w.inspector); got != 0 {
		t.Errorf("events: got %d, want none", got)
	}
}

func TestSameEventsAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Pool(t))
	events := []epcis.Event{w.observed(lot(w.product, "L1")), w.observed(elsewhere("A")), w.observed(elsewhere("B"))}
	backwards := []epcis.Event{events[2], events[1], events[0]}
	var recorded [8]int
	var group errgroup.Group
	for i := range recorded {
		group.Go(func() error {
			order := events
			if i%2 == 1 {
				order = backwards
			}
			outcomes, err := Store(t.Context(), w.db, w.producer, everybody, nil, order)
			for _, o := range outcomes {
				if o == Recorded {
					recorded[i]++
				}
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatalf("store: %v", err)
	}
	sum := 0
	for _, n := range recorded {
		sum += n
	}
	if got := w.count(w.producer); sum != len(events) || got != len(events) {
		t.Errorf("events: got %d, told of %d, want %d of both", got, sum, len(events))
	}
}

func TestStoredIsAppendOnly(t *testing.T) {
	t.Parallel()
	for _, sql := range []string{
		`update event set body = '{}'`,
		`update event set public = true where false`,
		`delete from event`,
		`truncate event`,
		`update event_epc set public = true`,
		`delete from event_epc`,
		`truncate event_epc`,
	} {
		t.Run(sql, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, pgtest.Tx(t))
			w.store(w.producer, everybody, w.observed(elsewhere("A")))
			if _, err := w.db.Exec(t.Context(), sql); err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("got %v, want that the table is append-only", err)
			}
		})
	}
}

func TestBatchesAreTouched(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	key := lot(w.product, "L1")
	seen := w.observed(key)
	for _, tt := range []struct {
		name   string
		events []epcis.Event
		want   int64
	}{
		{"named twice", []epcis.Event{seen, w.observed(key)}, 1},
		{"repeated", []epcis.Event{seen}, 0},
		{"another lot", []epcis.Event{w.observed(lot(w.product, "L2"))}, 0},
		{"by our extension", []epcis.Event{w.event(`"type": "ObjectEvent", "action": "OBSERVE", "temgoc:lot": "%s",
			"epcList": ["https://id.gs1.org/01/%s/21/S1"]`, key, w.product.GTIN)}, 1},
	} {
		before := w.version()
		w.store(w.producer, everybody, tt.events...)
		if got := w.version() - before; got != tt.want {
			t.Errorf("%s: version grew by %d, want %d", tt.name, got, tt.want)
		}
	}
}

// What no index can hold is refused with a pointer, not with a failure.
func TestWhatCannotBeStored(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	long := "https://ns.example/" + strings.Repeat("x", maxKey)
	w.refused(w.producer, Refused{{0, "/epcList/1", LongKey}, {1, "/eventID", LongKey}},
		w.event(`"type": "ObjectEvent", "action": "OBSERVE", "epcList": ["%s", "%s"]`, elsewhere("A"), long),
		w.event(`"type": "ObjectEvent", "action": "OBSERVE", "epcList": ["%s"], "eventID": "%s"`, elsewhere("A"), long),
	)
	// As the largest exponent that an index of facts must bear.
	w.store(w.producer, everybody,
		w.event(`"type": "ObjectEvent", "action": "OBSERVE", "epcList": ["%s"], "ex:number": 1e99`, elsewhere("A")))
}
