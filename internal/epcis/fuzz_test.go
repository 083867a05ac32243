package epcis

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// FuzzReadValue compares with encoding/json, which is only less strict.
func FuzzReadValue(f *testing.F) {
	for _, seed := range []string{
		`{"a":[1,-2.50e+3,true,null,"é\u00e9\ud83c\udf75\n"],"b":{}}`, `[[[]]]`, `{"a":1,"a":2}`, `"\ud800"`, ` 0 `, `[1,]`, "\"\x00\"",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		v, err := ReadValue(in)
		switch {
		case err == nil && !json.Valid(in):
			t.Errorf("%q was read and is not JSON", in)
		case err == nil:
			if diff := cmp.Diff(decoded(t, in), decoded(t, v.AppendJSON(nil))); diff != "" {
				t.Errorf("%q was written otherwise than read (-read +written):\n%s", in, diff)
			}
		case json.Valid(in) && !isStrictness(in, err):
			t.Errorf("%q is JSON: got %v", in, err)
		}
	})
}

// isStrictness tells whether the problem may be one that encoding/json has not.
func isStrictness(in []byte, err error) bool {
	for _, part := range []string{"twice in this object", "not text in UTF-8", "inside of each other"} {
		if strings.Contains(err.Error(), part) {
			return true
		}
	}
	return strings.Contains(string(in), `\u`) && strings.Contains(err.Error(), "backslash")
}

// FuzzParseDocument wants of what is accepted that it is accepted again when it
// is written, and that an event of it can be told anew.
func FuzzParseDocument(f *testing.F) {
	for _, event := range []string{objectEvent, aggregationEvent, transactionEvent, transformationEvent, associationEvent} {
		f.Add([]byte(`{` + documentHead + `, "epcisBody": {"eventList": [` + event + `]}}`))
		f.Add(queryDocument(event))
	}
	f.Add([]byte(`{` + documentHead + `, "epcisBody": {"eventList": [{"type": "ext:T", "@context": {"a": "b:c", "b": "a:c"}, "a:x": {"@value": 1},
		"eventTime": "2026-04-15T08:30:00+07:00", "eventTimeZoneOffset": "+07:00",
		"sensorElementList": [{"sensorReport": [{"type": "Mass", "value": 1}]}], "errorDeclaration": {"declarationTime": "2026-04-15T08:30:00Z"}}]}}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		d, err := ParseDocument(in, time.Time{})
		if err != nil {
			if len(err.(Problems)) == 0 {
				t.Error("the document was refused for no reason")
			}
			return
		}
		again, err := ParseDocument(d.Value.AppendJSON(nil), time.Time{})
		if err != nil {
			t.Fatalf("what was written is refused: %v", err)
		}
		for i, e := range d.Events {
			if got, want := again.Events[i].Hash(), e.Hash(); got != want {
				t.Errorf("got hash %s of what was written, want %s", got, want)
			}
			e.Facts()
		}
	})
}
