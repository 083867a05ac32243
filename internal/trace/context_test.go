package trace

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"temgoc/internal/epcis"
	"temgoc/internal/pg/pgtest"
)

// What an event says of its own and its document too stands once in what is
// given out, which others, and we, can read.
func TestContextsStandOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	const contexts = `"` + epcis.StandardContext + `", {"ex": "` + example + `"}`
	id := "urn:uuid:" + uuid.NewString()
	doc, err := epcis.ParseDocument([]byte(`{"@context": [`+contexts+`], "type": "EPCISDocument", "schemaVersion": "2.0",
		"creationDate": "2026-04-20T08:00:00Z", "epcisBody": {"eventList": [{
			"@context": [{"ex": "`+example+`"}, {"own": "https://own.example/"}], "eventID": "`+id+`", "type": "ObjectEvent", "action": "OBSERVE", "ex:a": 1, "own:b": 2,
			"eventTime": "2026-04-20T08:00:00Z", "eventTimeZoneOffset": "+07:00", "epcList": ["urn:example:box:1"]
		}]}}`), time.Time{})
	w.check(err)
	w.store(w.producer, everybody, doc.Events...)
	events, err := ByEventID(t.Context(), w.db, Reader{}, id)
	w.check(err)
	own, _ := events[0].Value.Get("@context")
	if got, want := string(own.AppendJSON(nil)), `[{"ex":"`+example+`"},{"own":"https://own.example/"}]`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if e, err := events[0].Event(); err != nil || len(e.Extensions) != 2 {
		t.Errorf("read again: got %+v, %v", e.Extensions, err)
	}
}
