package web

import (
	"temgoc/internal/lookup"
)

// ldEvent is a step of a journey as an event that is about the goods. Pages do
// without, for they tell it in words and must stay small.
type ldEvent struct {
	Type      string   `json:"@type"`
	Name      string   `json:"name"`
	Start     string   `json:"startDate"`
	Where     *ldWhere `json:"location,omitempty"`
	Organizer *ldThing `json:"organizer,omitempty"`
}

type ldWhere struct {
	Type    string     `json:"@type"`
	Name    string     `json:"name,omitempty"`
	GLN     string     `json:"globalLocationNumber,omitempty"`
	Address *ldAddress `json:"address,omitempty"`
}

func ldOfJourney(l *Lang, j lookup.Journey) (events []ldEvent) {
	for _, s := range j.Steps {
		e := ldEvent{Type: "Event", Name: l.stepTitle(s), Start: l.Stamp(s.At, s.DayOnly)}
		where := ldWhere{"Place", l.Pick(s.There.Name, s.There.NameEN), s.GLN, ldOfPlace(s.Place)}
		if where != (ldWhere{Type: "Place"}) {
			e.Where = &where
		}
		if s.Org.Name != "" {
			e.Organizer = &ldThing{"Organization", l.Pick(s.Org.Name, s.Org.NameEN)}
		}
		events = append(events, e)
	}
	return events
}
