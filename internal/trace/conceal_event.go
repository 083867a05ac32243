package trace

import (
	"slices"
	"strings"

	"temgoc/internal/epcis"
)

// concealIn is conceal for one hidden member of an event that is taken apart.
func concealIn(e *epcis.Event, member string, lots map[string]bool) {
	switch member {
	case "bizStep":
		e.BizStep = ""
	case "disposition":
		e.Disposition = ""
	case "persistentDisposition":
		e.Set, e.Unset = nil, nil
	case "readPoint":
		e.ReadPoint = ""
	case "bizLocation":
		e.BizLocation = ""
	case "bizTransactionList":
		e.Documents = nil
	case "sourceList":
		e.Sources = nil
	case "destinationList":
		e.Receivers = nil
	case "certificationInfo":
		e.Certificates = nil
	case "sensorElementList":
		e.Sensors = nil
	case "ilmd":
		e.ILMD = nil
	case eventLists.epcs, childLists.epcs:
		e.EPCs = nil
	case eventLists.goods, childLists.goods:
		e.Goods = withoutAmounts(e.Goods, lots)
	case inputLists.epcs:
		e.InEPCs = nil
	case inputLists.goods:
		e.InGoods = nil
	case outputLists.epcs:
		e.OutEPCs = nil
	case outputLists.goods:
		e.OutGoods = withoutAmounts(e.OutGoods, lots)
	default:
		e.Extensions = withoutField(*e, member)
	}
}

// withoutAmounts is classesOnly.
func withoutAmounts(goods []epcis.Quantity, lots map[string]bool) []epcis.Quantity {
	var left []epcis.Quantity
	for _, q := range goods {
		if lots[epcis.Canonical(q.Class)] {
			left = append(left, epcis.Quantity{Class: q.Class})
		}
	}
	return left
}

// withoutField is the extensions of the event but for the one that its JSON has
// under the name.
func withoutField(e epcis.Event, name string) []epcis.Field {
	prefix, local, _ := strings.Cut(name, ":")
	return slices.DeleteFunc(slices.Clone(e.Extensions), func(f epcis.Field) bool {
		return f.Local == local && f.Space == e.Namespaces[prefix]
	})
}
