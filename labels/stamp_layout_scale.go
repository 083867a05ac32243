package labels

import "math"

// leastSerial is less than leastSize: capitals and digits are larger than
// letters.
const leastSerial = 3.8 // points

// scale is how large passages are set, and what may be done to them.
type scale struct {
	base  float64 // points, of plain lines
	most  float64 // the largest ratio to them
	worst bool    // as a last resort: words may break, names be shortened
}

func (s scale) size(p passage) float64 {
	size := s.base * min(p.ratio, s.most)
	if p.serial {
		return max(size, min(s.base, leastSerial))
	}
	return size
}

// gaps are the distances to try above a passage that stands apart, in ems of its
// size.
func (s scale) gaps() []float64 {
	const apart, none = 0.4, 0
	switch {
	case s.tiny():
		return []float64{none}
	case s.worst && s.base == leastSize:
		return []float64{apart, none}
	}
	return []float64{apart}
}

// tiny tells whether lines stand close together, to save room.
func (s scale) tiny() bool { return s.base < leastSize }

func (s scale) may(p passage) may {
	if s.worst {
		return p.atWorst()
	}
	return mayNothing
}

// least is the height of passages of one line each, in mm.
func (s scale) least(all []passage) float64 {
	height := 0.0
	for _, p := range all {
		up, down := p.room(s)
		height += (up + down) * s.size(p) * mmPerPoint
	}
	return height
}

// scales begin with the largest: first with a title that stands out, then with
// one that does not.
func scales(from, to float64) []scale {
	var all []scale
	for base := from; base > to-sizeStep/2; base -= sizeStep {
		all = append(all, scale{base: base, most: math.Inf(1)}, scale{base: base, most: 1})
	}
	return all
}

// worstScales do not make a title larger: so more of it is there.
func worstScales(from, to float64) []scale {
	var all []scale
	for base := from; base > to-sizeStep/2; base -= sizeStep {
		all = append(all, scale{base: base, most: 1, worst: true})
	}
	return all
}
