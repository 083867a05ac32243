package qr

// margin is how many light lines lie before, between and behind the strips of
// a grid: as many as rule 3 of the penalties looks at.
const margin = 4

// grid is a square of modules cut into strips of 64 columns, the last one
// narrower. A strip is a word for each row, so that all its columns are worked
// on at once.
type grid []uint64

// stripsOf is how many strips a grid has.
func stripsOf(size int) int { return (size + 63) / 64 }

// gridLen is the number of words of a grid, with its margins.
func gridLen(size int) int { return stripsOf(size)*(size+margin) + margin }

// maxGrid is gridLen(maxSize).
const maxGrid = words*(maxSize+margin) + margin

// strip is the i-th one without its margins.
func (g grid) strip(i, size int) []uint64 {
	start := margin + i*(size+margin)
	return g[start : start+size : start+size]
}

// cell is a place in a grid: the bit in its low six bits, the word above.
type cell uint16

func cellAt(x, y, size int) cell {
	return cell((margin+x/64*(size+margin)+y)<<6 | x%64)
}

func (g grid) add(c cell, bit uint64) { g[c>>6] |= bit << (c & 63) }

// matrix holds the same modules by rows and by columns: what is told of one
// along the strips is told of the other across them.
type matrix struct{ rows, columns grid }

// place is a module in a matrix.
type place struct{ row, column cell }

func placeAt(x, y, size int) place {
	return place{cellAt(x, y, size), cellAt(y, x, size)}
}

func newMatrix(size int) matrix {
	return matrix{make(grid, gridLen(size)), make(grid, gridLen(size))}
}

// add makes a light module dark if bit is 1.
func (m matrix) add(p place, bit uint64) {
	m.rows.add(p.row, bit)
	m.columns.add(p.column, bit)
}

// place adds the codewords' bits, the most significant first, each in its place.
func (m matrix) place(codewords []byte, order []place) {
	for _, codeword := range codewords {
		for i, at := range (*[8]place)(order) {
			m.add(at, uint64(codeword)>>(7-i)&1)
		}
		order = order[8:]
	}
}

// overlay makes m what two matrices of its size are, one laid over the other
// with XOR.
func (m matrix) overlay(a, b matrix) {
	for i := range m.rows {
		m.rows[i] = a.rows[i] ^ b.rows[i]
		m.columns[i] = a.columns[i] ^ b.columns[i]
	}
}
