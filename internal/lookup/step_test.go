package lookup

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"

	"temgoc/internal/day"
	"temgoc/internal/epcis"
	"temgoc/internal/trace"
)

const (
	candy = "https://id.gs1.org/01/09520000001018/10/L1"
	rice  = "https://id.gs1.org/01/09520000002015/10/N1"
	lot   = `"quantityList": [{"epcClass": "` + candy + `"}]` // without a quantity
	peel  = epcis.Namespace + "material/0199a000-0000-7000-8000-000000000001/v%E1%BB%8F%20g%E1%BA%A5c/V1"
)

// eventOf reads an event of some type; members are the rest of it.
func eventOf(t *testing.T, eventType epcis.EventType, members string) epcis.Event {
	t.Helper()
	e, err := epcis.ParseEvent(fmt.Appendf(nil, `{
		"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"temgoc": %q}],
		"type": %q,
		"eventTime": "2026-04-15T08:30:00+07:00",
		"eventTimeZoneOffset": "+07:00",
		%s
	}`, epcis.Namespace, eventType, members), time.Time{})
	if err != nil {
		t.Fatalf("event with %s: %v", members, err)
	}
	return e
}

func step(action, bizStep, disposition, goods string) string {
	return fmt.Sprintf(`"action": %q, "bizStep": %q, "disposition": %q, %s`, action, bizStep, disposition, goods)
}

func quantity(list, class, amount, unit string) string {
	return fmt.Sprintf(`%q: [{"epcClass": %q, "quantity": %s, "uom": %q}]`, list, class, amount, unit)
}

// TestKinds has a line for each row of what EPCIS makes of the work of a
// producer, and for what others write.
func TestKinds(t *testing.T) {
	t.Parallel()
	ours := quantity("quantityList", candy, "20", "KGM")
	theirs := quantity("quantityList", rice, "20", "KGM")
	packs := `"epcList": ["https://id.gs1.org/01/09520000001018/21/A1"]`
	made := quantity("inputQuantityList", rice, "20", "KGM") + "," + quantity("outputQuantityList", candy, "18", "KGM")
	bill := `"bizTransactionList": [{"type": "po", "bizTransaction": "urn:example:po:1"}],`
	child := `"parentID": "https://id.gs1.org/00/340123450000000017", ` + quantity("childQuantityList", candy, "20", "KGM")
	for _, tt := range []struct {
		name      string
		eventType epcis.EventType
		members   string
		want      StepKind
	}{
		{"harvest", epcis.ObjectEvent, step("ADD", "commissioning", "active", ours), StepHarvested},
		{"a later pick", epcis.ObjectEvent, step("ADD", "creating_class_instance", "active", ours), StepHarvested},
		{"material came in", epcis.ObjectEvent, step("OBSERVE", "receiving", "in_progress", theirs), StepMaterial},
		{"stored", epcis.ObjectEvent, step("OBSERVE", "storing", "in_progress", ours), StepStored},
		{"measured", epcis.ObjectEvent, step("OBSERVE", "sensor_reporting", "in_progress", ours), StepMeasured},
		{"processed", epcis.TransformationEvent, `"bizStep": "commissioning", "disposition": "in_progress", ` + made, StepProcessed},
		{"test", epcis.ObjectEvent, step("OBSERVE", "inspecting", "unknown", ours), StepTested},
		{"test passed", epcis.ObjectEvent, step("OBSERVE", "inspecting", "conformant", ours), StepPassed},
		{"test failed", epcis.ObjectEvent, step("OBSERVE", "inspecting", "non_conformant", ours), StepFailed},
		{"stamps issued", epcis.TransactionEvent, bill + step("ADD", "encoding", "encoded", ours), StepIssued},
		{"stamps put on", epcis.ObjectEvent, step("ADD", "commissioning", "active", packs), StepActivated},
		{"stamps issued, as we tell it", epcis.TransactionEvent, bill + step("ADD", "encoding", "encoded", ours) + `, "temgoc:firstUnit": 0`, StepIssued},
		{"stamps put on, as we tell it", epcis.ObjectEvent, step("ADD", "commissioning", "active", ours) + `, "temgoc:firstUnit": 0`, StepActivated},
		{"stamps voided", epcis.ObjectEvent, step("DELETE", "decommissioning", "inactive", ours) + `, "temgoc:firstUnit": 0`, StepVoided},
		{"packed", epcis.AggregationEvent, step("ADD", "packing", "in_progress", child), StepPacked},
		{"unpacked", epcis.AggregationEvent, step("DELETE", "unpacking", "in_progress", child), StepUnpacked},
		{"shipped", epcis.ObjectEvent, step("OBSERVE", "shipping", "in_transit", ours), StepShipped},
		{"received", epcis.ObjectEvent, step("OBSERVE", "receiving", "in_progress", ours), StepReceived},
		{"on display", epcis.ObjectEvent, step("OBSERVE", "stocking", "sellable_accessible", ours), StepDisplayed},
		{"on sale", epcis.ObjectEvent, step("OBSERVE", "retail_selling", "sellable_accessible", ours), StepDisplayed},
		{"sold", epcis.ObjectEvent, step("OBSERVE", "retail_selling", "retail_sold", ours), StepSold},
		{"held back", epcis.ObjectEvent, step("OBSERVE", "holding", "non_sellable_other", ours), StepHeld},
		{"recalled", epcis.ObjectEvent, step("OBSERVE", "holding", "recalled", ours+`, "persistentDisposition": {"set": ["recalled"]}`), StepRecalled},
		{"recall lifted", epcis.ObjectEvent, step("OBSERVE", "other", "active", ours+`, "persistentDisposition": {"unset": ["recalled"]}`), StepRecallEnded},
		{"lost", epcis.ObjectEvent, step("DELETE", "decommissioning", "inactive", ours), StepRemoved},
		{"destroyed", epcis.ObjectEvent, step("DELETE", "destroying", "destroyed", ours), StepDestroyed},
		{"ended without a step", epcis.ObjectEvent, `"action": "DELETE", ` + ours, StepRemoved},
		{"another step of CBV", epcis.ObjectEvent, step("OBSERVE", "cycle_counting", "active", ours), StepOther},
		{"a step of nobody's", epcis.ObjectEvent, step("OBSERVE", "https://example.com/voc/blessing", "active", ours), StepOther},
		{"no step", epcis.ObjectEvent, `"action": "OBSERVE", ` + ours, StepOther},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := kindOf(eventOf(t, tt.eventType, tt.members), candy); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
	used := eventOf(t, epcis.TransformationEvent, made)
	if got := kindOf(used, rice); got != StepUsed {
		t.Errorf("what went in: got %s, want %s", got, StepUsed)
	}
}

// Of an event whose goods are hidden from the reader only the diary's own word
// tells what came in.
func TestKindsOfHiddenGoods(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]StepKind{"material": StepMaterial, "receive": StepReceived, "": StepReceived} {
		e := eventOf(t, epcis.ObjectEvent, step("OBSERVE", "receiving", "in_progress",
			quantity("quantityList", rice, "20", "KGM")+`, "temgoc:step": "`+word+`"`))
		e.Goods = nil
		if got := kindOf(e, candy); got != want {
			t.Errorf("%q: got %s, want %s", word, got, want)
		}
	}
}

func TestStepOf(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 4, 15, 8, 30, 0, 0, day.Vietnam)
	photo := uuid.MustParse("0199a000-0000-7000-8000-000000000007")
	lotOnly := Goods{GTIN: "09520000001018", Lot: "L1"}
	for _, tt := range []struct {
		name      string
		eventType epcis.EventType
		members   string
		want      Step
	}{
		{"everything that a diary tells", epcis.ObjectEvent,
			step("OBSERVE", "storing", "in_progress", quantity("quantityList", candy, "12.5", "KGM")) + `,
			"readPoint": {"id": "urn:epc:id:sgln:9529000.00001.0"},
			"sensorElementList": [{"sensorReport": [
				{"type": "Temperature", "value": 4, "uom": "CEL"},
				{"type": "Temperature", "value": 6.5, "uom": "CEL"},
				{"type": "RelativeHumidity", "minValue": 40, "maxValue": 60, "uom": "P1", "exception": "ALARM_CONDITION"}]}],
			"temgoc:step": "storing", "temgoc:lot": "` + candy + `", "temgoc:method": "cool", "temgoc:place": "Kho\u202E lạnh\u0007",
			"temgoc:people": ["Chị Hoa", "Anh Nam"], "temgoc:note": "Hai\n dòng", "temgoc:photo": "0199a000-0000-7000-8000-000000000007"`,
			Step{
				Kind: StepStored, Goods: lotOnly, Amounts: []Amount{{"12.5", "KGM"}}, GLN: "9529000000014", There: Party{Name: "Kho lạnh"},
				Readings: []Reading{
					{Type: "Temperature", Least: "4", Most: "6.5", Unit: "CEL"},
					{Type: "RelativeHumidity", Least: "40", Most: "60", Unit: "P1", Alarm: true},
				},
				Method: "cool", People: "Chị Hoa, Anh Nam", Note: "Hai dòng", Photo: &photo,
			}},
		{"a test", epcis.ObjectEvent,
			step("OBSERVE", "inspecting", "conformant", lot) + `, "bizLocation": {"id": "geo:20.45,106.34"},
			"certificationInfo": ["https://lab.example/r/7"], "temgoc:certificate": "KN-07", "temgoc:laboratory": "Trung tâm 1"`,
			Step{
				Kind: StepPassed, Goods: lotOnly, There: Party{Name: "geo:20.45,106.34"},
				Laboratory: "Trung tâm 1", Certificates: []string{"KN-07", "https://lab.example/r/7"},
			}},
		{"a named material", epcis.ObjectEvent,
			step("OBSERVE", "receiving", "in_progress", quantity("quantityList", peel, "3", "KGM")) + `,
			"temgoc:step": "material", "temgoc:material": "Vỏ gấc", "temgoc:lot": "` + candy + `"`,
			Step{Kind: StepMaterial, Goods: Goods{NameVI: "Vỏ gấc", Lot: "V1"}, Amounts: []Amount{{"3", "KGM"}}}},
		{"a material of which the name alone is told", epcis.ObjectEvent,
			step("OBSERVE", "receiving", "in_progress", `"epcList": ["urn:uuid:0199a000-0000-7000-8000-000000000001"]`) + `,
			"temgoc:step": "material", "temgoc:material": "Mạch nha", "temgoc:lot": "` + candy + `"`,
			Step{Kind: StepMaterial, Goods: Goods{NameVI: "Mạch nha"}, Amounts: []Amount{{"1", ""}}}},
		{"pieces of another system", epcis.ObjectEvent,
			step("OBSERVE", "shipping", "in_transit", quantity("quantityList", candy, "100", "EA")) + `,
			"destinationList": [{"type": "owning_party", "destination": "https://id.gs1.org/417/9529000000021"}]`,
			Step{Kind: StepShipped, Goods: lotOnly, Amounts: []Amount{{"100", ""}}}},
		{"packs by their numbers", epcis.AggregationEvent,
			`"action": "ADD", "bizStep": "packing", "parentID": "https://id.gs1.org/00/340123450000000017",
			"childEPCs": ["` + candy + `/21/A", "https://id.gs1.org/01/09520000002015/21/B"]`,
			Step{Kind: StepPacked, Goods: lotOnly, Amounts: []Amount{{"1", ""}}}},
		{"a step of nobody's", epcis.ObjectEvent, step("OBSERVE", "https://example.com/voc/blessing", "active", lot),
			Step{Kind: StepOther, BizStep: "https://example.com/voc/blessing", Goods: lotOnly}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.want.At = at
			got := stepOf(record{trace.Stored{Public: true}, eventOf(t, tt.eventType, tt.members)}, candy)
			if diff := cmp.Diff(tt.want, got, cmpopts.IgnoreUnexported(Step{}), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// A day without an hour is shown as a day; what is not public says so.
func TestStepOfDayAndSecret(t *testing.T) {
	t.Parallel()
	e := eventOf(t, epcis.ObjectEvent, step("OBSERVE", "storing", "in_progress", lot))
	e.Time = day.Date(2026, 4, 15).Time().UTC()
	got := stepOf(record{trace.Stored{Hidden: []string{"temgoc:note"}}, e}, candy)
	if !got.DayOnly || !cmp.Equal(got.Hidden, []string{everything}) {
		t.Errorf("got day only %t, hidden %v; want a day of which all is hidden", got.DayOnly, got.Hidden)
	}
}

func TestTidy(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Kho\u202e lạnh\x00":            "Kho lạnh",
		" hai\r\n\tdòng ":               "hai dòng",
		"<script>":                      "<script>",
		strings.Repeat("ộ", maxText):    strings.Repeat("ộ", maxText/len("ộ")),
		strings.Repeat("\u200b", 1_000): "",
	} {
		if got := tidy(in); got != want {
			t.Errorf("tidy(%.20q): got %.40q, want %.40q", in, got, want)
		}
	}
}
