package qr

import (
	"math"
	"sync"
)

// masks tell which modules a data mask turns over (ISO/IEC 18004, table 10).
var masks = [...]func(x, y int) bool{
	func(x, y int) bool { return (y+x)%2 == 0 },
	func(_, y int) bool { return y%2 == 0 },
	func(x, _ int) bool { return x%3 == 0 },
	func(x, y int) bool { return (y+x)%3 == 0 },
	func(x, y int) bool { return (y/2+x/3)%2 == 0 },
	func(x, y int) bool { return y*x%2+y*x%3 == 0 },
	func(x, y int) bool { return (y*x%2+y*x%3)%2 == 0 },
	func(x, y int) bool { return ((y+x)%2+y*x%3)%2 == 0 },
}

// overlays hold for each mask all that a symbol of a version and level has
// besides its codewords: the mask where they are placed, and the patterns and
// information elsewhere. Laid over the codewords with XOR they make a symbol.
type overlays [len(masks)]matrix

// allOverlays are made when first wanted.
var allOverlays [versions][4]struct {
	once sync.Once
	*overlays
}

func overlaysOf(version int, level Level) *overlays {
	o := &allOverlays[version-1][level-L]
	o.once.Do(func() { o.overlays = newOverlays(layoutOf(version), level) })
	return o.overlays
}

func newOverlays(l *layout, level Level) *overlays {
	var o overlays
	for i, mask := range masks {
		o[i] = newMatrix(l.size)
		for y := range l.size {
			for x := range l.size {
				if l.dark[y].has(x) || !l.reserved[y].has(x) && mask(x, y) {
					o[i].add(placeAt(x, y, l.size), 1)
				}
			}
		}
		o[i].addFormat(l.size, level, i)
	}
	return &o
}

// best is the mask under which a symbol of the given size has the lowest
// penalty; of equals the first (7.8.3).
func (o *overlays) best(placed matrix, size int) int {
	var rows, columns [maxGrid]uint64
	m := matrix{rows[:len(placed.rows)], columns[:len(placed.rows)]}
	best, least := 0, math.MaxInt
	for mask := range o {
		m.overlay(placed, o[mask])
		if points := m.penalty(size); points < least {
			best, least = mask, points
		}
	}
	return best
}

const formatBits = 15

// addFormat adds both copies of the format information (7.9).
func (m matrix) addFormat(size int, level Level, mask int) {
	code := bch(level.indicator()<<3|mask, 10, 0b101_0011_0111) ^ 0b101_0100_0001_0010
	for i, p := range formatPoints(size) {
		bit := uint64(code >> (formatBits - 1 - i) & 1)
		m.add(placeAt(p[0], p[1], size), bit)
		m.add(placeAt(p[2], p[3], size), bit)
	}
}

// formatPoints gives x and y of both copies of each bit of the format
// information, from the highest: round the corner of the upper left finder, and
// up beside the lower left one and then along the upper right one.
func formatPoints(size int) (points [formatBits][4]int) {
	for i := range formatBits {
		p := &points[i]
		switch {
		case i < 6:
			p[0], p[1] = i, 8
		case i < 8:
			p[0], p[1] = i+1, 8
		case i == 8:
			p[0], p[1] = 8, 7
		default:
			p[0], p[1] = 8, formatBits-1-i
		}
		if i < 7 {
			p[2], p[3] = 8, size-1-i
		} else {
			p[2], p[3] = size-formatBits+i, 8
		}
	}
	return points
}
