package epcis

import (
	"maps"
	"slices"
)

// EventTypes, BizSteps and Dispositions are the standard's own words, in the
// order of the alphabet.
func EventTypes() []string {
	names := make([]string, len(eventTypes))
	for i, t := range eventTypes {
		names[i] = string(t)
	}
	slices.Sort(names)
	return names
}

func BizSteps() []string { return slices.Sorted(maps.Keys(bizSteps)) }

func Dispositions() []string { return slices.Sorted(maps.Keys(dispositions)) }
