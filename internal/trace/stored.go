package trace

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"temgoc/internal/epcis"
)

// Stored is an event as a Reader may see it.
type Stored struct {
	ID         uuid.UUID // in the order of capture
	OrgID      uuid.UUID
	OrgName    string // whose word it is
	EventID    string // as given, else the hash
	RecordedAt time.Time
	Public     bool
	Hidden     []string // members that others do not see; nil for those others
	// Withdrawn is the latest declaration that the event was wrong; nil: it
	// stands.
	Withdrawn *epcis.ErrorDeclaration
	// Value is the event as received, less its hidden members for those who may
	// not see them, with its id, its record time, and what the @context of its
	// document adds to the standard's.
	Value epcis.Value

	full     epcis.Value // with the hidden members
	withheld []string    // that Value is without
}

// MarshalJSON is the event as EPCIS writes it.
func (s Stored) MarshalJSON() ([]byte, error) { return s.Value.AppendJSON(nil), nil }

// Event is the event taken apart, without what is withheld.
func (s Stored) Event() (epcis.Event, error) {
	alone := withContext(s.full, []epcis.Value{epcis.TextValue(epcis.StandardContext)})
	e, err := epcis.ParseEvent(alone.AppendJSON(nil), time.Time{})
	if err != nil {
		return epcis.Event{}, fmt.Errorf("read stored event %s: %w", s.ID, err)
	}
	lots := told(s.full, s.withheld)
	for _, member := range s.withheld {
		concealIn(&e, member, lots)
	}
	e.Value = s.Value
	return e, nil
}
