package epcis

import "time"

// Document is an EPCISDocument, or an EPCISQueryDocument if Query is set
// (EPCIS 2.0, sections 9.4 and 10).
type Document struct {
	Context      Value
	Events       []Event
	Vocabularies []Vocabulary
	Query        bool
	CreationDate time.Time // zero if a query document has none
	Value        Value     // the document whole, as it came
}

// ParseDocument reads a document of either kind. Of one with anything wrong
// there is nothing but Problems. Events of later than five minutes after now
// are refused; a zero now checks none.
func ParseDocument(b []byte, now time.Time) (Document, error) {
	d, events, problems := parse(b, now)
	for _, more := range events {
		problems = problems.with(more)
	}
	if len(problems) > 0 {
		return Document{}, problems
	}
	return d, nil
}

// ParseEach reads a document of which the good events are wanted even if others
// are not: the second result has, for each event, its Problems or nil, and
// bad events are zero. The last error is of what is outside of the events.
func ParseEach(b []byte, now time.Time) (Document, []error, error) {
	d, events, problems := parse(b, now)
	if len(problems) > 0 {
		return Document{}, nil, problems
	}
	errs := make([]error, len(events))
	for i, p := range events {
		if errs[i] = p.err(); errs[i] != nil {
			d.Events[i] = Event{}
		}
	}
	return d, errs, nil
}

// ParseEvent reads one event by itself, which needs its own @context.
func ParseEvent(b []byte, now time.Time) (Event, error) {
	v, problems := readValue(b)
	if problems != nil {
		return Event{}, problems
	}
	r := reader{now: now, names: standardNames}
	r.require(&v, "@context", "the address of the standard's context, "+StandardContext)
	var e Event
	r.event(&v, &e)
	if len(r.problems) > 0 {
		return Event{}, r.problems
	}
	return e, nil
}

// parse gives the problems of each event by themselves, and those of the rest.
func parse(b []byte, now time.Time) (Document, []Problems, Problems) {
	v, problems := readValue(b)
	if problems != nil {
		return Document{}, nil, problems
	}
	r := reader{now: now, names: standardNames}
	d := r.document(&v)
	outside := r.problems
	list := d.list.Items()
	events := make([]Problems, len(list))
	d.Events = make([]Event, len(list))
	local, unhashed := d.local(), unhashedBy(v)
	for i := range list {
		r.problems, r.path = nil, append(r.path[:0], d.listAt...)
		r.enter(item(i))
		d.Events[i].Context, d.Events[i].Unhashed = local, unhashed
		r.event(&list[i], &d.Events[i])
		events[i] = r.problems
	}
	return d.Document, events, outside
}
