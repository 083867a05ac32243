package trace

import (
	"strconv"
	"strings"

	"temgoc/internal/epcis"
)

// role is how an event names goods.
type role string

const (
	asEPC    role = "epc" // in the event's own list, or a child
	asParent role = "parent"
	asInput  role = "input"
	asOutput role = "output"
	asLot    role = "lot" // by our extension: the lot that its units are of
)

// named is one EPC or class of goods that an event names.
type named struct {
	key     string // canonical
	role    role
	member  string // of the event
	pointer string // into the event
	class   bool
	amount  string // decimal; empty: not said
	uom     string
}

// lists are the members of an event that name goods, for the role.
type lists struct {
	role        role
	epcs, goods string
}

var (
	eventLists  = lists{asEPC, "epcList", "quantityList"}
	childLists  = lists{asEPC, "childEPCs", "childQuantityList"}
	inputLists  = lists{asInput, "inputEPCList", "inputQuantityList"}
	outputLists = lists{asOutput, "outputEPCList", "outputQuantityList"}
)

// goodsOf is all that the event names, in its order.
func goodsOf(e epcis.Event) []named {
	var all []named
	if e.ParentID != "" {
		all = append(all, named{key: epcis.Canonical(e.ParentID), role: asParent, member: "parentID", pointer: "/parentID"})
	}
	own := eventLists
	if e.Type == epcis.AggregationEvent || e.Type == epcis.AssociationEvent {
		own = childLists
	}
	all = own.add(all, e.EPCs, e.Goods)
	all = inputLists.add(all, e.InEPCs, e.InGoods)
	all = outputLists.add(all, e.OutEPCs, e.OutGoods)
	return append(all, lotsOf(e)...)
}

func (l lists) add(all []named, epcs []string, goods []epcis.Quantity) []named {
	for i, epc := range epcs {
		all = append(all, named{
			key:     epcis.Canonical(epc),
			role:    l.role,
			member:  l.epcs,
			pointer: "/" + l.epcs + "/" + strconv.Itoa(i),
		})
	}
	for i, q := range goods {
		all = append(all, named{
			key:     epcis.Canonical(q.Class),
			role:    l.role,
			member:  l.goods,
			pointer: "/" + l.goods + "/" + strconv.Itoa(i) + "/epcClass",
			class:   true,
			amount:  q.Amount,
			uom:     q.UoM,
		})
	}
	return all
}

// lotsOf are the lots of our extension temgoc:lot, for events whose units do not
// tell their lot, under whatever prefix the event has for our namespace.
func lotsOf(e epcis.Event) []named {
	var all []named
	for _, m := range e.Value.Members() {
		prefix, local, _ := strings.Cut(m.Name, ":")
		if local == "lot" && e.Namespaces[prefix] == epcis.Namespace && m.Value.Kind == epcis.String {
			key := epcis.Canonical(m.Value.Text)
			all = append(all, named{key: key, role: asLot, member: m.Name, pointer: "/" + m.Name})
		}
	}
	return all
}
