package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/internal/account"
	"temgoc/internal/epcis"
	"temgoc/internal/pg"
	"temgoc/internal/trace"
)

// resourceKind is what events are found by, under /epcis/name.
type resourceKind struct {
	name   string
	known  []string // to everybody, besides what events have
	list   lister
	params []string // of the query for its events; any of them may hold
}

// lister is a page of the names that events have, in order, behind one.
type lister func(ctx context.Context, db pg.DB, r trace.Reader, after string, limit int) ([]string, error)

var resources = []resourceKind{
	{"eventTypes", epcis.EventTypes(), wordsOf(trace.EventTypes), []string{"eventType"}},
	{"epcs", nil, trace.EPCs, []string{"MATCH_anyEPC", "MATCH_anyEPCClass"}},
	{"bizSteps", epcis.BizSteps(), wordsOf(trace.BizSteps), []string{"EQ_bizStep"}},
	{"bizLocations", nil, wordsOf(trace.BizLocations), []string{"EQ_bizLocation"}},
	{"readPoints", nil, wordsOf(trace.ReadPoints), []string{"EQ_readPoint"}},
	{"dispositions", epcis.Dispositions(), wordsOf(trace.Dispositions), []string{"EQ_disposition"}},
}

func wordsOf(kind trace.Kind) lister {
	return func(ctx context.Context, db pg.DB, r trace.Reader, after string, limit int) ([]string, error) {
		return trace.Words(ctx, db, r, kind, after, limit)
	}
}

// listResources lists the names of a kind. The token of a page is its last one.
func (s *Server) listResources(kind resourceKind) handler {
	return func(c *gin.Context) error {
		limit, after, err := listPage(c.Request)
		if err != nil {
			return err
		}
		names, err := kind.list(c.Request.Context(), s.Pool, reader(c), after, limit+1)
		if err != nil {
			return err
		}
		names, more := firstOf(kind.withKnown(names, after), limit)
		if more {
			s.linkNext(c, names[limit-1])
		}
		return writeCollection(c, names...)
	}
}

// withKnown merges the names behind after that everybody knows.
func (k resourceKind) withKnown(names []string, after string) []string {
	for _, name := range k.known {
		if name > after {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// resource answers about one name of a kind: what there is of it, or its events.
func (s *Server) resource(kind resourceKind) handler {
	return func(c *gin.Context) error {
		name, of := namedIn(c, "/epcis/"+kind.name+"/")
		condition, ok := kind.condition(name, c.Request.Header)
		if !ok {
			return account.ErrNotFound
		}
		if of == "events" {
			return s.eventsOf(c, condition)
		}
		return s.subResources(c, kind, condition)
	}
}

// condition asks for the events of a name; false if it can be none of its kind.
func (k resourceKind) condition(name string, h http.Header) (epcis.Condition, bool) {
	var merged epcis.Condition
	for _, param := range k.params {
		q, err := epcis.ParseQuery(map[string][]string{param: {name}}, namespaces(h))
		if err != nil || strings.Contains(name, "|") {
			return merged, false
		}
		aspects := merged.In
		merged = q.Conditions[0]
		merged.In = append(aspects, merged.In...)
	}
	return merged, true
}

// eventsOf answers a query of which the path holds one condition.
func (s *Server) eventsOf(c *gin.Context, condition epcis.Condition) error {
	params, err := epcisParams(c.Request)
	if err != nil {
		return err
	}
	q, err := epcis.ParseQuery(params, namespaces(c.Request.Header))
	if err != nil {
		return err
	}
	if key, ok := onlyKey(q, condition); ok {
		return s.eventsNaming(c, key, q)
	}
	q.Conditions = append(q.Conditions, condition)
	return s.answerQuery(c, simpleQuery, q)
}

// onlyKey is the key of goods whose events are asked for, if nothing else is
// asked.
func onlyKey(q epcis.Query, condition epcis.Condition) (string, bool) {
	patterns := condition.Values[0].Patterns
	isKey := condition.Op == epcis.Match && len(patterns) == 1 && patterns[0].Exact
	if !isKey || len(q.Conditions) > 0 || q.Order.By != nil || q.Limit > 0 || q.Max > 0 {
		return "", false
	}
	return patterns[0].Prefix, true
}

// eventsNaming reads a page of the index by goods, where a query would sort all
// events of a lot to find one. The token of a page is the id of its last event.
func (s *Server) eventsNaming(c *gin.Context, key string, q epcis.Query) error {
	after, err := idToken(q.NextPageToken)
	if err != nil {
		return err
	}
	limit := perPage(q)
	events, err := trace.EventsOf(c.Request.Context(), s.Pool, reader(c), key, after, limit+1)
	if err != nil {
		return err
	}
	events, more := firstOf(events, limit)
	if more {
		s.linkNext(c, events[limit-1].ID.String())
	}
	s.writeEvents(c, simpleQuery, events)
	return nil
}

// subResources lists what there is of a name that is known to everybody or that
// events have which the caller may see: events alone.
func (s *Server) subResources(c *gin.Context, kind resourceKind, condition epcis.Condition) error {
	if !slices.Contains(kind.known, condition.Values[0].Text) {
		q := epcis.Query{Conditions: []epcis.Condition{condition}}
		events, _, err := trace.Find(c.Request.Context(), s.Pool, reader(c), q, trace.Page{Size: 1})
		if err != nil {
			return err
		}
		if len(events) == 0 {
			return account.ErrNotFound
		}
	}
	return writeCollection(c, "events")
}
