package diary

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"temgoc/internal/epcis"
	"temgoc/internal/gs1"
)

// event is an entry in EPCIS.
func (b book) event(p page) (epcis.Event, error) {
	at, err := time.Parse(time.RFC3339, p.At)
	if err != nil {
		return epcis.Event{}, fmt.Errorf("clean time: %w", err)
	}
	s := senses[p.Kind]
	d := epcis.Draft{
		Type:        s.event,
		ID:          eventID(p.id),
		Time:        at,
		Action:      s.action,
		BizStep:     s.bizStep,
		Disposition: s.disposition,
		ReadPoint:   placeURI(p.Place),
		BizLocation: placeURI(p.Place),
		Receivers:   b.receivers(p.Entry),
		Sensors:     p.sensors(),
		Extensions:  b.extensions(p.Entry),
	}
	switch {
	case p.later:
		d.BizStep = "creating_class_instance"
	case p.Result == "failed":
		d.Disposition = "non_conformant"
	}
	if p.Kind == Ship {
		d.BizLocation = "" // on the way
	}
	b.addGoods(&d, p)
	return d.Event()
}

func resultOf(disposition string) string {
	if disposition == "non_conformant" {
		return "failed"
	}
	return "passed"
}

func placeURI(gln string) string {
	g, err := gs1.ParseGLN(gln)
	if err != nil {
		return "" // none: a clean entry has a right one
	}
	return epcis.PlaceURI(g)
}

// addGoods puts the batch, or the material that the entry is about, where the
// type of the event has it.
func (b book) addGoods(d *epcis.Draft, p page) {
	goods := []epcis.Quantity{b.quantity(b.class(p.Entry), p.Amount, p.Unit)}
	switch d.Type {
	case epcis.TransformationEvent:
		d.OutGoods = goods
		for _, in := range p.Inputs {
			d.InGoods = append(d.InGoods, b.quantity(b.inputClass(in.GTIN, in.Name, in.Lot), in.Amount, in.Unit))
		}
		if len(d.InGoods) == 0 {
			d.TransformationID = d.ID // without either it would be no transformation
		}
	case epcis.AggregationEvent:
		d.Goods, d.ParentID = goods, cartonURI(p)
	default:
		d.Goods = goods
	}
}

func (b book) quantity(class, amount, unit string) epcis.Quantity {
	code, _ := unitCode(unit) // a clean entry has one with every amount
	return epcis.Quantity{Class: class, Amount: amount, UoM: code}
}

// class of the goods that the entry is about.
func (b book) class(e Entry) string {
	if e.Kind == Process || e.GTIN == "" && e.Name == "" {
		return b.uri()
	}
	return b.inputClass(e.GTIN, e.Name, e.Lot)
}

func (b book) inputClass(gtin, name, lot string) string {
	if gtin == "" {
		return materialURI(b.who.OrgID, name, lot)
	}
	n := namedLot{gtin: gtin, lot: lot}.lotName()
	return epcis.LotURI(n.GTIN, n.Lot)
}

// cartonURI is the SSCC, or a name of its own for a carton without one.
func cartonURI(p page) string {
	if p.SSCC != "" {
		return ssccStem + p.SSCC
	}
	return eventID(uuid.NewSHA1(p.id, []byte("carton")))
}

// receivers name the party by its GLN, else by what the producer calls it.
func (b book) receivers(e Entry) []epcis.Typed {
	gln, err := gs1.ParseGLN(e.ReceiverGLN)
	switch {
	case err == nil:
		return []epcis.Typed{{Type: "owning_party", ID: epcis.PartyURI(gln)}}
	case e.Receiver != "":
		return []epcis.Typed{{Type: "owning_party", ID: partyURI(b.who.OrgID, e.Receiver)}}
	}
	return nil
}

// sensors have the units of UN/ECE Recommendation 20: degrees Celsius, percent.
func (p page) sensors() []epcis.Sensor {
	var reports [][]epcis.Field
	for _, r := range []struct{ kind, value, unit string }{
		{"Temperature", p.Temperature, "CEL"},
		{"RelativeHumidity", p.Humidity, "P1"},
	} {
		if r.value != "" {
			reports = append(reports, []epcis.Field{
				{Local: "type", Value: epcis.TextValue(r.kind)},
				{Local: "value", Value: epcis.NumberValue(r.value)},
				{Local: "uom", Value: epcis.TextValue(r.unit)},
			})
		}
	}
	if reports == nil {
		return nil
	}
	return []epcis.Sensor{{Reports: reports}}
}

// extensions are what EPCIS has no member for.
func (b book) extensions(e Entry) []epcis.Field {
	var fields []epcis.Field
	add := func(local string, v epcis.Value) {
		fields = append(fields, epcis.Field{Space: epcis.Namespace, Local: local, Value: v})
	}
	for _, f := range []struct{ local, text string }{
		{stepMember, string(e.Kind)},
		{lotMember, b.uri()},
		{peopleMember, e.People},
		{noteMember, e.Note},
		{placeMember, e.PlaceName},
		{methodMember, e.Method},
		{laboratoryMember, e.Laboratory},
		{certificateMember, e.Certificate},
		{receiverMember, e.Receiver},
		{contactMember, e.ReceiverContact},
	} {
		if f.text != "" {
			add(f.local, epcis.TextValue(f.text))
		}
	}
	if e.Photo != uuid.Nil {
		add(photoMember, epcis.TextValue(e.Photo.String()))
	}
	if e.Name != "" {
		add(materialMember, epcis.TextValue(e.Name))
	}
	if names := namesOf(e.Inputs); len(names) > 0 {
		add(materialMember, epcis.ListValue(names...))
	}
	return fields
}

func namesOf(inputs []Input) (names []epcis.Value) {
	for _, in := range inputs {
		if in.Name != "" {
			names = append(names, epcis.TextValue(in.Name))
		}
	}
	return names
}

// withError is the event again, declared wrong.
func withError(e epcis.Event, wrong epcis.ErrorDeclaration) (epcis.Event, error) {
	d := epcis.Draft(e)
	d.Error = &wrong
	return d.Event()
}
