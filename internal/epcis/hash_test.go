package epcis

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The reference implementation's answers, one of each event. Where it failed,
// there is none.
func TestConformanceHash(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(filepath.Join(conformanceDir(t, "hash"), "oracle-dev.json"))
	if err != nil {
		t.Fatal(err)
	}
	var oracle map[string]struct {
		PreHashes, Hashes []string
		Error             string
	}
	if err := json.Unmarshal(content, &oracle); err != nil {
		t.Fatal(err)
	}
	for name, want := range oracle {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			events := oracleEvents(t, name)
			if want.Error != "" {
				want.PreHashes, want.Hashes = preHashes(events), hashes(oracleEvents(t, name))
			}
			if diff := cmp.Diff(want.PreHashes, preHashes(events)); diff != "" {
				t.Errorf("pre-hash strings (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(want.Hashes, hashes(events)); diff != "" {
				t.Errorf("hashes (-want +got):\n%s", diff)
			}
		})
	}
}

func oracleEvents(t *testing.T, name string) []Event {
	t.Helper()
	part, path := "hash", strings.TrimPrefix(name, "epcis-hash/")
	if valid, ok := strings.CutPrefix(name, "epcis-examples/valid/"); ok {
		part, path = "valid", valid
	}
	content, err := os.ReadFile(filepath.Join(conformanceDir(t, part), path))
	if err != nil {
		t.Fatal(err)
	}
	document, err := ParseDocument(content, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return document.Events
}

func preHashes(events []Event) []string {
	var all []string
	for _, e := range events {
		all = append(all, e.PreHash())
	}
	return all
}

func hashes(events []Event) []string {
	var all []string
	for _, e := range events {
		all = append(all, e.Hash())
	}
	return all
}

// edit of a text, wherever it has the old part.
type edit struct{ name, old, new string }

func (e edit) on(t *testing.T, text string) string {
	t.Helper()
	edited := strings.ReplaceAll(text, e.old, e.new)
	if edited == text {
		t.Fatalf("%q is not in the text", e.old)
	}
	return edited
}

// hashed is the event that the tests below spell in other ways and change.
const hashed = `{
	"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"x": "https://example.vn/x/"}],
	"type": "ObjectEvent",
	"eventTime": "2026-03-04T11:00:30.000+07:00",
	"eventTimeZoneOffset": "+07:00",
	"epcList": ["urn:epc:id:sgtin:8930001.012345.2", "urn:epc:id:sgtin:8930001.012345.1"],
	"quantityList": [{"epcClass": "urn:epc:class:lgtin:8930001.012345.L", "quantity": 20.50, "uom": "KGM"}],
	"action": "OBSERVE",
	"bizStep": "inspecting",
	"readPoint": {"id": "urn:epc:id:sgln:8930001.12345.0", "x:room": "kho"},
	"bizTransactionList": [{"type": "po", "bizTransaction": "urn:epcglobal:cbv:bt:8930001123458:1"}],
	"x:by": {"x:name": ["Lan", "Hoa"], "x:shift": 2}
}`

func hashOf(t *testing.T, event string) string {
	t.Helper()
	e, err := ParseEvent([]byte(event), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return e.Hash()
}

func TestHashIsOfTheContent(t *testing.T) {
	t.Parallel()
	want := hashOf(t, hashed)
	for _, tt := range []edit{
		{"order of members", `"x:name": ["Lan", "Hoa"], "x:shift": 2`, `"x:shift": 2, "x:name": ["Lan", "Hoa"]`},
		{"order of lists", `"Lan", "Hoa"`, `"Hoa", "Lan"`},
		{"order of a type and its value", `"type": "po", "bizTransaction": "urn:epcglobal:cbv:bt:8930001123458:1"`,
			`"bizTransaction": "urn:epcglobal:cbv:bt:8930001123458:1", "type": "po"`},
		{"prefix", `"x`, `"y`},
		{"zone of the time", "11:00:30.000+07:00", "04:00:30Z"},
		{"digits of the time", "30.000+", "30.0004+"},
		{"digits of a number", "20.50", "2.05e1"},
		{"zeros behind the point", `"x:shift": 2`, `"x:shift": 2.000`},
		{"number as text", `"x:shift": 2`, `"x:shift": "2.0"`},
		{"Digital Link", "urn:epc:id:sgtin:8930001.012345.2", "https://example.vn/01/08930001123458/21/2?17=270101"},
		{"place as Digital Link", "urn:epc:id:sgln:8930001.12345.0", "https://id.gs1.org/414/8930001123458"},
		{"vocabulary", `"inspecting"`, `"https://ref.gs1.org/cbv/BizStep-inspecting"`},
		{"old vocabulary", `"type": "po"`, `"type": "urn:epcglobal:cbv:btt:po"`},
		{"id", `"type": "ObjectEvent"`, `"type": "ObjectEvent", "eventID": "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"`},
		{"time of recording", `"action"`, `"recordTime": "2026-03-05T00:00:00Z", "action"`},
		{"comment", `"action"`, `"rdfs:comment": "đã xem", "action"`},
		{"error declaration", `"action"`, `"errorDeclaration": {"declarationTime": "2026-03-05T00:00:00Z", "reason": "did_not_occur"}, "action"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			replaced := tt.on(t, hashed)
			if got := hashOf(t, replaced); got != want {
				t.Errorf("got %s, want %s, for the content is the same:\n%s", got, want, replaced)
			}
		})
	}
}

// TestHashWithContextOfTheEvent declares a prefix around the event and in it: a
// context tells how names are written, not what happened.
func TestHashWithContextOfTheEvent(t *testing.T) {
	t.Parallel()
	noted := changed(t, objectEvent, `"own:note": "x"`)
	own := `"@context": ["` + StandardContext + `", {"own": "https://example.com/own/"}]`
	var got []string
	for _, whole := range [][]byte{document(t, own, noted), document(t, "", changed(t, noted, own))} {
		d, err := ParseDocument(whole, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, d.Events[0].Hash())
	}
	if got[0] != got[1] {
		t.Errorf("got %s in the event, want %s as around it", got[1], got[0])
	}
}

func TestHashChangesWithTheContent(t *testing.T) {
	t.Parallel()
	first := hashOf(t, hashed)
	for _, tt := range []edit{
		{"time", "11:00:30.000", "11:00:30.001"},
		{"zone of the place", `"eventTimeZoneOffset": "+07:00"`, `"eventTimeZoneOffset": "+08:00"`},
		{"unit", "012345.2", "012345.3"},
		{"lot", "012345.L", "012345.M"},
		{"quantity", "20.50", "20.51"},
		{"unit of measure", "KGM", "GRM"},
		{"action", "OBSERVE", "ADD"},
		{"step", "inspecting", "storing"},
		{"room", `"kho"`, `"bếp"`},
		{"document", "3458:1", "3458:2"},
		{"type of document", `"po"`, `"inv"`},
		{"name", `"Lan"`, `"Liên"`},
		{"namespace", "https://example.vn/x/", "https://example.vn/z/"},
		{"more", `"action"`, `"disposition": "active", "action"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			replaced := tt.on(t, hashed)
			if got := hashOf(t, replaced); got == first {
				t.Errorf("got the same hash, want another, for the content is:\n%s", replaced)
			}
		})
	}
}

func TestKey(t *testing.T) {
	t.Parallel()
	withID := Event{ID: "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", Type: ObjectEvent}
	if got := withID.Key(); got != withID.ID {
		t.Errorf("Key: got %s, want the event's id", got)
	}
	without := Event{Type: ObjectEvent}
	if got, want := without.Key(), without.Hash(); got != want {
		t.Errorf("Key: got %s, want the hash %s", got, want)
	}
}

func BenchmarkHash(b *testing.B) {
	e, err := ParseEvent([]byte(hashed), time.Time{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		e.Hash()
	}
}
