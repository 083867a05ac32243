package epcis

import (
	"cmp"
	"slices"
)

// ParseQueryJSON reads the query of a named query (query-schema.json), where
// lists are arrays. Its @context declares namespaces besides those given.
func ParseQueryJSON(v Value, namespaces map[string]string) (Query, error) {
	if v.Kind != Object {
		return Query{}, &QueryError{"query", "A query is an object with a member for each parameter."}
	}
	p := newQueryParser(namespaces)
	if err := p.context(v); err != nil {
		return Query{}, err
	}
	byName := func(a, b Member) int { return cmp.Compare(a.Name, b.Name) }
	for _, m := range slices.SortedFunc(slices.Values(v.Members()), byName) {
		if m.Name == "@context" {
			continue
		}
		values, ok := scalars(m.Value)
		if !ok {
			return Query{}, &QueryError{m.Name, "The value is a text, a number, true, false or an array of these."}
		}
		if err := p.set(m.Name, values); err != nil {
			return Query{}, err
		}
	}
	return p.finish()
}

// context takes the namespaces of the query's own @context.
func (p *queryParser) context(query Value) error {
	v, ok := query.Get("@context")
	if !ok {
		return nil
	}
	r := reader{names: p.namespaces}
	r.context(v)
	if len(r.problems) > 0 {
		return &QueryError{"@context", r.problems[0].Sentence}
	}
	p.namespaces = r.names
	return nil
}

// scalars are the values of a parameter; null is that of one without any.
func scalars(v Value) ([]string, bool) {
	switch v.Kind {
	case Null:
		return []string{""}, true
	case Object:
		return nil, false
	case Array:
		var all []string
		for _, item := range v.Items() {
			if item.Kind == Null || item.Kind == Object || item.Kind == Array {
				return nil, false
			}
			all = append(all, item.Text)
		}
		return all, len(all) > 0
	}
	return []string{v.Text}, true
}
