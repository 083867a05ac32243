package epcis

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestFacts(t *testing.T) {
	t.Parallel()
	e, err := ParseEvent([]byte(`{
		"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"ex": "https://ns.example/"}],
		"type": "ObjectEvent",
		"action": "ADD",
		"eventTime": "2026-01-02T03:04:05Z",
		"eventTimeZoneOffset": "+07:00",
		"epcList": ["https://id.gs1.org/01/09506000134352/21/1"],
		"bizStep": "commissioning",
		"readPoint": {"id": "https://id.gs1.org/414/9506000111117", "ex:gate": 7},
		"bizTransactionList": [{"type": "po", "bizTransaction": "urn:epc:id:gdti:0614141.06012.1234"}],
		"ilmd": {"ex:harvest": {"@type": "xsd:date", "@value": "2026-01-01"}},
		"sensorElementList": [{
			"ex:box": "B1",
			"sensorMetadata": {"deviceID": "urn:epc:id:giai:4000001.111", "time": "2026-01-02T03:00:00Z"},
			"sensorReport": [{"type": "gs1:Temperature", "value": 26.0, "uom": "CEL", "ex:row": 3}]
		}],
		"ex:crew": [{"id": "https://ns.example/crew/1", "ex:size": 4, "ex:names": ["An", "Bình"]}]
	}`), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 1, 2, 3, 0, 0, 0, time.UTC)
	const ns = "https://ns.example/"
	want := []Fact{
		{Member: "readPoint", In: OfReadPoint, Name: ns + "gate", Text: "7", Number: "7"},
		{Member: "bizTransactionList", In: OfTransaction, Name: "po", Text: "https://id.gs1.org/253/06141410601221234"},
		{Member: "ilmd", In: OfILMD, Name: ns + "harvest", Text: "2026-01-01"},
		{Member: "sensorElementList", In: OfEvent, Name: "sensorElementList"},
		{Member: "sensorElementList", In: OfSensor, Name: ns + "box", Text: "B1"},
		{Member: "sensorElementList", In: OfMetadata, Name: "deviceID", Text: "https://id.gs1.org/8004/4000001111"},
		{Member: "sensorElementList", In: OfMetadata, Name: "time", Text: "2026-01-02T03:00:00Z", Time: &at},
		{Member: "sensorElementList", In: OfReport, Name: "type", Text: "Temperature"},
		{Member: "sensorElementList", In: OfReport, Name: "value", Text: "26.0", Number: "26.0", Unit: "CEL"},
		{Member: "sensorElementList", In: OfReport, Name: ns + "row", Text: "3", Number: "3"},
		{Member: "ex:crew", In: OfEvent, Name: ns + "crew", Text: ns + "crew/1"},
		{Member: "ex:crew", In: OfEvent, Name: ns + "size", Inner: true, Text: "4", Number: "4"},
		{Member: "ex:crew", In: OfEvent, Name: ns + "names", Inner: true, Text: "An"},
		{Member: "ex:crew", In: OfEvent, Name: ns + "names", Inner: true, Text: "Bình"},
	}
	if diff := cmp.Diff(want, e.Facts()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
