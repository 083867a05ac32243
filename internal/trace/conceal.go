package trace

import (
	"slices"
	"strings"

	"temgoc/internal/epcis"
)

// without is the event without the members.
func without(event epcis.Value, names ...string) epcis.Value {
	return epcis.ObjectValue(slices.DeleteFunc(slices.Clone(event.Members()), func(m epcis.Member) bool {
		return slices.Contains(names, m.Name)
	})...)
}

// told are the lots that the event tells by our extension temgoc:lot, unless
// that is hidden. Of their quantity list being hidden, only the amounts are.
func told(event epcis.Value, hidden []string) map[string]bool {
	lots := make(map[string]bool)
	for _, m := range event.Members() {
		if strings.HasSuffix(m.Name, ":lot") && !slices.Contains(hidden, m.Name) {
			lots[canonical(m.Value.Text)] = true
		}
	}
	return lots
}

// conceal is the event as it is for those who may not see its hidden members.
// It is still one as the schema has it.
func conceal(event epcis.Value, hidden []string, id string) epcis.Value {
	lots := told(event, hidden)
	var members []epcis.Member
	for _, m := range event.Members() {
		if !slices.Contains(hidden, m.Name) {
			members = append(members, m)
			continue
		}
		if left := classesOnly(m.Value, lots); m.Name != inputLists.goods && len(left.Items()) > 0 {
			members = append(members, epcis.Member{Name: m.Name, Value: left})
		}
	}
	return mended(epcis.ObjectValue(members...), id)
}

// classesOnly is a quantity list with the told lots, without amounts.
func classesOnly(list epcis.Value, lots map[string]bool) epcis.Value {
	var left []epcis.Value
	for _, item := range list.Items() {
		if class, _ := item.Get("epcClass"); lots[canonical(class.Text)] {
			left = append(left, epcis.ObjectValue(epcis.Member{Name: "epcClass", Value: class}))
		}
	}
	return epcis.ListValue(left...)
}

// mended has what the schema wants of an event that lost its lists: an empty
// one, or the id of a transformation of which something is not told here.
func mended(event epcis.Value, id string) epcis.Value {
	switch kind, _ := event.Get("type"); epcis.EventType(kind.Text) {
	case epcis.ObjectEvent, epcis.TransactionEvent:
		if !eventLists.in(event) {
			return event.With(epcis.Member{Name: eventLists.epcs, Value: epcis.ListValue()})
		}
	case epcis.TransformationEvent:
		if _, has := event.Get("transformationID"); !has && !(inputLists.in(event) && outputLists.in(event)) {
			return event.With(epcis.Member{Name: "transformationID", Value: epcis.TextValue("urn:uuid:" + id)})
		}
	}
	return event
}

// in tells whether the event has one of the lists.
func (l lists) in(event epcis.Value) bool {
	_, epcs := event.Get(l.epcs)
	_, goods := event.Get(l.goods)
	return epcs || goods
}
