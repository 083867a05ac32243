package epcis

import (
	"slices"
	"strings"
)

// envelope is a document while it is read: all of it but its events.
type envelope struct {
	Document
	list   Value // of events
	listAt []step
}

const (
	documentType      = "EPCISDocument"
	queryDocumentType = "EPCISQueryDocument"
)

var envelopeMembers = members[envelope]{
	"@context":      func(r *reader, v *Value, d *envelope) { d.Context = *v }, // read before the rest
	"type":          func(*reader, *Value, *envelope) {},
	"id":            func(r *reader, v *Value, _ *envelope) { r.absolute(v) },
	"schemaVersion": func(r *reader, v *Value, _ *envelope) { r.schemaVersion(v) },
	"creationDate":  func(r *reader, v *Value, d *envelope) { d.CreationDate = r.time(v) },
}

var captureMembers = together(envelopeMembers, members[envelope]{
	"instanceIdentifier": func(r *reader, v *Value, _ *envelope) { r.text(v) },
	"sender":             func(r *reader, v *Value, _ *envelope) { r.text(v) },
	"receiver":           func(r *reader, v *Value, _ *envelope) { r.text(v) },
	"epcisHeader":        nested(headerMembers),
	"epcisBody":          nested(bodyMembers, "eventList"),
})

var headerMembers = members[envelope]{
	"epcisMasterData": nested(members[envelope]{"vocabularyList": readVocabularies}),
}

var bodyMembers = members[envelope]{"eventList": readEventList}

var queryMembers = together(envelopeMembers, members[envelope]{
	"epcisBody": nested(members[envelope]{"queryResults": nested(resultsMembers, "queryName", "resultsBody")}, "queryResults"),
})

var resultsMembers = members[envelope]{
	"queryName":      func(r *reader, v *Value, _ *envelope) { r.text(v) },
	"subscriptionID": func(r *reader, v *Value, _ *envelope) { r.text(v) },
	"resultsBody": nested(members[envelope]{
		"eventList":      readEventList,
		"vocabularyList": readVocabularies,
	}, "eventList"),
}

// parts are what the standard wants inside of the envelope.
var parts = map[string]string{
	"queryResults": "an object with the queryName and the resultsBody",
	"queryName":    "the name of the query",
	"resultsBody":  "an object with the eventList",
	"eventList":    "a list of events",
}

// nested reads an object inside of the envelope.
func nested(inside members[envelope], required ...string) func(*reader, *Value, *envelope) {
	known := lexiconOf(inside)
	return func(r *reader, v *Value, d *envelope) {
		readObject(r, v, known, d, extensions)
		for _, name := range required {
			r.require(v, name, parts[name])
		}
	}
}

func readVocabularies(r *reader, v *Value, d *envelope) {
	d.Vocabularies = readList(r, v, readVocabulary)
}

// readEventList only finds the list; its events are read when all names are
// known.
func readEventList(r *reader, v *Value, d *envelope) {
	if r.is(v, Array) {
		d.list, d.listAt = *v, slices.Clip(slices.Clone(r.path))
	}
}

func (r *reader) document(v *Value) (d envelope) {
	if !r.is(v, Object) {
		return d
	}
	d.Value = *v
	r.require(v, "@context", "the address of the standard's context, "+StandardContext)
	if context, ok := v.Get("@context"); ok {
		r.enter(named("@context"))
		r.context(context)
		r.leave()
	}
	switch t, _ := v.Get("type"); t.Text {
	case documentType:
		readObject(r, v, captureMembers, &d, extensions)
		r.require(v, "schemaVersion", "the version of the standard, 2.0")
		r.require(v, "creationDate", "the time when the document was made")
		r.require(v, "epcisBody", "an object with the eventList")
	case queryDocumentType:
		d.Query = true
		readObject(r, v, queryMembers, &d, extensions)
		r.require(v, "epcisBody", "an object with the queryResults")
	default:
		r.refuseAt("type", "This is not a document of events: its type must be EPCISDocument or EPCISQueryDocument.")
	}
	return d
}

// schemaVersion is a list of numbers, of which the first must be that of the
// standard.
func (r *reader) schemaVersion(v *Value) {
	if !r.is(v, String) {
		return
	}
	for i, part := range strings.Split(v.Text, ".") {
		if part == "" || !isDigits(part) || i == 0 && part != "2" {
			r.refuse("%.60q is not a version of this standard; write 2.0.", v.Text)
			return
		}
	}
}

// local is what the context adds to the standard's own.
func (d *envelope) local() []Value {
	entries := []Value{d.Context}
	if d.Context.Kind == Array {
		entries = slices.Clone(d.Context.Items())
	}
	return slices.DeleteFunc(entries, func(v Value) bool { return v.Kind == String && isStandardContext(v.Text) })
}
