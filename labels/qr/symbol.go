// Package qr encodes QR Code symbols (ISO/IEC 18004:2015) in bulk: some ten
// microseconds each, where a million differ in a serial.
//
//   - A symbol says its text and nothing else: printable ASCII, with no ECI and
//     no Kanji, so every reader reads the same.
//   - The text takes the fewest bits that numeric, alphanumeric and byte segments
//     can hold it in. So a symbol is never larger than need be, and a digit never
//     takes more room than a letter would in its place.
//   - The mask is the one of the lowest penalty, of equals the first. Equal texts
//     and options make equal symbols, today and when a code is printed again.
//   - Symbols of one run look alike: see Worst and Options.Version.
//   - A symbol has no quiet zone: who draws it leaves 4 modules free on each side.
//
// Text becomes segments (segment.go), these codewords (codewords.go,
// reedsolomon.go), these are placed in the modules that the version leaves free
// (layout.go, matrix.go), and a mask is laid over them (mask.go, penalty.go).
// What symbols of a version and level have in common is made when one is first
// wanted, in 0.1 to 2 ms, and kept: 20 kB for version 7, 7 MB for all there are.
package qr

import (
	"iter"
	"math/bits"
	"strings"
)

// words is how many 64-bit words hold a row of the largest symbol, 177 modules.
const words = 3

// Row is a row of modules: column x is bit x%64 of word x/64, one for dark.
type Row [words]uint64

func (r *Row) set(x int)      { r[x/64] |= 1 << (x % 64) }
func (r *Row) has(x int) bool { return r[x/64]>>(x%64)&1 == 1 }

// Symbol is a matrix of modules, without its quiet zone. It does not change.
type Symbol struct {
	version int
	mask    int
	level   Level
	rows    []Row
}

// Size is the number of modules on a side: 21 to 177.
func (s Symbol) Size() int { return len(s.rows) }

// Version is from 1 (21 modules) to 40 (177 modules).
func (s Symbol) Version() int { return s.version }

// Mask is the number of the data mask, 0 to 7 (ISO/IEC 18004, 7.8.2).
func (s Symbol) Mask() int { return s.mask }

// Level is the error correction that was taken.
func (s Symbol) Level() Level { return s.level }

// Row is the y-th row from the top.
func (s Symbol) Row(y int) Row { return s.rows[y] }

// Dark tells the colour of the module in column x of row y. Outside the symbol
// all is light.
func (s Symbol) Dark(x, y int) bool {
	return x >= 0 && x < len(s.rows) && y >= 0 && y < len(s.rows) && s.rows[y].has(x)
}

// String draws the matrix, a line a row, a # for a dark module.
func (s Symbol) String() string {
	var b strings.Builder
	for y := range s.rows {
		for x := range s.rows {
			if s.Dark(x, y) {
				b.WriteByte('#')
			} else {
				b.WriteByte('.')
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Run is N dark modules side by side, from column X of row Y.
type Run struct{ X, Y, N int }

// Runs gives the dark modules row by row, those side by side joined: drawn as
// one shape they show no seams, and take less room.
func (s Symbol) Runs() iter.Seq[Run] {
	return func(yield func(Run) bool) {
		for y := range s.rows {
			if !s.rows[y].runs(y, yield) {
				return
			}
		}
	}
}

// runs yields the runs of row y. The colour changes where a module differs from
// the one before it; outside all is light, so every second change ends a run.
func (r *Row) runs(y int, yield func(Run) bool) bool {
	start, inside := 0, false
	var before uint64 // the last module of the word before
	for i, word := range r {
		for changes := word ^ (word<<1 | before); changes != 0; changes &= changes - 1 {
			x := 64*i + bits.TrailingZeros64(changes)
			if inside && !yield(Run{start, y, x - start}) {
				return false
			}
			start, inside = x, !inside
		}
		before = word >> 63
	}
	return true
}
