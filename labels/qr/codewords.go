package qr

// bitWriter packs bits into codewords, the most significant first.
type bitWriter struct {
	codewords [maxData]byte
	whole     int    // how many codewords are complete
	rest      uint64 // its low bits are not yet in a codeword
	n         int    // how many: fewer than 8 between calls
}

// write adds the n lowest bits of a value that has no more.
func (w *bitWriter) write(value uint64, n int) {
	w.rest = w.rest<<n | value
	for w.n += n; w.n >= 8; w.whole++ {
		w.n -= 8
		w.codewords[w.whole] = byte(w.rest >> w.n)
	}
}

// pad ends the text with four zero bits, as far as there is room, and fills up
// to n codewords (ISO/IEC 18004, 7.4.9 and 7.4.10).
func (w *bitWriter) pad(n int) []byte {
	w.write(0, min(4, 8*(n-w.whole)-w.n))
	w.write(0, -w.n&7)
	for filler := uint64(0xEC); w.whole < n; filler ^= 0xEC ^ 0x11 {
		w.write(filler, 8)
	}
	return w.codewords[:n]
}

// interleave divides data into blocks, finds the error correction of each, and
// puts all in the order that they are placed in: the first codewords of every
// block, then the second ones, and so on. Where the division leaves a rest, the
// last blocks have a codeword more (7.5 and 7.6).
func interleave(out, data []byte, p protection) {
	short, longer := len(data)/p.blocks, p.blocks-len(data)%p.blocks
	ecc := out[len(data):]
	divide := divisorOf(p.ecc)
	for b := range p.blocks {
		n := short
		if b >= longer {
			out[short*p.blocks+b-longer] = data[n]
			n++
		}
		for i, codeword := range data[:short] {
			out[i*p.blocks+b] = codeword
		}
		rest := divide.remainder(data[:n])
		for i := range p.ecc {
			ecc[i*p.blocks+b] = rest.at(i)
		}
		data = data[n:]
	}
}
