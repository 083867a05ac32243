package trace

import (
	"fmt"
	"strings"
)

// Reason tells refusals apart, for those who have words of their own for them.
type Reason string

const (
	AnothersPlace Reason = "anothers_place"
	AnothersGoods Reason = "anothers_goods"
	Circular      Reason = "circular"
	LongKey       Reason = "long_key"
	OddTime       Reason = "odd_time"
	TellingID     Reason = "telling_id"
	Conflicting   Reason = "conflicting" // of a capture, where an Outcome would be Conflict
)

// sentences are for the systems that send events.
var sentences = map[Reason]string{
	AnothersPlace: "The place belongs to another organisation, which alone says what happens there.",
	AnothersGoods: "The goods belong to another organisation, which alone says that they came to be or ceased.",
	Circular:      "The goods went, directly or through others, into what they came of.",
	LongKey:       "The identifier is longer than 1,000 bytes.",
	OddTime:       "The time is not within the years 1 to 9999 of UTC.",
	TellingID:     "An event with hidden members needs an eventID of its own: from its hash others could guess what is hidden.",
	Conflicting:   "Another event of your organisation has this id.",
}

// Refusal is why an event was not stored.
type Refusal struct {
	Event   int    // its place among those to be stored, from 0
	Pointer string // into the event, RFC 6901
	Reason  Reason
}

// Sentence says it in English.
func (r Refusal) Sentence() string { return sentences[r.Reason] }

// Refused are events that are not theirs to tell who told them, or cannot be:
// nothing was stored.
type Refused []Refusal

func (r Refused) Error() string {
	faults := make([]string, len(r))
	for i, refusal := range r {
		faults[i] = fmt.Sprintf("event %d %s: %s", refusal.Event, refusal.Pointer, refusal.Reason)
	}
	return strings.Join(faults, "; ")
}

// orNil is r as an error, or nil if there was no refusal.
func (r Refused) orNil() error {
	if len(r) == 0 {
		return nil
	}
	return r
}
