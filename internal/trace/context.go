package trace

import (
	"slices"
	"strings"

	"temgoc/internal/epcis"
)

// borrowed is what the event needs of its document's @context to keep its
// meaning without the document: all that is not the standard's, if its text uses
// a prefix of it or might use a remote one. It is nil if it needs nothing.
func borrowed(e epcis.Event, text string) []epcis.Value {
	needed := func(context epcis.Value) bool {
		return context.Kind == epcis.String || slices.ContainsFunc(context.Members, func(m epcis.Member) bool {
			return strings.Contains(text, `"`+m.Name+`:`)
		})
	}
	if slices.ContainsFunc(e.Context, needed) {
		return e.Context
	}
	return nil
}

// withContext puts contexts before those that the event has of its own.
func withContext(event epcis.Value, contexts []epcis.Value) epcis.Value {
	if len(contexts) == 0 {
		return event
	}
	all := slices.Clone(contexts)
	members := make([]epcis.Member, 1, len(event.Members)+1)
	for _, m := range event.Members {
		switch {
		case m.Name != "@context":
			members = append(members, m)
		case m.Value.Kind == epcis.Array:
			all = append(all, m.Value.Items...)
		default:
			all = append(all, m.Value)
		}
	}
	members[0] = epcis.Member{Name: "@context", Value: epcis.ListValue(all...)}
	event.Members = members
	return event
}
