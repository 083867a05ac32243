package qr

import (
	"fmt"
	"math/bits"
	"slices"
)

// Here symbols are read back, from the standard's text and tables. Of the
// encoder's own tables only the division into blocks is used, which the
// comparison with boombuler attests.

// annexE gives the centres of alignment patterns, from version 2 on.
var annexE = [][]int{
	{6, 18}, {6, 22}, {6, 26}, {6, 30}, {6, 34},
	{6, 22, 38}, {6, 24, 42}, {6, 26, 46}, {6, 28, 50}, {6, 30, 54}, {6, 32, 58}, {6, 34, 62},
	{6, 26, 46, 66}, {6, 26, 48, 70}, {6, 26, 50, 74}, {6, 30, 54, 78}, {6, 30, 56, 82}, {6, 30, 58, 86}, {6, 34, 62, 90},
	{6, 28, 50, 72, 94}, {6, 26, 50, 74, 98}, {6, 30, 54, 78, 102}, {6, 28, 54, 80, 106},
	{6, 32, 58, 84, 110}, {6, 30, 58, 86, 114}, {6, 34, 62, 90, 118},
	{6, 26, 50, 74, 98, 122}, {6, 30, 54, 78, 102, 126}, {6, 26, 52, 78, 104, 130}, {6, 30, 56, 82, 108, 134},
	{6, 34, 60, 86, 112, 138}, {6, 30, 58, 86, 114, 142}, {6, 34, 62, 90, 118, 146},
	{6, 30, 54, 78, 102, 126, 150}, {6, 24, 50, 76, 102, 128, 154}, {6, 28, 54, 80, 106, 132, 158},
	{6, 32, 58, 84, 110, 136, 162}, {6, 26, 54, 82, 110, 138, 166}, {6, 30, 58, 86, 114, 142, 170},
}

// read gives the text of a symbol, or what is wrong with it. It corrects
// nothing: any wrong module is an error.
func read(s Symbol) (string, error) {
	level, mask, err := readFormat(s)
	if err != nil {
		return "", err
	}
	if level != s.Level() || mask != s.Mask() {
		return "", fmt.Errorf("level %v and mask %d, want %v and %d", level, mask, s.Level(), s.Mask())
	}
	if err := checkVersion(s); err != nil {
		return "", err
	}
	data, err := readBlocks(readCodewords(s, mask), protectionOf(s.Version(), level))
	if err != nil {
		return "", err
	}
	r := bitReader{data: data}
	return r.text(s.Version())
}

// divides tells whether a polynomial over GF(2) divides a code.
func divides(generator, code uint) bool {
	for bits.Len(code) >= bits.Len(generator) {
		code ^= generator << (bits.Len(code) - bits.Len(generator))
	}
	return code == 0
}

// module is 1 for a dark one.
func module(s Symbol, x, y int) uint {
	if s.Dark(x, y) {
		return 1
	}
	return 0
}

// readFormat reads both copies of the format information (figure 25).
func readFormat(s Symbol) (Level, int, error) {
	var code, other uint
	for bit := range 15 {
		x, y := 8, bit
		switch {
		case bit > 8:
			x, y = 14-bit, 8
		case bit == 8:
			x, y = 7, 8
		case bit > 5:
			y = bit + 1
		}
		code |= module(s, x, y) << bit
		if bit < 8 {
			x, y = s.Size()-1-bit, 8
		} else {
			x, y = 8, s.Size()-15+bit
		}
		other |= module(s, x, y) << bit
	}
	code, other = code^0x5412, other^0x5412
	if code != other || !divides(0x537, code) {
		return 0, 0, fmt.Errorf("format information %015b and %015b", code, other)
	}
	return [...]Level{M, L, H, Q}[code>>13], int(code >> 10 & 7), nil
}

// checkVersion reads both copies of the version information (figure 26).
func checkVersion(s Symbol) error {
	if s.Version() < 7 {
		return nil
	}
	var code, other uint
	for bit := range 18 {
		code |= module(s, bit/3, s.Size()-11+bit%3) << bit
		other |= module(s, s.Size()-11+bit%3, bit/3) << bit
	}
	if code != other || !divides(0x1F25, code) || int(code>>12) != s.Version() {
		return fmt.Errorf("version information %018b and %018b", code, other)
	}
	return nil
}

// isFunction tells the modules that hold no codewords.
func isFunction(x, y, version int) bool {
	size := 17 + 4*version
	if x < 9 && y < 9 || x < 9 && y >= size-8 || x >= size-8 && y < 9 || x == 6 || y == 6 {
		return true // finders with separators and format information, timing
	}
	if version >= 7 && (x < 6 && y >= size-11 || y < 6 && x >= size-11) {
		return true
	}
	if version == 1 {
		return false
	}
	lines := annexE[version-2]
	i := slices.IndexFunc(lines, func(centre int) bool { return max(x-centre, centre-x) <= 2 })
	j := slices.IndexFunc(lines, func(centre int) bool { return max(y-centre, centre-y) <= 2 })
	if i < 0 || j < 0 {
		return false
	}
	last := len(lines) - 1
	return i+j != 0 && (i != 0 || j != last) && (i != last || j != 0) // where the finders are
}

// isMasked is table 10; i is the row.
func isMasked(mask, j, i int) bool {
	return [...]bool{
		(i+j)%2 == 0,
		i%2 == 0,
		j%3 == 0,
		(i+j)%3 == 0,
		(i/2+j/3)%2 == 0,
		i*j%2+i*j%3 == 0,
		(i*j%2+i*j%3)%2 == 0,
		((i+j)%2+i*j%3)%2 == 0,
	}[mask]
}

// readCodewords goes in pairs of columns from the right, upwards first.
func readCodewords(s Symbol, mask int) []byte {
	var codewords []byte
	value, n, size := uint(0), 0, s.Size()
	for pair := range (size - 1) / 2 {
		right := size - 1 - 2*pair
		if right <= 6 {
			right--
		}
		for i := range 2 * size {
			x, y := right-i%2, i/2
			if pair%2 == 0 {
				y = size - 1 - y
			}
			if isFunction(x, y, s.Version()) {
				continue
			}
			value = value<<1 | module(s, x, y)
			if isMasked(mask, x, y) {
				value ^= 1
			}
			if n++; n%8 == 0 {
				codewords = append(codewords, byte(value))
			}
		}
	}
	return codewords
}

// readBlocks gives the data of all blocks, one after another.
func readBlocks(codewords []byte, p protection) ([]byte, error) {
	blocks := make([][]byte, p.blocks)
	n := len(codewords) - p.ecc*p.blocks
	for i, codeword := range codewords[:n] {
		b := i % p.blocks
		if i >= n/p.blocks*p.blocks { // only the last blocks have one more
			b += p.blocks - n%p.blocks
		}
		blocks[b] = append(blocks[b], codeword)
	}
	for i, codeword := range codewords[n:] {
		blocks[i%p.blocks] = append(blocks[i%p.blocks], codeword)
	}
	var data []byte
	for i, block := range blocks {
		for root, power := byte(1), 0; power < p.ecc; root, power = times(root, 2), power+1 {
			if v := evaluate(block, root); v != 0 {
				return nil, fmt.Errorf("block %d of %d: syndrome %d is %#x", i, p.blocks, power, v)
			}
		}
		data = append(data, block[:len(block)-p.ecc]...)
	}
	return data, nil
}

// evaluate gives the value of a polynomial, highest coefficient first, at x.
func evaluate(polynomial []byte, x byte) (sum byte) {
	for _, coefficient := range polynomial {
		sum = times(sum, x) ^ coefficient
	}
	return sum
}

// times multiplies in the field of 7.5.2.
func times(a, b byte) (product byte) {
	for ; b > 0; b >>= 1 {
		product ^= -(b & 1) & a
		a = a<<1 ^ -(a>>7)&0x1D
	}
	return product
}
