package epcis

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Fact is one value in an event that a Condition may ask for, besides the plain
// fields of the standard that an event has once, and what it names. An object
// or an array of an extension is a Fact without a value, and so is each sensor
// element, so that it can be asked for its existence.
type Fact struct {
	Member string     `json:"member"` // of the event, that it stands in, as Visibility hides it
	In     Aspect     `json:"in"`
	Name   string     `json:"name"`            // namespace and local name as one; the standard's own bare
	Inner  bool       `json:"inner,omitempty"` // nested in an extension
	Text   string     `json:"text,omitempty"`
	Number string     `json:"number,omitempty"` // a decimal, if it may be meant as one
	Time   *time.Time `json:"time,omitempty"`   // if it may be meant as one
	Unit   string     `json:"unit,omitempty"`   // of Number, UN/ECE Recommendation 20
}

// Aspect of an event: which part of it a field belongs to.
type Aspect string

const (
	OfEvent       Aspect = "event"
	OfILMD        Aspect = "ilmd"
	OfError       Aspect = "errorDeclaration"
	OfPersistent  Aspect = "persistentDisposition"
	OfReadPoint   Aspect = "readPoint"
	OfBizLocation Aspect = "bizLocation"
	OfSensor      Aspect = "sensorElement"
	OfMetadata    Aspect = "sensorMetadata"
	OfReport      Aspect = "sensorReport"
	OfTransaction Aspect = "bizTransaction" // the names are types
	OfSource      Aspect = "source"         // the names are types
	OfDestination Aspect = "destination"    // the names are types

	// Aspects of what an event names. They are no Facts.
	OfEPC         Aspect = "epc" // of children too
	OfParent      Aspect = "parent"
	OfInputEPC    Aspect = "inputEPC"
	OfOutputEPC   Aspect = "outputEPC"
	OfClass       Aspect = "class" // of children too
	OfInputClass  Aspect = "inputClass"
	OfOutputClass Aspect = "outputClass"
)

// Facts are what there is in the event to ask for, in its order.
func (e Event) Facts() []Fact {
	r := factReader{namespaces: e.Namespaces}
	for _, m := range e.Value.Members() {
		r.member = m.Name
		switch m.Name {
		case "ilmd":
			r.extensions(OfILMD, m.Value.Members()...)
		case "readPoint":
			r.extensions(OfReadPoint, m.Value.Members()...)
		case "bizLocation":
			r.extensions(OfBizLocation, m.Value.Members()...)
		case "errorDeclaration":
			r.extensions(OfError, m.Value.Members()...)
		case "sensorElementList":
			r.sensors(m.Value)
		case "bizTransactionList":
			r.list(OfTransaction, e.Documents)
		case "sourceList":
			r.list(OfSource, e.Sources)
		case "destinationList":
			r.list(OfDestination, e.Receivers)
		default:
			r.extensions(OfEvent, m)
		}
	}
	return r.facts
}

type factReader struct {
	namespaces names
	member     string
	facts      []Fact
}

func (r *factReader) add(f Fact) {
	f.Member = r.member
	r.facts = append(r.facts, f)
}

// extensions reads the members of an object that are not the standard's.
func (r *factReader) extensions(in Aspect, members ...Member) {
	for _, m := range members {
		if f, ok := r.namespaces.field(m); ok {
			r.value(Fact{In: in, Name: f.Space + f.Local}, m.Value)
		}
	}
}

// inner reads what is nested in an extension; its names may have no namespace.
func (r *factReader) inner(in Aspect, members []Member) {
	for _, m := range members {
		if m.Name == "id" || strings.HasPrefix(m.Name, "@") {
			continue
		}
		f, ok := r.namespaces.field(m)
		if !ok {
			f = Field{Local: m.Name}
		}
		r.value(Fact{In: in, Name: f.Space + f.Local, Inner: true}, m.Value)
	}
}

// value reads one value of an extension, and what is nested in it. Items of an
// array are values of the same field.
func (r *factReader) value(f Fact, v Value) {
	switch v.Kind {
	case Array:
		for _, item := range v.Items() {
			r.value(f, item)
		}
	case Object:
		if literal, ok := v.Get("@value"); ok {
			r.value(f, literal)
			return
		}
		f.Text = v.id()
		r.add(f)
		r.inner(f.In, v.Members())
	case Null:
		r.add(f)
	default:
		r.add(f.of(v.Text))
	}
}

// id is what an object that stands for something else says of it.
func (v Value) id() string {
	id, _ := v.Get("id")
	at, _ := v.Get("@id")
	return cmp.Or(id.Text, at.Text)
}

// of is f with a value, read in all ways that it could be meant.
func (f Fact) of(text string) Fact {
	o := operand(text)
	f.Text, f.Number = o.Text, o.Number
	if !o.Time.IsZero() {
		f.Time = &o.Time
	}
	return f
}

func (r *factReader) list(in Aspect, items []Typed) {
	for _, item := range items {
		r.add(Fact{In: in, Name: item.Type, Text: Canonical(item.ID)})
	}
}

func (r *factReader) sensors(list Value) {
	for _, element := range list.Items() {
		r.add(Fact{In: OfEvent, Name: "sensorElementList"})
		r.extensions(OfSensor, element.Members()...)
		metadata, _ := element.Get("sensorMetadata")
		r.attributes(OfMetadata, metadata)
		reports, _ := element.Get("sensorReport")
		for _, report := range reports.Items() {
			r.attributes(OfReport, report)
		}
	}
}

// attributes of a sensor's metadata or report: those of the standard are asked
// for like extensions.
func (r *factReader) attributes(in Aspect, v Value) {
	unit, _ := v.Get("uom")
	for _, m := range v.Members() {
		f := Fact{In: in, Name: m.Name, Text: m.Value.Text}
		switch {
		case m.Name == "uom":
		case m.Name == "type":
			f.Text = measurementTypeSpelling.bare(f.Text)
			r.add(f)
		case slices.Contains(identified, m.Name):
			f.Text = Canonical(f.Text)
			r.add(f)
		case slices.Contains(sensorAttributes, m.Name):
			f = f.of(f.Text)
			f.Unit = unit.Text
			r.add(f)
		default:
			r.extensions(in, m)
		}
	}
}

// identified are attributes that hold a GS1 key or another URI.
var identified = []string{"deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules"}

// sensorAttributes are the others of the standard.
var sensorAttributes = []string{
	"time", "startTime", "endTime", "exception", "microorganism", "chemicalSubstance", "component",
	"coordinateReferenceSystem", "stringValue", "booleanValue", "hexBinaryValue", "uriValue",
	"value", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue",
}
