package stamp

import (
	"cmp"
	"slices"
	"time"
)

// State is where a stamp is in its life.
type State string

const (
	Waiting State = "waiting" // issued, not yet on goods; the state without a row
	Active  State = "active"
	Voided  State = "voided" // for good
)

// follows tells whether a stamp may go to s from another state.
func (s State) follows(from State) bool {
	return s == Active && from == Waiting || s == Voided && from != Voided
}

// Range is of unit numbers of one batch, both ends included.
type Range struct {
	First int `json:"first"`
	Last  int `json:"last"`
}

func (r Range) Len() int { return max(0, r.Last-r.First+1) }

func (r Range) intersect(o Range) Range {
	return Range{max(r.First, o.First), min(r.Last, o.Last)}
}

// StateRange is a range of stamps that came to their state together.
type StateRange struct {
	Range
	State  State     `json:"state"`
	Reason string    `json:"reason,omitempty"` // of voided ones, see Void
	Since  time.Time `json:"since,omitzero"`   // zero of waiting ones
}

func (s StateRange) within(r Range) StateRange {
	s.Range = s.intersect(r)
	return s
}

// continues tells whether s is the rest of what t began: a neighbour in the
// same state, for the same reason, at the same time.
func (s StateRange) continues(t StateRange) bool {
	return s.First == t.Last+1 && s.State == t.State && s.Reason == t.Reason && s.Since.Equal(t.Since)
}

// transition is the ranges after a change to those of current, which are in
// order and do not overlap, and so is the result. What is in no range is
// waiting.
func transition(current []StateRange, change StateRange) ([]StateRange, error) {
	next := []StateRange{change}
	for _, s := range current {
		if met := s.intersect(change.Range); met.Len() > 0 && !change.State.follows(s.State) {
			return nil, Conflict{met, s.State}
		}
		next = append(next,
			s.within(Range{s.First, change.First - 1}),
			s.within(Range{change.Last + 1, s.Last}))
	}
	return tidy(next), nil
}

// tidy drops empty ranges, puts the others in order and joins those that
// continue one another.
func tidy(ranges []StateRange) []StateRange {
	ranges = slices.DeleteFunc(ranges, func(s StateRange) bool { return s.Len() == 0 })
	slices.SortFunc(ranges, func(a, b StateRange) int { return cmp.Compare(a.First, b.First) })
	joined := ranges[:0]
	for _, s := range ranges {
		if n := len(joined); n > 0 && s.continues(joined[n-1]) {
			joined[n-1].Last = s.Last
			continue
		}
		joined = append(joined, s)
	}
	return joined
}

// except is the ranges that are not exactly so in others.
func except(ranges, others []StateRange) []StateRange {
	return slices.DeleteFunc(slices.Clone(ranges), func(s StateRange) bool {
		return slices.Contains(others, s)
	})
}
