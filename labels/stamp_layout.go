package labels

import (
	"fmt"
	"iter"
	"math"
)

// layout is a label with everything in its place.
type layout struct {
	module Module
	symbol Point
	lines  []line
}

const (
	// leastSize is about what is read at arm's length; largestSize is that of a
	// label whose smaller side is usualSide, and grows with its root.
	leastSize   = 4.5  // points
	largestSize = 7.5  // points
	usualSide   = 33.9 // mm
	// tinySize is a last resort: capitals of 7 dots at 203 dpi.
	tinySize = 3.25 // points
	// Shortened names are set no larger than this, so that more of them is there.
	shortened = 0.6  // of the largest size
	sizeStep  = 0.25 // points
)

// lay finds the layout that leaves out the least, then the one with the largest
// modules, then the one with the largest text:
//
//  1. everything whole; then without the maker; then without the host too;
//  2. the same with names shortened and long words broken;
//  3. ever less, in the order of content.lesser, whole or shortened;
//  4. the least content, in tiny letters if it is whole in them, else shortened
//     to a title of one line.
//
// Where even that does not fit it is NoRoom.
func (s Stock) lay(c content, version int, largest Module) (layout, content, error) {
	c.lines = c.lines[:min(len(c.lines), int(s.Label.H/(leastSize*mmPerPoint)))] // more never fit
	for _, a := range c.attempts(s.largestText()) {
		for m := range largest.smaller() {
			if l, ok := s.try(a, version, m); ok {
				return l, a.content, nil
			}
		}
	}
	return layout{}, c, NoRoom{s.Name, dotsOf(largest.DPI, DotsPerModule(largest.DPI)).side(version)}
}

// NoRoom refuses a design of which not even the least fits beside the symbol.
type NoRoom struct {
	Stock  string
	Symbol float64 // mm on a side, with the quiet zone
}

func (e NoRoom) Error() string {
	return fmt.Sprintf("title, first line and serial do not fit on stock %s beside a symbol of %.1f mm", e.Stock, e.Symbol)
}

// attempt is what to set, and how large.
type attempt struct {
	content
	scales []scale
}

func (c content) attempts(largest float64) []attempt {
	whole := scales(largest, leastSize)
	worst := worstScales(max(shortened*largest, leastSize), leastSize)
	tiny, tinyWorst := scales(leastSize-sizeStep, tinySize), worstScales(leastSize-sizeStep, tinySize)

	lesser := c.lesser()
	least, extras := lesser[len(lesser)-1], len(passages(c.maker, c.host))
	var all []attempt
	for _, l := range lesser[:extras+1] {
		all = append(all, attempt{l, whole})
	}
	for _, l := range lesser[:extras+1] {
		all = append(all, attempt{l, worst})
	}
	for _, l := range lesser[extras:] {
		all = append(all, attempt{l, whole}, attempt{l, worst}, attempt{l.titled(2), worst})
	}
	return append(all, attempt{least, tiny}, attempt{least.titled(1), worst},
		attempt{least, tinyWorst}, attempt{least.titled(1), tinyWorst})
}

// largestText is in whole steps, so that the least size is one of them.
func (s Stock) largestText() float64 {
	size := largestSize * math.Sqrt(min(s.Label.W, s.Label.H)/usualSide)
	return leastSize + max(math.Floor((size-leastSize)/sizeStep), 0)*sizeStep
}

// smaller gives a module and those of fewer dots, down to the least.
func (m Module) smaller() iter.Seq[Module] {
	return func(yield func(Module) bool) {
		for dots := m.Dots; dots >= DotsPerModule(m.DPI); dots-- {
			if !yield(dotsOf(m.DPI, dots)) {
				return
			}
		}
	}
}

// try sets an attempt as large as it fits.
func (s Stock) try(a attempt, version int, m Module) (layout, bool) {
	all := s.arrangements(m.side(version), m)
	for _, scale := range a.scales {
		for _, way := range all {
			for _, share := range a.share(way) {
				if lines, ok := way.fit(share, scale); ok {
					return layout{m, way.symbol, lines}, true
				}
			}
		}
	}
	return layout{}, false
}

// fit sets the passages of each field.
func (a arrangement) fit(share [][]passage, s scale) (all []line, ok bool) {
	for i, f := range a.fields {
		lines, ok := f.fit(share[i], s)
		if !ok {
			return nil, false
		}
		all = append(all, lines...)
	}
	return all, true
}
