package qr

import (
	"sync"

	"github.com/boombuler/barcode/utils"
)

// remainder is a polynomial over GF(2^8) of degree below 32. Its highest
// coefficient is the top byte of the first word, wherever its degree begins:
// so the rest of a division by a polynomial of degree n is in the first n
// bytes, and zeros follow.
type remainder [4]uint64

func (r *remainder) at(i int) byte { return byte(r[i/8] >> (56 - i%8*8)) }

// divisor is a generator polynomial of some degree n. It holds for every byte
// the rest of byte·x^n.
type divisor [256]remainder

// maxECC is the highest degree that a generator polynomial has here.
const maxECC = 30

// divisors are made when first wanted.
var divisors [maxECC + 1]struct {
	once sync.Once
	divisor
}

func divisorOf(ecc int) *divisor {
	d := &divisors[ecc]
	d.once.Do(func() {
		// The field of ISO/IEC 18004, 7.5.2: modulo x^8+x^4+x^3+x^2+1, with
		// generators that begin with the root 2^0.
		rs := utils.NewReedSolomonEncoder(utils.NewGaloisField(0b1_0001_1101, 256, 0))
		for c := range d.divisor {
			for i, coefficient := range rs.Encode([]int{c}, ecc) {
				d.divisor[c][i/8] |= uint64(coefficient) << (56 - i%8*8)
			}
		}
	})
	return &d.divisor
}

// remainder divides data·x^n: it gives the codewords of error correction.
func (d *divisor) remainder(data []byte) remainder {
	var r0, r1, r2, r3 uint64
	for _, codeword := range data {
		t := &d[codeword^byte(r0>>56)]
		r0 = r0<<8 | r1>>56
		r1 = r1<<8 | r2>>56
		r2 = r2<<8 | r3>>56
		r3 = r3 << 8
		r0, r1, r2, r3 = r0^t[0], r1^t[1], r2^t[2], r3^t[3]
	}
	return remainder{r0, r1, r2, r3}
}
