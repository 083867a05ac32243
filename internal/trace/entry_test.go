package trace

import (
	"testing"

	"github.com/google/uuid"

	"temgoc/internal/pg/pgtest"
)

// Times that are right and yet cannot be written, or read, by Postgres or as
// JSON: one of them must not spoil every answer that it is in.
func TestOddTimes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	const observed = `"type": "ObjectEvent", "action": "OBSERVE", "epcList": ["urn:example:box:1"]`
	for _, at := range []string{"0000-06-01T00:00:00Z", "0001-01-01T00:00:00+14:00"} {
		w.refused(w.producer, Refused{{0, "/eventTime", OddTime}}, w.event(observed+`, "eventTime": %q`, at))
	}
	for _, at := range []string{"9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"} {
		w.refused(w.producer, Refused{{0, "/errorDeclaration/declarationTime", OddTime}},
			w.event(observed+`, "errorDeclaration": {"declarationTime": %q}`, at))
	}
	for _, at := range []string{"2026-01-01T00:00:00+23:00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"} {
		w.store(w.producer, everybody, w.event(observed+`, "eventID": "urn:uuid:%s", "ex:at": %q,
			"sensorElementList": [{"sensorReport": [{"type": "Temperature", "time": %[2]q, "value": 4, "uom": "CEL"}]}]`, uuid.New(), at))
	}
	for query, want := range map[string]int{
		"EXISTS_ex:at":                              3,
		"LT_ex:at=2026-01-01T00:00:00Z":             1, // an hour later it began there
		"EQ_ex:at=9999-12-31T23:59:59-14:00":        1, // by its text
		"GE_SENSORREPORT_time=2025-12-31T00:00:00Z": 1,
		"orderBy=ex:at":                             3,
	} {
		events, _, err := Find(t.Context(), w.db, ReaderOf(w.stranger), w.query(query), Page{})
		if err != nil || len(events) != want {
			t.Errorf("%s: got %d events, %v, want %d", query, len(events), err, want)
		}
	}
}
