package epcis

import (
	"maps"
	"strings"
	"time"
)

// commonMembers are those of all types of events (EPCIS 2.0, section 7.4.1).
var commonMembers = members[Event]{
	"@context":            func(*reader, *Value, *Event) {}, // read before the rest
	"type":                func(*reader, *Value, *Event) {},
	"eventID":             func(r *reader, v *Value, e *Event) { e.ID = r.absolute(v) },
	"eventTime":           func(r *reader, v *Value, e *Event) { e.Time = r.past(v) },
	"recordTime":          func(r *reader, v *Value, _ *Event) { r.time(v) },
	"eventTimeZoneOffset": func(r *reader, v *Value, e *Event) { e.Zone = r.zone(v) },
	"certificationInfo":   func(r *reader, v *Value, e *Event) { e.Certificates = r.certificates(v) },
	"errorDeclaration":    func(r *reader, v *Value, e *Event) { e.Error = readError(r, v) },

	"bizStep":               func(r *reader, v *Value, e *Event) { e.BizStep = r.bizStep(v) },
	"disposition":           func(r *reader, v *Value, e *Event) { e.Disposition = r.disposition(v) },
	"persistentDisposition": func(r *reader, v *Value, e *Event) { readLasting(r, v, e) },
	"readPoint":             func(r *reader, v *Value, e *Event) { readPlace(r, v, &e.ReadPoint) },
	"bizLocation":           func(r *reader, v *Value, e *Event) { readPlace(r, v, &e.BizLocation) },
	"bizTransactionList":    func(r *reader, v *Value, e *Event) { e.Documents = readList(r, v, readDocument) },
	"sourceList":            func(r *reader, v *Value, e *Event) { e.Sources = readList(r, v, readSource) },
	"destinationList":       func(r *reader, v *Value, e *Event) { e.Receivers = readList(r, v, readDestination) },
	"sensorElementList":     func(r *reader, v *Value, e *Event) { e.Sensors = readList(r, v, readSensor) },
}

var actionMember = members[Event]{
	"action": func(r *reader, v *Value, e *Event) { e.Action = r.action(v) },
}

var goodsMembers = members[Event]{
	"epcList":      func(r *reader, v *Value, e *Event) { e.EPCs = r.identifierSet(v) },
	"quantityList": func(r *reader, v *Value, e *Event) { e.Goods = readList(r, v, readQuantity) },
}

var parentMember = members[Event]{
	"parentID": func(r *reader, v *Value, e *Event) { e.ParentID = r.identifier(v) },
}

var childMembers = members[Event]{
	"childEPCs":         func(r *reader, v *Value, e *Event) { e.EPCs = r.identifiers(v) },
	"childQuantityList": func(r *reader, v *Value, e *Event) { e.Goods = readList(r, v, readQuantity) },
}

var ilmdMember = members[Event]{
	"ilmd": func(r *reader, v *Value, e *Event) { readILMD(r, v, &e.ILMD) },
}

var transformationMembers = members[Event]{
	"transformationID":   func(r *reader, v *Value, e *Event) { e.TransformationID = r.identifier(v) },
	"inputEPCList":       func(r *reader, v *Value, e *Event) { e.InEPCs = r.identifierSet(v) },
	"inputQuantityList":  func(r *reader, v *Value, e *Event) { e.InGoods = readList(r, v, readQuantity) },
	"outputEPCList":      func(r *reader, v *Value, e *Event) { e.OutEPCs = r.identifierSet(v) },
	"outputQuantityList": func(r *reader, v *Value, e *Event) { e.OutGoods = readList(r, v, readQuantity) },
}

// eventMembers are those of each type (sections 7.4.2 to 7.4.6).
var eventMembers = map[EventType]*known[Event]{
	ObjectEvent:         together(commonMembers, actionMember, goodsMembers, ilmdMember),
	AggregationEvent:    together(commonMembers, actionMember, parentMember, childMembers),
	TransactionEvent:    together(commonMembers, actionMember, parentMember, goodsMembers),
	TransformationEvent: together(commonMembers, transformationMembers, ilmdMember),
	AssociationEvent:    together(commonMembers, actionMember, parentMember, childMembers),
}

// extensionMembers are what an event of a type of somebody's own may have of
// the standard's.
var extensionMembers = together(
	commonMembers, actionMember, parentMember, goodsMembers, childMembers, transformationMembers, ilmdMember)

func together[T any](parts ...members[T]) *known[T] {
	all := members[T]{}
	for _, part := range parts {
		maps.Copy(all, part)
	}
	return lexiconOf(all)
}

// event reads an event with the names that are in force around it.
func (r *reader) event(v *Value, e *Event) {
	if !r.is(v, Object) {
		return
	}
	if own, ok := v.Get("@context"); ok {
		outer := r.names
		defer func() { r.names = outer }()
		r.enter(named("@context"))
		r.context(own)
		r.leave()
	}
	e.Value, e.Namespaces = *v, r.names
	readObject(r, v, r.eventType(v, e), e, func(r *reader, m *Member, e *Event) {
		e.Extensions = append(e.Extensions, r.extension(m))
	})
	r.checkEvent(e)
}

// eventType reads the type, on which depends what else there may be.
func (r *reader) eventType(v *Value, e *Event) *known[Event] {
	r.require(v, "type", "what kind of event it is, such as ObjectEvent")
	t, ok := v.Get("type")
	e.Type = EventType(expand(t.Text, r.names))
	if bare, ok := strings.CutPrefix(string(e.Type), standardNames["epcis"]); ok {
		e.Type = EventType(bare) // spelled as a URI
	}
	if known := eventMembers[e.Type]; known != nil {
		return known
	}
	if ok && (t.Kind != String || !isURI(t.Text)) {
		r.refuseAt("type", "%.60q is not a type of event; write ObjectEvent, AggregationEvent, TransactionEvent, TransformationEvent, AssociationEvent or the URI of a type of your own.", t.Text)
	}
	return extensionMembers
}

func (r *reader) action(v *Value) Action {
	a := Action(v.Text)
	if r.is(v, String) && a != Add && a != Observe && a != Delete {
		r.refuse("%.60q is not an action; write ADD, OBSERVE or DELETE.", v.Text)
	}
	return a
}

// aheadMax is how far clocks may differ.
const aheadMax = 5 * time.Minute

// past reads the time of something that has happened.
func (r *reader) past(v *Value) time.Time {
	t := r.time(v)
	if !r.now.IsZero() && t.After(r.now.Add(aheadMax)) {
		r.refuse("%s is in the future; an event tells what has happened. Correct the time or its zone.", v.Text)
	}
	return t
}

// certificates are one address or several. A single one may also be a name,
// which to JSON-LD is an address relative to the document's.
func (r *reader) certificates(v *Value) []string {
	switch {
	case v.Kind == Array:
		return readTexts(r, v, (*reader).absolute)
	case v.Kind == String && isName(v.Text):
		return []string{v.Text}
	}
	return []string{r.absolute(v)}
}
