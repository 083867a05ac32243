package qr

import (
	"math"
	"math/bits"
)

// Points of the rules by which masks are compared (ISO/IEC 18004, table 11).
const (
	runPoints     = 3  // N1: for five modules of a colour in line, and 1 for each more
	squarePoints  = 3  // N2: for four of a colour in a square, also if squares overlap
	finderPoints  = 40 // N3: for what looks like a finder pattern
	balancePoints = 10 // N4: for every whole 5 % that the dark part is off 50 %
)

// penalty is the sum of all rules over a symbol. What lies outside, the quiet
// zone, counts as light.
func (m matrix) penalty(size int) int {
	points := m.rows.balance(size) + m.rows.finders() + m.columns.finders()
	last := stripsOf(size) - 1
	for i := range last {
		rows, columns := m.rows.strip(i, size), m.columns.strip(i, size)
		points += runs(rows, all) + runs(columns, all)
		points += squares(rows, m.rows.strip(i+1, size), all)
	}
	rows, columns := m.rows.strip(last, size), m.columns.strip(last, size)
	valid := uint64(1)<<(size%64) - 1 // no size is a multiple of 64
	points += runs(rows, valid) + runs(columns, valid)
	return points + squares(rows, rows, valid>>1) // the last column has none beside it
}

// all are the columns of a strip that is not the last.
const all = math.MaxUint64

// runs is rule 1 down the valid columns of a strip. In a run of n modules, at
// least five, n-4 of them end five alike, and one of these is the first.
func runs(strip []uint64, valid uint64) int {
	fives, firsts := 0, 0
	var alike1, alike2, alike3 uint64 // pairs of lines alike: one line above, two and three
	var above uint64                  // ends of five alike, one line above
	for y := 1; y < len(strip); y++ {
		alike := ^(strip[y] ^ strip[y-1]) & valid
		five := alike & alike1 & alike2 & alike3
		fives += bits.OnesCount64(five)
		firsts += bits.OnesCount64(five &^ above)
		alike1, alike2, alike3, above = alike, alike1, alike2, five
	}
	return fives + (runPoints-1)*firsts
}

// squares is rule 2 for the squares that have their left side in the valid
// columns of a strip. The strip to the right of it is next.
func squares(strip, next []uint64, valid uint64) int {
	n := 0
	var line, above uint64 // one line above, and its modules that are as the one to the right
	for y, right := range next[:len(strip)] {
		beside := ^(strip[y] ^ (strip[y]>>1 | right<<63)) & valid
		n += bits.OnesCount64(beside & above &^ (strip[y] ^ line))
		line, above = strip[y], beside
	}
	return squarePoints * n
}

// finders is rule 3 down the columns of a grid: dark and light 1:1:3:1:1 with
// four light modules before or after. No pattern reaches over the margin
// between two strips.
func (g grid) finders() int {
	n := 0
	for ; len(g) >= margin+7+margin; g = g[1:] {
		w := g[: margin+7+margin : margin+7+margin]
		pattern := w[4] &^ w[5] & w[6] & w[7] & w[8] &^ w[9] & w[10]
		if pattern != 0 {
			before, after := w[0]|w[1]|w[2]|w[3], w[11]|w[12]|w[13]|w[14]
			n += bits.OnesCount64(pattern &^ (before & after))
		}
	}
	return finderPoints * n
}

// balance is rule 4.
func (g grid) balance(size int) int {
	dark, total := 0, size*size
	for _, w := range g {
		dark += bits.OnesCount64(w)
	}
	off := 20*dark - 10*total // in twentieths
	return max(off, -off) / total * balancePoints
}
