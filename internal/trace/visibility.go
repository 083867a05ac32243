package trace

import (
	"slices"

	"temgoc/internal/input"
)

// Visibility is what an organisation lets others see of its events. The zero
// Visibility is for the organisation and officers only.
type Visibility struct {
	Public bool
	// Hidden are members of the event, by their names in JSON, that stay for
	// the organisation and officers: "destinationList", "temgoc:people". Of a
	// quantity list whose lot the event tells in temgoc:lot, only the amounts do.
	Hidden []string
}

// bones are the members without which an event is none.
var bones = []string{
	"@context", "type", "eventID", "eventTime", "eventTimeZoneOffset", "recordTime",
	"action", "parentID", "transformationID", "errorDeclaration",
}

// maxHidden bounds the names, and maxMember the characters of each.
const (
	maxHidden = 50
	maxMember = 200
)

func (v Visibility) check() error {
	var bad input.Errors
	tooLong := func(name string) bool { return name == "" || len(name) > maxMember }
	switch {
	case len(v.Hidden) > maxHidden || slices.ContainsFunc(v.Hidden, tooLong):
		bad.Add("hidden", "event.hidden_names")
	case slices.ContainsFunc(v.Hidden, func(name string) bool { return slices.Contains(bones, name) }):
		bad.Add("hidden", "event.hidden_bones")
	}
	return bad.OrNil()
}

// shows tells whether everybody sees the member.
func (v Visibility) shows(member string) bool {
	return v.Public && !slices.Contains(v.Hidden, member)
}
