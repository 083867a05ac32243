package trace

import (
	"strings"

	"temgoc/internal/epcis"
)

// goodsAspects are the rows of event_epc that hold what an aspect names.
var goodsAspects = map[epcis.Aspect]string{
	epcis.OfEPC:         "k.role = 'epc' and not k.class",
	epcis.OfParent:      "k.role = 'parent'",
	epcis.OfInputEPC:    "k.role = 'input' and not k.class",
	epcis.OfOutputEPC:   "k.role = 'output' and not k.class",
	epcis.OfClass:       "k.role = 'epc' and k.class",
	epcis.OfInputClass:  "k.role = 'input' and k.class",
	epcis.OfOutputClass: "k.role = 'output' and k.class",
}

// namesGoods holds for an event that names goods as one of the aspects.
func (s *selection) namesGoods(c epcis.Condition) string {
	as := make([]string, len(c.In))
	for i, aspect := range c.In {
		as[i] = goodsAspects[aspect]
	}
	return `e.id in (
					select k.event_id
					from event_epc as k
					where ((` + strings.Join(as, ") or (") + `))
						and ` + s.seesGoods() + `
						and ` + s.areGoods(c) + `
				)`
}

func (s *selection) seesGoods() string {
	if s.reader.all {
		return "true"
	}
	return "(k.public or k.org_id = @own)"
}

func (s *selection) areGoods(c epcis.Condition) string {
	if c.Op != epcis.Match {
		return s.measures(c, "k.amount", "k.uom")
	}
	var exact, either []string
	for _, o := range c.Values {
		for _, p := range o.Patterns {
			if p.Exact {
				exact = append(exact, p.Prefix)
				continue
			}
			either = append(either, "k.key >= "+s.arg(p.Prefix)+" and k.key < "+s.arg(p.Prefix+lastRune))
		}
	}
	if exact != nil {
		either = append(either, "k.key = any ("+s.arg(exact)+")")
	}
	return "(" + strings.Join(either, " or ") + ")"
}

// lastRune is behind any other, so what begins with a prefix is between that and
// that with it, and an index finds it.
const lastRune = "\U0010ffff"
