package gs1

import (
	"slices"
	"strings"
)

// Element is an application identifier with its value, unescaped.
type Element struct{ AI, Value string }

// Param is a query key that is no application identifier, unescaped. A key
// without "=" has the empty value.
type Param struct{ Key, Value string }

// Link is a GS1 Digital Link. Those from the parser hold to the whole standard;
// treat them as read-only, for Path and Attrs may share their memory.
type Link struct {
	Stem   string    // scheme://host[/prefix], empty when parsed from a path
	Path   []Element // the primary key, then its qualifiers in order
	Attrs  []Element // the identifiers of the query, in the order they came
	Params []Param   // the rest of the query, in the order it came
}

// Elements are all elements of path and query by ascending identifier, compared
// as text: 01, 10, 240, 3103, 8006, 91.
func (l Link) Elements() []Element {
	all := slices.Concat(l.Path, l.Attrs)
	slices.SortFunc(all, func(a, b Element) int { return strings.Compare(a.AI, b.AI) })
	return all
}

// Value finds the value of an identifier in path or query.
func (l Link) Value(ai string) (string, bool) {
	for _, elements := range [...][]Element{l.Path, l.Attrs} {
		for _, e := range elements {
			if e.AI == ai {
				return e.Value, true
			}
		}
	}
	return "", false
}
