package epcis

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestValidEvents changes one event that is right into another.
func TestValidEvents(t *testing.T) {
	t.Parallel()
	report := func(members string) string {
		return `"sensorElementList": [{"sensorReport": [{"type": "Temperature", ` + members + `}]}]`
	}
	for _, tt := range []struct{ name, event, changes string }{
		{"as it is", objectEvent, ``},
		{"its own context", objectEvent, `"@context": [{"own": "https://example.com/own/"}], "own:note": "x", "ext:note": "y"`},
		{"comments", objectEvent, `"rdfs:comment": "as seen", "dcterms:creator": "Hoa"`},
		{"field by its whole URI", objectEvent, `"https://example.com/epcis/note": 1`},
		{"prefix of a remote context", objectEvent, `"@context": "https://example.org/other.jsonld", "other:x": 1`},
		{"term of a context", objectEvent, `"@context": {"note": {"@id": "ext:note"}}, "note": 1`},
		{"extension of every kind", objectEvent, `"ext:a": [1, true, null, {"bare": {}}], "ext:b": {"@context": 5}`},
		{"record time", objectEvent, `"recordTime": "2026-04-15T08:30:00.123456789Z"`},
		{"largest offset", objectEvent, `"eventTimeZoneOffset": "-14:00"`},
		{"word as URN", objectEvent, `"bizStep": "urn:epcglobal:cbv:bizstep:receiving"`},
		{"word as URI", objectEvent, `"disposition": "https://ref.gs1.org/cbv/Disp-active"`},
		{"word as compact URI", objectEvent, `"bizStep": "cbv:BizStep-receiving"`},
		{"word of one's own", objectEvent, `"bizStep": "https://example.com/bizStep/x", "disposition": "ext:gone"`},
		{"quantities", objectEvent, `"epcList": null, "quantityList": [{"epcClass": "urn:epc:idpat:sgtin:4012345.066666.*"},
			{"epcClass": "urn:epc:class:lgtin:4012345.011111.4444", "quantity": 0}, {"epcClass": "urn:x:y", "quantity": 25.00},
			{"epcClass": "urn:x:y", "quantity": 1e3}, {"epcClass": "urn:x:y", "quantity": 0.5, "uom": "KGM"}]`},
		{"sensors alone", objectEvent, `"epcList": null, "readPoint": {"id": "urn:epc:id:sgln:0614141.07346.0"}, ` + report(`"value": 4.5`)},
		{"place with an extension", objectEvent, `"readPoint": {"id": "geo:47.5,11.1", "ext:room": "2"}`},
		{"certificates", objectEvent, `"certificationInfo": ["https://example.com/1", "https://example.com/2"]`},
		{"certificate by a name", objectEvent, `"certificationInfo": "organic"`},
		{"letters beyond ASCII", objectEvent, `"eventID": "urn:lúa:1"`},
		{"persistent dispositions", aggregationEvent, `"persistentDisposition": {"set": ["recalled", "cbv:Disp-expired"], "unset": ["ours"]}`},
		{"ilmd", objectEvent, `"ilmd": {"cbvmda:lotNumber": "L1", "ext:grade": {"any": 1}}`},
		{"type of source of one's own", objectEvent, `"sourceList": [{"type": "cbv:my_own_party", "source": "urn:epc:id:pgln:4012345.00225"}]`},
		{"error", objectEvent, `"errorDeclaration": {"declarationTime": "2026-04-15T08:30:00Z", "reason": "cbv:ER-did_not_occur", "ext:by": "Hoa"}`},
		{"sensor of everything", objectEvent, `"sensorElementList": [{"type": "epcis:SensorElement", "ext:x": 1,
			"sensorMetadata": {"time": "2026-04-15T08:30:00Z", "startTime": "2026-04-15T08:30:00Z", "endTime": "2026-04-15T08:30:00Z",
				"deviceID": "urn:epc:id:giai:4000001.111", "deviceMetadata": "urn:x:y", "rawData": "urn:x:y",
				"dataProcessingMethod": "urn:x:y", "bizRules": "urn:x:y", "ext:x": 1},
			"sensorReport": [{"type": "gs1:Temperature", "exception": "ALARM_CONDITION", "component": "x", "time": "2026-04-15T08:30:00Z",
				"value": -1.5e-3, "minValue": 1, "maxValue": 2, "meanValue": 1.5, "sDev": 0.1, "percRank": 50, "percValue": 1.2,
				"stringValue": "", "booleanValue": false, "hexBinaryValue": "f0F0", "uriValue": "urn:x:y", "uom": "CEL",
				"microorganism": "https://www.ncbi.nlm.nih.gov/taxonomy/1126011", "chemicalSubstance": "urn:x:y",
				"coordinateReferenceSystem": "http://www.opengis.net/def/crs/EPSG/0/27700", "ext:x": 1},
				{"exception": "gs1:ERROR_CONDITION"}]}]`},
		{"observed without parent", aggregationEvent, `"action": "OBSERVE", "parentID": null`},
		{"all taken out", aggregationEvent, `"action": "DELETE", "childEPCs": null`},
		{"association ended", associationEvent, `"action": "DELETE", "childEPCs": null`},
		{"transaction ended", transactionEvent, `"action": "DELETE", "epcList": null`},
		{"transaction of a parent", transactionEvent, `"parentID": "urn:epc:id:sscc:0614141.1234567890", "epcList": []`},
		{"half of a transformation", transformationEvent, `"transformationID": "urn:epc:id:gdti:0614141.12345.400", "inputEPCList": null`},
		{"rest of a lot", transformationEvent, `"inputQuantityList": [{"epcClass": "https://id.gs1.org/01/09521141012345/10/L1"}]`},
		{"type of one's own", objectEvent, `"type": "ext:Sale", "action": null, "epcList": null, "ext:price": 5`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			whole := document(t, "", changed(t, tt.event, tt.changes))
			checkKept(t, whole)
			if _, err := ParseDocument(whole, time.Time{}); err != nil {
				t.Errorf("got %v, want no problem", err)
			}
		})
	}
}

func TestDecode(t *testing.T) {
	t.Parallel()
	d, err := ParseDocument(document(t, "", changed(t, objectEvent, `
		"eventID": "urn:uuid:1", "bizStep": "urn:epcglobal:cbv:bizstep:receiving", "disposition": "ext:gone",
		"persistentDisposition": {"set": ["cbv:Disp-recalled"], "unset": ["active"]},
		"readPoint": {"id": "urn:epc:id:sgln:0614141.07346.0"}, "bizLocation": {"id": "https://id.gs1.org/414/9529000000014"},
		"quantityList": [{"epcClass": "urn:epc:class:lgtin:4012345.011111.4444", "quantity": 10.50, "uom": "KGM"}],
		"bizTransactionList": [{"bizTransaction": "urn:x:1"}, {"type": "urn:epcglobal:cbv:btt:po", "bizTransaction": "urn:x:2"}],
		"sourceList": [{"type": "location", "source": "urn:x:3"}], "destinationList": [{"type": "ext:buyer", "destination": "urn:x:4"}],
		"certificationInfo": "https://example.com/1", "ilmd": {"cbvmda:lotNumber": "L1"}, "ext:note": "x",
		"sensorElementList": [{"sensorMetadata": {"bizRules": "urn:x:5", "ext:m": 1}, "sensorReport": [{"type": "gs1:Mass", "value": 1.0}]}],
		"errorDeclaration": {"declarationTime": "2026-04-16T00:00:00Z", "reason": "urn:epcglobal:cbv:er:incorrect_data", "correctiveEventIDs": ["urn:uuid:2"]}
	`)), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	const ours = "https://example.com/epcis/"
	hanoi := time.FixedZone("", 7*60*60)
	want := Event{
		Type: ObjectEvent, ID: "urn:uuid:1", Time: time.Date(2026, 4, 15, 8, 30, 0, 0, hanoi), Zone: "+07:00",
		Action: Add, BizStep: "receiving", Disposition: ours + "gone", Set: []string{"recalled"}, Unset: []string{"active"},
		ReadPoint: "urn:epc:id:sgln:0614141.07346.0", BizLocation: "https://id.gs1.org/414/9529000000014",
		EPCs:         []string{"https://id.gs1.org/01/09521141012345/21/2017"},
		Goods:        []Quantity{{"urn:epc:class:lgtin:4012345.011111.4444", "10.50", "KGM"}},
		Documents:    []Typed{{"", "urn:x:1"}, {"po", "urn:x:2"}},
		Sources:      []Typed{{"location", "urn:x:3"}},
		Receivers:    []Typed{{ours + "buyer", "urn:x:4"}},
		Certificates: []string{"https://example.com/1"},
		Sensors: []Sensor{{
			Metadata: []Field{{"", "bizRules", TextValue("urn:x:5")}, {ours, "m", NumberValue("1")}},
			Reports:  [][]Field{{{"", "type", TextValue("Mass")}, {"", "value", NumberValue("1.0")}}},
		}},
		ILMD:       []Field{{"urn:epcglobal:cbv:mda:", "lotNumber", TextValue("L1")}},
		Extensions: []Field{{ours, "note", TextValue("x")}},
		Error: &ErrorDeclaration{
			At: time.Date(2026, 4, 16, 0, 0, 0, 0, time.UTC), Reason: "incorrect_data", Corrective: []string{"urn:uuid:2"}},
		Context: []Value{ObjectValue(Member{"ext", TextValue(ours)})},
	}
	got := d.Events[0]
	if got.Namespaces["ext"] != ours || got.Namespaces["cbvmda"] != "urn:epcglobal:cbv:mda:" {
		t.Errorf("got namespaces %v", got.Namespaces)
	}
	got.Namespaces, got.Value = nil, Value{}
	if diff := cmp.Diff(want, got, insideOfValues); diff != "" {
		t.Errorf("event (-want +got):\n%s", diff)
	}
}

func TestParseDocument(t *testing.T) {
	t.Parallel()
	d, err := ParseDocument(document(t, `"sender": "a", "receiver": "b", "instanceIdentifier": "c", "id": "urn:x:1", "ext:d": {},
		"epcisHeader": {"epcisMasterData": {"vocabularyList": [
			{"type": "urn:epcglobal:epcis:vtype:Location", "vocabularyElementList": [
				{"id": "urn:epc:id:sgln:0614141.07346.0", "children": ["urn:epc:id:sgln:0614141.07346.1"], "attributes": [
					{"id": "cbvmda:city", "attribute": "Huế"}, {"id": "ext:geo", "attribute": {"lat": 16.5}}]}]},
			{"type": "urn:epcglobal:epcis:vtype:EPCClass"}]}}`, objectEvent, aggregationEvent), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	want := []Vocabulary{
		{Type: "urn:epcglobal:epcis:vtype:Location", Elements: []VocabularyElement{{
			ID:       "urn:epc:id:sgln:0614141.07346.0",
			Children: []string{"urn:epc:id:sgln:0614141.07346.1"},
			Attributes: []Attribute{
				{"urn:epcglobal:cbv:mda:city", TextValue("Huế")},
				{"https://example.com/epcis/geo", ObjectValue(Member{"lat", NumberValue("16.5")})},
			},
		}}},
		{Type: "urn:epcglobal:epcis:vtype:EPCClass"},
	}
	if diff := cmp.Diff(want, d.Vocabularies, insideOfValues); diff != "" {
		t.Errorf("vocabularies (-want +got):\n%s", diff)
	}
	if d.Query || len(d.Events) != 2 || d.CreationDate != time.Date(2026, 4, 15, 9, 0, 0, 0, time.UTC) {
		t.Errorf("got query %v, %d events of %v", d.Query, len(d.Events), d.CreationDate)
	}
	q, err := ParseDocument(queryDocument(objectEvent), time.Time{})
	if err != nil || !q.Query || len(q.Events) != 1 {
		t.Errorf("got query %v with %d events and error %v", q.Query, len(q.Events), err)
	}
}

func TestParseEach(t *testing.T) {
	t.Parallel()
	bad := changed(t, objectEvent, `"action": "X"`)
	d, errs, err := ParseEach(document(t, "", bad, aggregationEvent, bad), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if errs[0] == nil || errs[1] != nil || errs[2] == nil {
		t.Errorf("got errors %v, want only the second event to be right", errs)
	}
	if problems, ok := errors.AsType[Problems](errs[2]); !ok || problems[0].Pointer != "/epcisBody/eventList/2/action" {
		t.Errorf("got %v, want a pointer to the action", errs[2])
	}
	if d.Events[0].Type != "" || d.Events[1].Type != AggregationEvent {
		t.Errorf("got events %v and %v, want the first to be zero", d.Events[0].Type, d.Events[1].Type)
	}
	if _, _, err := ParseEach(document(t, `"creationDate": null`, bad), time.Time{}); err == nil {
		t.Error("a document without date was read")
	}
}

func TestParseEvent(t *testing.T) {
	t.Parallel()
	alone := changed(t, objectEvent, `"@context": ["https://gs1.github.io/EPCIS/epcis-context.jsonld", {"a": "b:c/", "b": "https://b.example/"}], "a:x": 1`)
	e, err := ParseEvent([]byte(alone), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if want := (Field{"https://b.example/c/", "x", NumberValue("1")}); !cmp.Equal(e.Extensions, []Field{want}, insideOfValues) {
		t.Errorf("got %v, want %v", e.Extensions, want)
	}
	for _, bad := range []string{objectEvent, `{`, `[]`, string(queryDocument())} {
		if _, err := ParseEvent([]byte(bad), time.Time{}); err == nil {
			t.Errorf("%s: got no problem", bad)
		}
	}
}

// TestNamesAreBounded gives many events with contexts of their own a large one
// around them.
func TestNamesAreBounded(t *testing.T) {
	t.Parallel()
	var context objectWriter
	for i := range namesMax + 1 {
		context.text("p"+time.Duration(i).String(), "https://example.com/")
	}
	large := string(ObjectValue(context...).AppendJSON(nil))
	if got := pointersOf(t, document(t, `"@context": `+large, objectEvent), time.Time{}); !cmp.Equal(got, []string{"/@context"}) {
		t.Errorf("got problems at %v, want one at the context", got)
	}
}
