package qr

import "sync"

// layout is what all symbols of a version have in common.
type layout struct {
	version, size int
	reserved      []Row   // function patterns, format and version information
	dark          []Row   // the dark modules among them, save those of the format
	order         []place // of the bits of all codewords
}

// layouts are made when first wanted.
var layouts [versions]struct {
	once sync.Once
	*layout
}

func layoutOf(version int) *layout {
	l := &layouts[version-1]
	l.once.Do(func() { l.layout = newLayout(version) })
	return l.layout
}

func newLayout(version int) *layout {
	size := sizeOf(version)
	l := &layout{version: version, size: size, reserved: make([]Row, size), dark: make([]Row, size)}
	l.setFinders()
	l.setAlignment()
	l.setTiming()
	l.setVersion()
	for _, p := range formatPoints(size) {
		l.set(p[0], p[1], false)
		l.set(p[2], p[3], false)
	}
	l.set(8, size-8, true) // the one that is dark in every symbol
	l.order = l.zigzag()
	return l
}

// set reserves a module.
func (l *layout) set(x, y int, dark bool) {
	l.reserved[y].set(x)
	if dark {
		l.dark[y].set(x)
	}
}

// setRings sets square rings of one colour each round a centre, of which
// dark[i] is the colour of the one at distance i. What lies outside the symbol
// is left out.
func (l *layout) setRings(x, y int, dark ...bool) {
	far := len(dark) - 1
	for dy := -far; dy <= far; dy++ {
		for dx := -far; dx <= far; dx++ {
			if x, y := x+dx, y+dy; min(x, y) >= 0 && max(x, y) < l.size {
				l.set(x, y, dark[max(dx, -dx, dy, -dy)])
			}
		}
	}
}

// setFinders sets the finder patterns with their separators (ISO/IEC 18004,
// 6.3.3 and 6.3.4).
func (l *layout) setFinders() {
	far := l.size - 4
	l.setRings(3, 3, true, true, false, true, false)
	l.setRings(far, 3, true, true, false, true, false)
	l.setRings(3, far, true, true, false, true, false)
}

// setAlignment sets the alignment patterns, save where finders are (6.3.6).
func (l *layout) setAlignment() {
	lines := alignmentLines(l.version)
	for _, y := range lines {
		for _, x := range lines {
			if !l.reserved[y].has(x) {
				l.setRings(x, y, true, false, true)
			}
		}
	}
}

// alignmentLines are the rows, and the columns, of the centres of alignment
// patterns: 6, and from the far edge on in even steps (annex E).
func alignmentLines(version int) []int {
	if version == 1 {
		return nil
	}
	gaps := version/7 + 1
	first, last := 6, sizeOf(version)-7
	step := (last - first + gaps - 1) / gaps // rounded up to an even number
	step += step % 2
	if version == 32 {
		step = 26 // the one exception
	}
	lines := []int{first}
	for i := gaps - 1; i >= 0; i-- {
		lines = append(lines, last-i*step)
	}
	return lines
}

// setTiming sets the lines of alternating modules, which agree with the
// alignment patterns they cross (6.3.5).
func (l *layout) setTiming() {
	for i := 8; i < l.size-8; i++ {
		l.set(i, 6, i%2 == 0)
		l.set(6, i, i%2 == 0)
	}
}

// setVersion sets both copies of the version information (7.10).
func (l *layout) setVersion() {
	if l.version < 7 {
		return
	}
	code := bch(l.version, 12, 0b1_1111_0010_0101)
	for i := range 18 {
		near, far, dark := i/3, l.size-11+i%3, code>>i&1 == 1
		l.set(near, far, dark)
		l.set(far, near, dark)
	}
}

// bch appends to data the check bits of a cyclic code with a generator of the
// given degree.
func bch(data, degree, generator int) int {
	rest := data
	for range degree {
		rest <<= 1
		if rest>>degree&1 == 1 {
			rest ^= generator
		}
	}
	return data<<degree | rest
}

// zigzag goes through the free modules in the order of the codewords: up and
// down in stripes of two columns from the right, over the vertical timing
// pattern as if it was not there (7.7.3). Of what remains after the last
// codeword nothing is told.
func (l *layout) zigzag() []place {
	bits := 8 * codewords(l.version)
	order := make([]place, 0, bits+7) // up to 7 remain
	up := true
	for right := l.size - 1; right > 0; right -= 2 {
		if right == 6 {
			right--
		}
		for i := range l.size {
			y := i
			if up {
				y = l.size - 1 - i
			}
			for _, x := range [...]int{right, right - 1} {
				if !l.reserved[y].has(x) {
					order = append(order, placeAt(x, y, l.size))
				}
			}
		}
		up = !up
	}
	return order[:bits]
}
