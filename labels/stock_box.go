package labels

// Box is a rectangle, in mm from the top left corner of what it is on.
type Box struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	Size
}

func (b Box) right() float64  { return b.X + b.W }
func (b Box) bottom() float64 { return b.Y + b.H }
func (b Box) area() float64   { return max(b.W, 0) * max(b.H, 0) }

// grow moves every side out, or in by less than nothing.
func (b Box) grow(mm float64) Box {
	return Box{b.X - mm, b.Y - mm, Size{b.W + 2*mm, b.H + 2*mm}}
}

// touches tells whether two boxes have more than an edge in common.
func (b Box) touches(o Box) bool {
	return b.X < o.right() && o.X < b.right() && b.Y < o.bottom() && o.Y < b.bottom()
}

// within tells whether b lies in o, but for a hundredth of a millimetre:
// measures add up inexactly.
func (b Box) within(o Box) bool {
	o = o.grow(0.01)
	return b.X >= o.X && b.Y >= o.Y && b.right() <= o.right() && b.bottom() <= o.bottom()
}

// without gives the largest boxes of b that another leaves free: those beside
// it, above and below.
func (b Box) without(o Box) []Box {
	if !b.touches(o) {
		return []Box{b}
	}
	var free []Box
	for _, part := range []Box{
		{o.right(), b.Y, Size{b.right() - o.right(), b.H}},
		{b.X, o.bottom(), Size{b.W, b.bottom() - o.bottom()}},
		{b.X, b.Y, Size{o.X - b.X, b.H}},
		{b.X, b.Y, Size{b.W, o.Y - b.Y}},
	} {
		if part.W > 0 && part.H > 0 {
			free = append(free, part)
		}
	}
	return free
}
