package trace

import (
	"strings"

	"temgoc/internal/epcis"
)

// ordering is how events follow each other: by keys in SQL that are never null,
// all up or all down, so that the events after one are those with a greater, or
// smaller, row of keys.
type ordering struct {
	join      string // that the keys need
	keys      []orderKey
	ascending bool
}

// orderKey is a key in SQL and its type, as which it comes back from a token.
type orderKey struct{ sql, kind string }

var byID = orderKey{"e.id", "uuid"}

// columnOrders are for the fields that each event has once.
var columnOrders = map[string]orderKey{
	"eventTime":  {"e.event_time", "timestamptz"},
	"recordTime": {"e.record_time", "timestamptz"},
}

// factOrder is for the field of an extension, which may be a number, a time or
// a text, and which some events lack.
var factOrder = []orderKey{
	{"coalesce(o.number, '-infinity')", "numeric"},
	{"coalesce(o.time, '-infinity')", "timestamptz"},
	{`coalesce(o.text, '') collate "C"`, "text"},
}

// orderKeys is how many values make a position in the order.
func orderKeys(o epcis.Order) int {
	switch {
	case o.By == nil:
		return 1
	case columnOrders[o.By[0]].sql != "":
		return 2
	}
	return len(factOrder) + 1
}

func (s *selection) order(o epcis.Order) ordering {
	if o.By == nil {
		return ordering{keys: []orderKey{byID}}
	}
	if key, ok := columnOrders[o.By[0]]; ok {
		return ordering{keys: []orderKey{key, byID}, ascending: o.Ascending}
	}
	join := `left join lateral (
			select
				f.number,
				f.time,
				f.text
			from ` + factsOfEvent + `
			where ` + s.isFact([]epcis.Aspect{epcis.OfEvent}, o.By) + `
				and not coalesce(f."inner", false)
				and ` + s.shows("f.member") + `
			limit 1
		) as o on true`
	return ordering{join: join, keys: append(factOrder[:len(factOrder):len(factOrder)], byID), ascending: o.Ascending}
}

func (o ordering) direction() string {
	if o.ascending {
		return " asc"
	}
	return " desc"
}

func (o ordering) by() string {
	keys := make([]string, len(o.keys))
	for i, k := range o.keys {
		keys[i] = k.sql + o.direction()
	}
	return strings.Join(keys, ", ")
}

// position is, in SQL, where an event stands.
func (o ordering) position() string {
	keys := make([]string, len(o.keys))
	for i, k := range o.keys {
		keys[i] = "(" + k.sql + ")::text"
	}
	return "array[" + strings.Join(keys, ", ") + "]"
}

// after leaves out the events up to the position.
func (s *selection) after(o ordering, from position) {
	if from.Keys == nil {
		return
	}
	keys, values := make([]string, len(o.keys)), make([]string, len(o.keys))
	for i, k := range o.keys {
		keys[i] = k.sql
		values[i] = s.arg(from.Keys[i]) + "::text::" + k.kind
	}
	than := " < "
	if o.ascending {
		than = " > "
	}
	s.add("(" + strings.Join(keys, ", ") + ")" + than + "(" + strings.Join(values, ", ") + ")")
}
