package diary

import (
	"strconv"
	"strings"

	"temgoc/internal/input"
	"temgoc/internal/trace"
)

// ErrKeyReused: under that key another entry is stored.
var ErrKeyReused = input.Error{Field: "key", Problem: "diary.key_reused"}

// atEntries is what is wrong with several entries as one error; nil if nothing
// is. The fields begin with the entry's place, "3.at", unless there is one only.
func atEntries(bad []input.Errors) error {
	var all input.Errors
	for i, faults := range bad {
		for _, f := range faults {
			if len(bad) > 1 {
				f.Field = strconv.Itoa(i) + "." + f.Field
			}
			all = append(all, f)
		}
	}
	return all.OrNil()
}

// FaultOf takes the place of the entry off the field of a fault that Write
// found; the first has place 0.
func FaultOf(f input.Error) (n int, field string) {
	place, rest, found := strings.Cut(f.Field, ".")
	n, err := strconv.Atoi(place)
	if !found || err != nil {
		return 0, f.Field
	}
	return n, rest
}

// refusals are trace's, at the fields of an entry.
var refusals = map[trace.Reason]input.Error{
	trace.AnothersPlace: {Field: "place", Problem: "diary.anothers_place"},
	trace.AnothersGoods: {Field: "kind", Problem: "diary.anothers_goods"},
	trace.Circular:      {Field: "inputs", Problem: "diary.circular"},
	trace.LongKey:       {Field: "name", Problem: "text.too_long"},
	trace.Conflicting:   ErrKeyReused,
}
