package labels

import (
	"cmp"
	"math"
	"slices"
)

// arrangement is a way to stand on a label: the symbol, and the fields for text.
type arrangement struct {
	symbol Point // corner of its quiet zone
	fields []field
}

const (
	padding    = 0.04 // between text and the label's edge, of its smaller side
	minPadding = 0.85 // mm
	discEdge   = 0.4  // mm, the same on a round label
	textGap    = 0.25 // between text and the quiet zone, of the padding
)

// arrangements are the ways to stand for a symbol of so many mm, the one with
// the most room for text first. The symbol stands on whole dots of the printer.
func (s Stock) arrangements(side float64, m Module) []arrangement {
	if s.Round {
		return []arrangement{s.roundArrangement(side, m)}
	}
	var all []arrangement
	for _, area := range s.symbolAreas() {
		if min(area.W, area.H) < side {
			continue
		}
		middle := m.snap(Point{area.X, area.Y + (area.H-side)/2})
		top := m.snap(Point{area.X + (area.W-side)/2, area.Y})
		all = append(all,
			arrangement{middle, []field{{Box: s.textBox(middle, side)}}},
			arrangement{top, []field{{Box: s.textBox(top, side), centred: true}}})
	}
	slices.SortStableFunc(all, func(a, b arrangement) int {
		return cmp.Compare(b.fields[0].area(), a.fields[0].area())
	})
	return all
}

// snap moves a point to a dot, up and to the left.
func (m Module) snap(p Point) Point {
	dot := m.MM / float64(m.Dots)
	down := func(mm float64) float64 { return math.Floor(mm/dot+1e-6) * dot }
	return Point{down(p.X), down(p.Y)}
}

// textBox is the largest that a symbol and the scratch field leave.
func (s Stock) textBox(symbol Point, side float64) Box {
	pad := max(padding*min(s.Label.W, s.Label.H), minPadding)
	free := Box{Size: s.Label}.grow(-pad).without(Box{symbol.X, symbol.Y, Size{side, side}}.grow(textGap * pad))
	if s.Scratch != nil {
		var parts []Box
		for _, b := range free {
			parts = append(parts, b.without(s.Scratch.grow(scratchEdge))...)
		}
		free = parts
	}
	if len(free) == 0 {
		return Box{}
	}
	return slices.MaxFunc(free, func(a, b Box) int { return cmp.Compare(a.area(), b.area()) })
}

// roundArrangement has the symbol in the middle of the circle, and text above
// and below it.
func (s Stock) roundArrangement(side float64, m Module) arrangement {
	d := s.Label.W
	symbol := m.snap(Point{(d - side) / 2, (d - side) / 2})
	within := &disc{Point{d / 2, d / 2}, d/2 - discEdge}
	above := Box{0, discEdge, Size{d, symbol.Y - discEdge}}
	below := Box{0, symbol.Y + side, Size{d, d - discEdge - symbol.Y - side}}
	return arrangement{symbol, []field{
		{Box: above, stand: atBottom, centred: true, disc: within},
		{Box: below, stand: atTop, centred: true, disc: within},
	}}
}

// share deals a content out to the fields, in the ways that there are.
func (c content) share(a arrangement) [][][]passage {
	if len(a.fields) == 1 {
		all := slices.Concat([]passage{c.title, c.note, c.maker}, c.lines, []passage{c.serial, c.host})
		return [][][]passage{{passages(all...)}}
	}
	most := int(a.fields[0].H / (tinySize * mmPerPoint)) // lines that may go above
	var ways [][][]passage
	for i := range min(len(c.lines), most) + 1 {
		above := slices.Concat([]passage{c.title, c.note}, c.lines[:i])
		below := slices.Concat([]passage{c.serial}, c.lines[i:], []passage{c.host, c.maker})
		ways = append(ways, [][]passage{passages(above...), passages(below...)})
	}
	return ways
}
