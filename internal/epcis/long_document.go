package epcis

import (
	"sync/atomic"
	"time"
	"unicode/utf8"
)

// longMin is how much text is worth more than one goroutine, in bytes.
const longMin = 16 << 10

// longDocument is a document whose events are read on all processors at once,
// when what is around them is known.
type longDocument struct {
	*eventList
	in      string
	outline *outline
	unread  []Value // the events, for each to be read to its place
	depth   int     // of the events in the text
	next    atomic.Int64
	failed  atomic.Bool
}

// parseLong tells whether it could read the document: of what is not valid JSON,
// only a reading in order finds the first problem.
func parseLong(b []byte, now time.Time) (*eventList, bool) {
	var d longDocument
	ok := onAll(func() bool { return d.readAround(b, now) }, d.readEvents)
	return d.eventList, ok && !d.failed.Load()
}

// readAround reads all but the events.
func (d *longDocument) readAround(b []byte, now time.Time) bool {
	if !utf8.Valid(b) {
		return false
	}
	d.in = string(b)
	d.outline = outlineOf(d.in)
	if len(d.outline.events) < 2 {
		return false
	}
	d.unread = make([]Value, len(d.outline.events)-1)
	s := scanner{in: d.in, outline: d.outline, unread: d.unread}
	v := s.document()
	if s.problem != nil {
		return false
	}
	d.eventList = newEventList(&v, now)
	d.depth = len(d.listAt) + 1
	items := d.list.Items()
	return len(items) > 0 && &items[0] == &d.unread[0]
}

// readEvents reads the next event until there is none.
func (d *longDocument) readEvents() {
	s, r := scanner{in: d.in, outline: d.outline}, d.reader()
	for !d.failed.Load() {
		i := int(d.next.Add(1)) - 1
		if i >= len(d.unread) {
			return
		}
		s.depth = d.depth
		d.unread[i] = s.event(i)
		if s.problem != nil {
			d.failed.Store(true)
			return
		}
		d.read(i, &r)
	}
}

// event reads an item of the list of events.
func (s *scanner) event(i int) Value {
	begin, end := s.outline.events[i], s.outline.events[i+1]
	s.at, s.opened = begin.at+1, begin.opened
	v := s.value()
	if s.next(); s.at != end.at {
		s.fail("something is behind an event")
	}
	return v
}

// skipEvents steps over the list of them.
func (s *scanner) skipEvents() Value {
	end := s.outline.events[len(s.unread)]
	s.at, s.opened = end.at+1, end.opened
	return ListValue(s.unread...)
}
