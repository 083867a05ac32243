package trace

import "temgoc/internal/epcis"

// isDescribed holds for an event of which a place, party or class of goods has
// an attribute in the master data of the event's organisation. Nobody but that
// organisation and officers sees its master data.
func (s *selection) isDescribed(c epcis.Condition) string {
	has := "m.attributes ?| " + s.arg(texts(c.Values)) + "::text[]"
	if c.Op == epcis.EqualAttribute {
		has = "m.attributes -> " + s.arg(c.Attribute) + "::text ?| " + s.arg(texts(c.Values)) + "::text[]"
	}
	return `e.org_id = any (
					select m.org_id
					from master_data as m
					where m.org_id = e.org_id
						and ` + s.seesMasterData() + `
						and m.id in (` + s.describedIn(c) + `)
						and ` + has + `
				)`
}

func (s *selection) seesMasterData() string {
	if s.reader.all {
		return "true"
	}
	return "m.org_id = @own"
}

// describedIn is what the event has in the field of the condition.
func (s *selection) describedIn(c epcis.Condition) string {
	if len(c.Names) == 1 {
		return "select " + columns[field{c.In[0], c.Names[0]}].name
	}
	if _, ok := goodsAspects[c.In[0]]; ok {
		return "select k.key from event_epc as k where k.event_id = e.id and k.class"
	}
	return `select f.text from ` + factsOfEvent + ` where f."in" = any (` + s.arg(c.In) + `)`
}
