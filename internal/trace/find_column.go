package trace

import "temgoc/internal/epcis"

// field of an event, as conditions name it.
type field struct {
	in   epcis.Aspect
	name string
}

// column of event that holds a field which an event has once.
type column struct {
	name   string
	member string // of the event; empty: one that is never hidden
	list   bool
}

var columns = map[field]column{
	{epcis.OfEvent, "type"}:               {name: "e.type"},
	{epcis.OfEvent, "eventID"}:            {name: "e.event_id"},
	{epcis.OfEvent, "eventTime"}:          {name: "e.event_time"},
	{epcis.OfEvent, "recordTime"}:         {name: "e.record_time"},
	{epcis.OfEvent, "action"}:             {name: "e.action"},
	{epcis.OfEvent, "transformationID"}:   {name: "e.transformation_id"},
	{epcis.OfEvent, "bizStep"}:            {name: "e.biz_step", member: "bizStep"},
	{epcis.OfEvent, "disposition"}:        {name: "e.disposition", member: "disposition"},
	{epcis.OfEvent, "readPoint"}:          {name: "e.read_point", member: "readPoint"},
	{epcis.OfEvent, "bizLocation"}:        {name: "e.biz_location", member: "bizLocation"},
	{epcis.OfPersistent, "set"}:           {name: "e.set_dispositions", member: "persistentDisposition", list: true},
	{epcis.OfPersistent, "unset"}:         {name: "e.unset_dispositions", member: "persistentDisposition", list: true},
	{epcis.OfEvent, "errorDeclaration"}:   {name: "e.error_time"},
	{epcis.OfError, "declarationTime"}:    {name: "e.error_time"},
	{epcis.OfError, "reason"}:             {name: "e.error_reason"},
	{epcis.OfError, "correctiveEventIDs"}: {name: "e.corrective", list: true},
}

func (s *selection) hasColumn(c epcis.Condition, col column) string {
	var holds string
	switch {
	case c.Op == epcis.Exists:
		holds = col.name + " is not null"
	case c.Op == epcis.Within:
		holds = s.isWithin(col.name, texts(c.Values))
	case c.Op != epcis.Equal:
		holds = col.name + comparisons[c.Op] + s.arg(c.Values[0].Time)
	case col.list:
		holds = col.name + " && " + s.arg(texts(c.Values)) + "::text[]"
	default:
		holds = col.name + " = any (" + s.arg(texts(c.Values)) + ")"
	}
	if col.member != "" {
		holds += " and " + s.shows(s.arg(col.member)+"::text")
	}
	return holds
}

// isWithin holds for a place that is one of those given or within it: an
// extension (254) of its GLN, or a child of its by master data of the event's
// own organisation, at any depth, if the reader sees that.
//
// What is within is looked up once, not for each event: stem is the GLN of a
// place with an extension.
func (s *selection) isWithin(place string, places []string) string {
	given := s.arg(places) + "::text[]"
	stem := "split_part(" + place + ", '/254/', 1)"
	return `(
					` + place + ` = any (` + given + `)
					or ` + stem + ` = any (` + given + `)
					or (e.org_id, ` + place + `) in (` + s.inside(given) + `)
					or (e.org_id, ` + stem + `) in (` + s.inside(given) + `)
				)`
}

// inside is each organisation's places within those given, as it says itself.
func (s *selection) inside(given string) string {
	return `
					with recursive inside (org_id, id) as (
						select m.org_id, unnest(m.children)
						from master_data as m
						where m.id = any (` + given + `) and ` + s.seesMasterData() + `
						union
						select m.org_id, unnest(m.children)
						from inside as i
						join master_data as m on m.id = i.id and m.org_id = i.org_id
					)
					select org_id, id
					from inside
				`
}
