package trace

import (
	"bytes"
	"slices"
	"strings"

	"temgoc/internal/epcis"
)

// borrowed is what the event needs of its document's @context to keep its
// meaning without the document: all that is not the standard's, if its text uses
// a prefix of it or might use a remote one. It is nil if it needs nothing.
func borrowed(e epcis.Event, text string) []epcis.Value {
	needed := func(context epcis.Value) bool {
		return context.Kind == epcis.String || slices.ContainsFunc(context.Members(), func(m epcis.Member) bool {
			return strings.Contains(text, `"`+m.Name+`:`)
		})
	}
	if slices.ContainsFunc(e.Context, needed) {
		return e.Context
	}
	return nil
}

// withContext puts contexts before those that the event has of its own, less what
// is among these: none may be in the list twice.
func withContext(event epcis.Value, contexts []epcis.Value) epcis.Value {
	if len(contexts) == 0 {
		return event
	}
	own, there := event.Get("@context")
	list := own.Items()
	if there && own.Kind != epcis.Array {
		list = []epcis.Value{own}
	}
	has := func(context epcis.Value) bool {
		return slices.ContainsFunc(list, func(o epcis.Value) bool { return bytes.Equal(o.AppendJSON(nil), context.AppendJSON(nil)) })
	}
	all := append(slices.DeleteFunc(slices.Clone(contexts), has), list...)
	members := []epcis.Member{{Name: "@context", Value: epcis.ListValue(all...)}}
	return epcis.ObjectValue(append(members, without(event, "@context").Members()...)...)
}
