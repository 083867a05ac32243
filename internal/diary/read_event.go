package diary

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"temgoc/internal/day"
	"temgoc/internal/epcis"
	"temgoc/internal/gs1"
)

// entryOf reads an event back that the diary wrote; false for any other. The
// lot is the batch's own, which is left out where an entry leaves it out.
func entryOf(e epcis.Event, hidden []string) (Entry, bool) {
	own := ownMembers(e)
	kind := Kind(own[stepMember].Text)
	if !kind.Known() {
		return Entry{}, false
	}
	photo, _ := uuid.Parse(own[photoMember].Text) // none is uuid.Nil
	entry := Entry{
		Kind:            kind,
		At:              e.Time.In(day.Vietnam).Format(time.RFC3339),
		Place:           glnIn(e.ReadPoint),
		PlaceName:       own[placeMember].Text,
		People:          own[peopleMember].Text,
		Note:            own[noteMember].Text,
		Method:          own[methodMember].Text,
		Laboratory:      own[laboratoryMember].Text,
		Certificate:     own[certificateMember].Text,
		Receiver:        own[receiverMember].Text,
		ReceiverContact: own[contactMember].Text,
		Photo:           photo,
		Hidden:          hiddenFacts(kind, hidden),
	}
	entry.readGoods(e, own[materialMember])
	entry.readReports(e)
	if kind == Test {
		entry.Result = resultOf(e.Disposition)
	}
	if len(e.Receivers) > 0 {
		entry.ReceiverGLN = glnIn(e.Receivers[0].ID)
	}
	return entry, true
}

func ownMembers(e epcis.Event) map[string]epcis.Value {
	own := map[string]epcis.Value{}
	for _, f := range e.Extensions {
		if f.Space == epcis.Namespace {
			own[f.Local] = f.Value
		}
	}
	return own
}

// glnIn is empty for what is no GS1 key of a place or a party.
func glnIn(uri string) string {
	gln, ok := epcis.GLNOf(epcis.Canonical(uri))
	if !ok {
		return ""
	}
	return gln.String()
}

// readGoods reads quantities, and names whatever is not the batch itself.
func (e *Entry) readGoods(ev epcis.Event, names epcis.Value) {
	goods := ev.Goods
	if e.Kind == Process {
		goods = ev.OutGoods
		e.Inputs = readInputs(ev.InGoods, names)
	}
	if len(goods) > 0 {
		q := goods[0]
		if e.Amount, _ = cleanDecimal(q.Amount); e.Amount != "" {
			e.Unit = unitName(q.UoM)
		}
		if e.Kind == Material || e.Kind == Harvest {
			in := inputOf(q.Class)
			e.GTIN, e.Lot, e.Name = in.GTIN, in.Lot, names.Text
		}
	}
	if e.Kind == Harvest && e.Name == "" {
		e.GTIN, e.Lot = "", "" // the batch itself
	}
	if e.Kind == Pack {
		e.SSCC = ssccOf(ev.ParentID)
	}
}

// readInputs takes the names in their order, for URIs have none with case.
func readInputs(goods []epcis.Quantity, names epcis.Value) (inputs []Input) {
	next := 0
	for _, q := range goods {
		in := inputOf(q.Class)
		if in.GTIN == "" && next < len(names.Items()) {
			in.Name = names.Items()[next].Text
			next++
		}
		if in.Amount, _ = cleanDecimal(q.Amount); in.Amount != "" {
			in.Unit = unitName(q.UoM)
		}
		inputs = append(inputs, in)
	}
	return inputs
}

func inputOf(class string) Input {
	if gtin, lot, ok := epcis.Lot(epcis.Canonical(class)); ok {
		return Input{GTIN: gtin.String(), Lot: lot.String()}
	}
	lot, _ := lotOfMaterial(class)
	return Input{Lot: lot}
}

// readReports knows the two readings that entries have.
func (e *Entry) readReports(ev epcis.Event) {
	for _, sensor := range ev.Sensors {
		for _, report := range sensor.Reports {
			value := fieldOf(report, "value").Text
			switch fieldOf(report, "type").Text {
			case "Temperature":
				e.Temperature, _ = cleanDecimal(value)
			case "RelativeHumidity":
				e.Humidity, _ = cleanDecimal(value)
			}
		}
	}
}

func fieldOf(fields []epcis.Field, name string) epcis.Value {
	i := slices.IndexFunc(fields, func(f epcis.Field) bool { return f.Space == "" && f.Local == name })
	if i < 0 {
		return epcis.Value{}
	}
	return fields[i].Value
}

const ssccStem = gs1.CanonicalStem + "/00/"

// ssccOf is empty for a carton that has none.
func ssccOf(uri string) string {
	sscc, ok := strings.CutPrefix(epcis.Canonical(uri), ssccStem)
	if !ok {
		return ""
	}
	return sscc
}
