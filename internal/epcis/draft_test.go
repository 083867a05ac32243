package epcis

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestDraft(t *testing.T) {
	t.Parallel()
	hanoi := time.FixedZone("", 7*60*60)
	d := Draft{
		Type: TransformationEvent, ID: "urn:uuid:1", Time: time.Date(2026, 4, 15, 8, 30, 0, 0, hanoi), BizStep: "commissioning",
		InGoods:   []Quantity{{"urn:x:rice", "120.50", "KGM"}, {Class: "urn:x:water"}},
		OutGoods:  []Quantity{{"https://id.gs1.org/01/09521141012345/10/L1", "500", ""}},
		ReadPoint: "https://id.gs1.org/414/9529000000014", Receivers: []Typed{{"owning_party", "urn:x:shop"}},
		Sensors: []Sensor{{Reports: [][]Field{{{"", "type", TextValue("Temperature")}, {"", "value", NumberValue("65.5")}}}}},
		ILMD:    []Field{{"urn:epcglobal:cbv:mda:", "lotNumber", TextValue("L1")}},
		Extensions: []Field{
			{Namespace, "people", ListValue(TextValue("Chị Hoa"))},
			{"https://example.com/", "a", NumberValue("1")}, {"https://example.com/", "b", NumberValue("2")},
		},
	}
	e, err := d.Event()
	if err != nil {
		t.Fatal(err)
	}
	want := `{"type":"TransformationEvent","eventID":"urn:uuid:1","eventTime":"2026-04-15T08:30:00+07:00","eventTimeZoneOffset":"+07:00",` +
		`"bizStep":"commissioning","readPoint":{"id":"https://id.gs1.org/414/9529000000014"},` +
		`"inputQuantityList":[{"epcClass":"urn:x:rice","quantity":120.50,"uom":"KGM"},{"epcClass":"urn:x:water"}],` +
		`"outputQuantityList":[{"epcClass":"https://id.gs1.org/01/09521141012345/10/L1","quantity":500}],` +
		`"destinationList":[{"type":"owning_party","destination":"urn:x:shop"}],` +
		`"sensorElementList":[{"sensorReport":[{"type":"Temperature","value":65.5}]}],"ilmd":{"cbvmda:lotNumber":"L1"},` +
		`"temgoc:people":["Chị Hoa"],"ns2:a":1,"ns2:b":2,` +
		`"@context":["` + StandardContext + `",{"temgoc":"` + Namespace + `","ns2":"https://example.com/"}]}`
	if diff := cmp.Diff(want, string(e.Value.AppendJSON(nil))); diff != "" {
		t.Errorf("event (-want +got):\n%s", diff)
	}
	checkToldAnew(t, e)
}

// TestDraftOfEveryField tells events of the other types with all their fields.
func TestDraftOfEveryField(t *testing.T) {
	t.Parallel()
	full := `"eventID": "urn:uuid:1", "bizStep": "packing", "disposition": "active", "readPoint": {"id": "urn:x:1"}, "bizLocation": {"id": "urn:x:2"},
		"persistentDisposition": {"set": ["recalled"], "unset": ["active"]}, "certificationInfo": ["urn:x:3", "urn:x:4"],
		"bizTransactionList": [{"bizTransaction": "urn:x:5"}], "sourceList": [{"type": "location", "source": "urn:x:6"}], "ext:note": "x",
		"sensorElementList": [{"sensorMetadata": {"ext:m": 1}, "sensorReport": [{"type": "ext:Own", "ext:r": {}}]}],
		"errorDeclaration": {"declarationTime": "2026-04-16T00:00:00Z", "reason": "incorrect_data", "correctiveEventIDs": ["urn:uuid:2"]}`
	for _, event := range []string{objectEvent, aggregationEvent, transactionEvent, associationEvent} {
		d, err := ParseDocument(document(t, "", changed(t, event, full)), time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		checkToldAnew(t, d.Events[0])
	}
}

func TestDraftRefused(t *testing.T) {
	t.Parallel()
	right := Draft{Type: ObjectEvent, Time: time.Now(), Action: Add, EPCs: []string{"urn:x:1"}}
	for _, tt := range []struct {
		name, pointer string
		spoil         func(*Draft)
	}{
		{"nothing", "", func(*Draft) {}},
		{"action", "/action", func(d *Draft) { d.Action = "" }},
		{"step", "/bizStep", func(d *Draft) { d.BizStep = "harvesting" }},
		{"number", "/quantityList/0/quantity", func(d *Draft) { d.Goods = []Quantity{{"urn:x:1", "12,5", "KGM"}} }},
		{"name", "/note", func(d *Draft) { d.Extensions = []Field{{"", "note", Value{}}} }},
	} {
		d := right
		tt.spoil(&d)
		_, err := d.Event()
		problems, refused := errors.AsType[Problems](err)
		if refused != (tt.pointer != "") || refused && problems[0].Pointer != tt.pointer {
			t.Errorf("%s: got %v, want a problem at %q", tt.name, err, tt.pointer)
		}
	}
}
