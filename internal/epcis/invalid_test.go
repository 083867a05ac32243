package epcis

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestInvalidEvents changes one event that is right, and wants the problems at
// the pointers, seen from the event.
func TestInvalidEvents(t *testing.T) {
	t.Parallel()
	quantity := func(members string) string {
		return `"quantityList": [{"epcClass": "https://id.gs1.org/01/09521141012345/10/L1"` + members + `}]`
	}
	report := func(members string) string {
		return `"sensorElementList": [{"sensorReport": [{` + members + `}]}]`
	}
	for _, tt := range []struct{ name, event, changes, want string }{
		{"no type", objectEvent, `"type": null`, "/type"},
		{"type that is no URI", objectEvent, `"type": "SaleEvent"`, "/type"},
		{"type that is no text", objectEvent, `"type": 5`, "/type"},
		{"type as a URI, no action", objectEvent, `"type": "epcis:ObjectEvent", "action": null`, "/action"},
		{"no time, zone and action", objectEvent, `"eventTime": null, "eventTimeZoneOffset": null, "action": null`,
			"/eventTime /eventTimeZoneOffset /action"},
		{"unknown action", objectEvent, `"action": "CREATE"`, "/action"},
		{"action of the wrong case", objectEvent, `"action": "add"`, "/action"},
		{"action of a transformation", transformationEvent, `"action": "ADD"`, "/action"},
		{"time without zone", objectEvent, `"eventTime": "2026-04-15T08:30:00"`, "/eventTime"},
		{"date only", objectEvent, `"eventTime": "2026-04-15"`, "/eventTime"},
		{"day that is none", objectEvent, `"eventTime": "2026-02-30T08:30:00Z"`, "/eventTime"},
		{"time as number", objectEvent, `"eventTime": 1765000000`, "/eventTime"},
		{"offset without sign", objectEvent, `"eventTimeZoneOffset": "07:00"`, "/eventTimeZoneOffset"},
		{"offset too large", objectEvent, `"eventTimeZoneOffset": "+14:30"`, "/eventTimeZoneOffset"},
		{"record time", objectEvent, `"recordTime": "now"`, "/recordTime"},
		{"event id with spaces", objectEvent, `"eventID": "urn:my event"`, "/eventID"},
		{"unknown step", objectEvent, `"bizStep": "transforming"`, "/bizStep"},
		{"unknown step as a URI of CBV", objectEvent, `"bizStep": "https://ref.gs1.org/cbv/BizStep-transforming"`, "/bizStep"},
		{"unknown step as a URN of CBV", objectEvent, `"bizStep": "urn:epcglobal:cbv:bizstep:transforming"`, "/bizStep"},
		{"unknown disposition", objectEvent, `"disposition": "gone"`, "/disposition"},
		{"step and disposition", objectEvent, `"bizStep": "x", "disposition": "y"`, "/bizStep /disposition"},
		{"unknown field", objectEvent, `"note": "hello"`, "/note"},
		{"keyword of JSON-LD", objectEvent, `"@graph": []`, "/@graph"},
		{"name that needs escapes in a pointer", objectEvent, `"a/b~c": 1`, "/a~1b~0c"},
		{"field of another type", objectEvent, `"inputEPCList": []`, "/inputEPCList"},
		{"null", objectEvent, `"bizLocation": {"id": null}`, "/bizLocation/id"},
		{"nothing that it happened to", objectEvent, `"epcList": null`, ""},
		{"empty lists", objectEvent, `"epcList": [], "quantityList": []`, ""},
		{"sensors without a place", objectEvent, `"epcList": null, ` + report(`"type": "Mass", "value": 1`), ""},
		{"list that is none", objectEvent, `"epcList": "urn:epc:id:sgtin:0614141.107346.2017"`, "/epcList"},
		{"same EPC twice", objectEvent, `"epcList": ["urn:a:b", "urn:a:b"]`, "/epcList/1"},
		{"EPC that is no URI", objectEvent, `"epcList": ["09521141012345"]`, "/epcList/0"},
		{"GTIN with a wrong check digit", objectEvent, `"epcList": ["https://id.gs1.org/01/09521141012346/21/1"]`, "/epcList/0"},
		{"URN of a wrong length", objectEvent, `"epcList": ["urn:epc:id:sgtin:0614141.10734.1"]`, "/epcList/0"},
		{"GLN with a wrong check digit", objectEvent, `"readPoint": {"id": "https://id.gs1.org/414/9529000000015"}`, "/readPoint/id"},
		{"quantity as text", objectEvent, quantity(`, "quantity": "twenty"`), "/quantityList/0/quantity"},
		{"quantity below zero", objectEvent, quantity(`, "quantity": -1`), "/quantityList/0/quantity"},
		{"quantity of a thousand digits", objectEvent, quantity(`, "quantity": 1` + strings.Repeat("0", 1000)), "/quantityList/0/quantity"},
		{"part of a piece", objectEvent, quantity(`, "quantity": 2.5`), "/quantityList/0/uom"},
		{"unit in words", objectEvent, quantity(`, "quantity": 2, "uom": "kg"`), "/quantityList/0/uom"},
		{"unknown field of a quantity", objectEvent, quantity(`, "ext:colour": "red"`), "/quantityList/0/ext:colour"},
		{"quantity without class", objectEvent, `"quantityList": [{"quantity": 1}]`, "/quantityList/0/epcClass"},
		{"quantity that is no object", objectEvent, `"quantityList": [5]`, "/quantityList/0"},
		{"place without id", objectEvent, `"readPoint": {}`, "/readPoint/id"},
		{"place as text", objectEvent, `"readPoint": "urn:epc:id:sgln:0614141.07346.0"`, "/readPoint"},
		{"certificate with spaces", objectEvent, `"certificationInfo": "not a URI"`, "/certificationInfo"},
		{"certificate that is a number", objectEvent, `"certificationInfo": 12`, "/certificationInfo"},
		{"certificates by names", objectEvent, `"certificationInfo": ["https://example.com/1", "organic"]`, "/certificationInfo/1"},
		{"certificate that is not even a name", objectEvent, `"certificationInfo": "not_a_uri"`, "/certificationInfo"},
		{"certificate that is a path", objectEvent, `"certificationInfo": "../12"`, "/certificationInfo"},
		{"certificate that is a date", objectEvent, `"certificationInfo": "2026-01-01"`, "/certificationInfo"},
		{"no certificate", objectEvent, `"certificationInfo": ""`, "/certificationInfo"},
		{"characters that are in no URI", objectEvent, `"eventID": "urn:x:{1}", "epcList": ["https://example.com/a|b"]`, "/eventID /epcList/0"},
		{"second certificate", objectEvent, `"certificationInfo": ["https://example.com/1", {}]`, "/certificationInfo/1"},
		{"ilmd without namespace", objectEvent, `"ilmd": {"lotNumber": "L1"}`, "/ilmd/lotNumber"},
		{"ilmd of what was there", objectEvent, `"action": "OBSERVE", "ilmd": {"cbvmda:lotNumber": "L1"}`, "/ilmd"},
		{"ilmd of an aggregation", aggregationEvent, `"ilmd": {"cbvmda:lotNumber": "L1"}`, "/ilmd"},
		{"document without id", objectEvent, `"bizTransactionList": [{"type": "po"}]`, "/bizTransactionList/0/bizTransaction"},
		{"unknown type of document", objectEvent, `"bizTransactionList": [{"type": "letter", "bizTransaction": "urn:x:y"}]`,
			"/bizTransactionList/0/type"},
		{"source without type", objectEvent, `"sourceList": [{"source": "urn:x:y"}]`, "/sourceList/0/type"},
		{"destination as source", objectEvent, `"destinationList": [{"type": "location", "source": "urn:x:y"}]`,
			"/destinationList/0/source /destinationList/0/destination"},
		{"persistent disposition of nothing", objectEvent, `"persistentDisposition": {}`, "/persistentDisposition"},
		{"empty set", objectEvent, `"persistentDisposition": {"set": []}`, "/persistentDisposition/set"},
		{"persistent disposition that is no name", objectEvent, `"persistentDisposition": {"set": ["../x"], "unset": ["2.0", "in_progres"]}`,
			"/persistentDisposition/set/0 /persistentDisposition/unset/0 /persistentDisposition/unset/1"},
		{"unset twice", objectEvent, `"persistentDisposition": {"unset": ["active", "active"]}`, "/persistentDisposition/unset/1"},
		{"third kind of persistent disposition", objectEvent, `"persistentDisposition": {"set": ["active"], "add": []}`, "/persistentDisposition/add"},
		{"declaration without time", objectEvent, `"errorDeclaration": {"reason": "incorrect_data"}`, "/errorDeclaration/declarationTime"},
		{"unknown reason", objectEvent, `"errorDeclaration": {"declarationTime": "2026-04-15T08:30:00Z", "reason": "mistake"}`,
			"/errorDeclaration/reason"},
		{"corrective event", objectEvent, `"errorDeclaration": {"declarationTime": "2026-04-15T08:30:00Z", "correctiveEventIDs": ["x"]}`,
			"/errorDeclaration/correctiveEventIDs/0"},

		{"sensor without reports", objectEvent, `"sensorElementList": [{}]`, "/sensorElementList/0/sensorReport"},
		{"sensor with no report", objectEvent, `"sensorElementList": [{"sensorReport": []}]`, "/sensorElementList/0/sensorReport"},
		{"report of nothing", objectEvent, report(`"value": 1`), "/sensorElementList/0/sensorReport/0/type"},
		{"unknown measurement", objectEvent, report(`"type": "Warmth"`), "/sensorElementList/0/sensorReport/0/type"},
		{"unknown measurement of GS1", objectEvent, report(`"type": "https://gs1.org/voc/Warmth"`), "/sensorElementList/0/sensorReport/0/type"},
		{"unknown exception", objectEvent, report(`"type": "Mass", "exception": "PANIC"`), "/sensorElementList/0/sensorReport/0/exception"},
		{"unknown component", objectEvent, report(`"type": "Mass", "component": "w"`), "/sensorElementList/0/sensorReport/0/component"},
		{"value as text", objectEvent, report(`"type": "Mass", "value": "1"`), "/sensorElementList/0/sensorReport/0/value"},
		{"bool as text", objectEvent, report(`"type": "Mass", "booleanValue": "true"`), "/sensorElementList/0/sensorReport/0/booleanValue"},
		{"not hexadecimal", objectEvent, report(`"type": "Mass", "hexBinaryValue": "0xF0"`), "/sensorElementList/0/sensorReport/0/hexBinaryValue"},
		{"unknown field of a report", objectEvent, report(`"type": "Mass", "unit": "KGM"`), "/sensorElementList/0/sensorReport/0/unit"},
		{"metadata", objectEvent, `"sensorElementList": [{"sensorMetadata": {"time": "noon", "bizRules": 1, "place": "x"}, "sensorReport": [{"type": "Mass"}]}]`,
			"/sensorElementList/0/sensorMetadata/time /sensorElementList/0/sensorMetadata/bizRules /sensorElementList/0/sensorMetadata/place"},

		{"aggregation without parent", aggregationEvent, `"parentID": null`, "/parentID"},
		{"taken apart without parent", aggregationEvent, `"parentID": null, "action": "DELETE", "childEPCs": null`, "/parentID"},
		{"aggregation of nothing", aggregationEvent, `"childEPCs": []`, ""},
		{"association without parent", associationEvent, `"parentID": null, "action": "OBSERVE"`, "/parentID"},
		{"association of nothing", associationEvent, `"childEPCs": null`, ""},
		{"transaction without documents", transactionEvent, `"bizTransactionList": null`, "/bizTransactionList"},
		{"transaction of no documents", transactionEvent, `"bizTransactionList": []`, "/bizTransactionList"},
		{"transaction of nothing", transactionEvent, `"epcList": null`, ""},
		{"transformation of nothing", transformationEvent, `"inputEPCList": [], "outputQuantityList": null`, ""},
		{"input only", transformationEvent, `"outputQuantityList": null`, ""},
		{"transformation into itself", transformationEvent, `"outputEPCList": ["https://id.gs1.org/01/10614141073464/21/2017"]`, "/outputEPCList/0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var want []string
			for pointer := range strings.SplitSeq(tt.want, " ") {
				want = append(want, "/epcisBody/eventList/1"+pointer)
			}
			// The event before is right and must not be mixed up with it.
			got := pointersOf(t, document(t, "", transactionEvent, changed(t, tt.event, tt.changes)), time.Time{})
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("pointers (-want +got):\n%s", diff)
			}
		})
	}
}

func TestInvalidDocuments(t *testing.T) {
	t.Parallel()
	withContext := func(context string) []byte { return document(t, `"@context": `+context, objectEvent) }
	for _, tt := range []struct {
		name     string
		document []byte
		want     string
	}{
		{"no JSON", []byte(`{"type": `), "/type"},
		{"not UTF-8", []byte("{\"a\": \"\xff\"}"), ""},
		{"a list", []byte(`[]`), ""},
		{"an event", []byte(objectEvent), "/@context /type"},
		{"no context", document(t, `"@context": null`, objectEvent), "/@context"},
		{"context that is a number", withContext(`5`), "/@context"},
		{"context that is no address", withContext(`"epcis-context.jsonld"`), "/@context"},
		{"nothing in a context", withContext(`["` + StandardContext + `", null]`), "/@context/1"},
		{"context named twice", withContext(`["` + StandardContext + `", {"a": "urn:a:"}, {"a": "urn:a:"}]`), "/@context/2"},
		{"namespace that is no URI", withContext(`[{"ext": "example"}]`), "/@context/0/ext"},
		{"namespace that is a number", withContext(`{"ext": {"@id": 5}}`), "/@context/ext"},
		{"context of an event", document(t, "", changed(t, objectEvent, `"@context": {"ext": ""}`)), "/epcisBody/eventList/0/@context/ext"},
		{"version", document(t, `"schemaVersion": "two"`, objectEvent), "/schemaVersion"},
		{"version of another standard", document(t, `"schemaVersion": "1.2"`, objectEvent), "/schemaVersion"},
		{"dates and headers", document(t, `"creationDate": "yesterday", "sender": 5, "id": "x", "from": ""`, objectEvent),
			"/creationDate /sender /id /from"},
		{"nothing but a type", document(t, `"schemaVersion": null, "creationDate": null, "epcisBody": null`),
			"/schemaVersion /creationDate /epcisBody"},
		{"no list", document(t, `"epcisBody": {}`), "/epcisBody/eventList"},
		{"list that is none", document(t, `"epcisBody": {"eventList": {}}`), "/epcisBody/eventList"},
		{"event that is none", document(t, "", `5`), "/epcisBody/eventList/0"},
		{"several events", document(t, "", `{"type": "ObjectEvent"}`, objectEvent, changed(t, associationEvent, `"action": "X"`)),
			"/epcisBody/eventList/0 /epcisBody/eventList/0/action /epcisBody/eventList/0/eventTime /epcisBody/eventList/0/eventTimeZoneOffset /epcisBody/eventList/2/action"},
		{"vocabulary", document(t, `"epcisHeader": {"epcisMasterData": {"vocabularyList": [{"vocabularyElementList": [{"id": "x"}]}]}, "other": 1}`, objectEvent),
			"/epcisHeader/epcisMasterData/vocabularyList/0/type /epcisHeader/epcisMasterData/vocabularyList/0/vocabularyElementList/0/id /epcisHeader/other"},
		{"query with an invalid action", queryDocument(objectEvent, changed(t, objectEvent, `"action": "X"`)),
			"/epcisBody/queryResults/resultsBody/eventList/1/action"},
		{"query with an invalid type", queryDocument(changed(t, objectEvent, `"type": "X"`)),
			"/epcisBody/queryResults/resultsBody/eventList/0/type"},
		{"query without results", []byte(changed(t, string(queryDocument()), `"epcisBody": {"queryResults": {}}`)),
			"/epcisBody/queryResults/queryName /epcisBody/queryResults/resultsBody"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			want := map[string]bool{}
			for pointer := range strings.SplitSeq(tt.want, " ") {
				want[pointer] = true
			}
			got := map[string]bool{}
			for _, pointer := range pointersOf(t, tt.document, time.Time{}) {
				got[pointer] = true
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("pointers (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFuture(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 4, 15, 1, 25, 0, 0, time.UTC) // five minutes before the event
	for _, tt := range []struct {
		name string
		now  time.Time
		want []string
	}{
		{"as far as clocks differ", now, nil},
		{"further", now.Add(-time.Second), []string{"/epcisBody/eventList/0/eventTime"}},
		{"no check", time.Time{}, nil},
	} {
		if diff := cmp.Diff(tt.want, pointersOf(t, document(t, "", objectEvent), tt.now)); diff != "" {
			t.Errorf("%s: pointers (-want +got):\n%s", tt.name, diff)
		}
	}
}

// TestManyProblems bounds the answer to a document that is wrong everywhere.
func TestManyProblems(t *testing.T) {
	t.Parallel()
	bad := changed(t, objectEvent, `"epcList": [`+strings.Repeat(`"x",`, 200)+`"x"]`)
	if got := len(pointersOf(t, document(t, "", bad, bad), time.Time{})); got != problemsMax {
		t.Errorf("got %d problems, want %d", got, problemsMax)
	}
}
