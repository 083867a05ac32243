package epcis

import (
	"runtime"
	"time"
)

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
	if len(b) >= longMin && runtime.GOMAXPROCS(0) > 1 {
		if l, ok := parseLong(b, now); ok {
			return l.Document, l.problems, l.outside
		}
	}
	return parseInOrder(b, now)
}

func parseInOrder(b []byte, now time.Time) (Document, []Problems, Problems) {
	v, problems := readValue(b)
	if problems != nil {
		return Document{}, nil, problems
	}
	l := newEventList(&v, now)
	r := l.reader()
	for i := range l.Events {
		l.read(i, &r)
	}
	return l.Document, l.problems, l.outside
}

// eventList is a document whose events are being read, in any order.
type eventList struct {
	envelope
	now      time.Time
	names    names // that the document declares
	context  []Value
	unhashed []string
	problems []Problems // of each event
	outside  Problems
}

func newEventList(v *Value, now time.Time) *eventList {
	r := reader{now: now, names: standardNames}
	l := eventList{envelope: r.document(v), now: now, names: r.names, unhashed: unhashedBy(*v), outside: r.problems}
	l.context = l.local()
	l.Events = make([]Event, len(l.list.Items()))
	l.problems = make([]Problems, len(l.list.Items()))
	return &l
}

// reader is one for any number of events, one after the other.
func (l *eventList) reader() reader { return reader{now: l.now, names: l.names} }

func (l *eventList) read(i int, r *reader) {
	r.problems, r.path = nil, append(r.path[:0], l.listAt...)
	r.enter(item(i))
	e := &l.Events[i]
	e.Context, e.Unhashed = l.context, l.unhashed
	r.event(&l.list.Items()[i], e)
	l.problems[i] = r.problems
}
