package qr

import (
	"fmt"
	"strings"
)

// bitReader reads data from the highest bit of each codeword on.
type bitReader struct {
	data []byte
	at   int // bits
}

func (r *bitReader) left() int { return 8*len(r.data) - r.at }

// read gives a number of n bits; past the end there are zeros.
func (r *bitReader) read(n int) (value int) {
	for range n {
		value <<= 1
		if r.left() > 0 {
			value |= int(r.data[r.at/8]>>(7-r.at%8)) & 1
		}
		r.at++
	}
	return value
}

// text reads all segments, and checks the padding after them.
func (r *bitReader) text(version int) (string, error) {
	var text strings.Builder
	for {
		switch indicator := r.read(4); indicator {
		case 0b0000:
			return text.String(), r.checkPadding()
		case 0b0001:
			r.numeric(&text, r.read(countBits(version, 10, 12, 14)))
		case 0b0010:
			r.alphanumeric(&text, r.read(countBits(version, 9, 11, 13)))
		case 0b0100:
			for range r.read(countBits(version, 8, 16, 16)) {
				text.WriteByte(byte(r.read(8)))
			}
		default:
			return "", fmt.Errorf("mode %04b after %q", indicator, &text)
		}
		if r.left() < 0 {
			return "", fmt.Errorf("data ends in a segment: %q", &text)
		}
	}
}

func countBits(version, small, middle, large int) int {
	switch {
	case version < 10:
		return small
	case version < 27:
		return middle
	}
	return large
}

func (r *bitReader) numeric(text *strings.Builder, n int) {
	for ; n >= 3; n -= 3 {
		fmt.Fprintf(text, "%03d", r.read(10))
	}
	switch n {
	case 2:
		fmt.Fprintf(text, "%02d", r.read(7))
	case 1:
		fmt.Fprintf(text, "%d", r.read(4))
	}
}

func (r *bitReader) alphanumeric(text *strings.Builder, n int) {
	const table5 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
	for ; n >= 2; n -= 2 {
		pair := r.read(11)
		text.WriteByte(table5[pair/45%45])
		text.WriteByte(table5[pair%45])
	}
	if n == 1 {
		text.WriteByte(table5[r.read(6)%45])
	}
}

// checkPadding comes after the terminator, which may be cut off by the end.
func (r *bitReader) checkPadding() error {
	if bits := -r.at & 7; r.left() > 0 && r.read(bits) != 0 {
		return fmt.Errorf("bits of padding before codeword %d", r.at/8)
	}
	for i := 0; r.left() > 0; i++ {
		if pad := r.read(8); pad != [...]int{0xEC, 0x11}[i%2] {
			return fmt.Errorf("codeword %d of padding is %#x", i, pad)
		}
	}
	return nil
}
