package origincode

import "encoding/base32"

// alphabet is Crockford's base32, upper case, without a check symbol. Bits are
// packed big-endian, the first bit first.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

var crockford = base32.NewEncoding(alphabet).WithPadding(base32.NoPadding)

// values has the number of each character, and 0xFF elsewhere.
var values = func() (v [256]byte) {
	for i := range v {
		v[i] = 0xFF
	}
	for i := range len(alphabet) {
		v[alphabet[i]] = byte(i)
	}
	return v
}()

// appendChars appends the low 5n bits of hi<<64 | lo as n characters.
func appendChars(dst []byte, hi, lo uint64, n int) []byte {
	start := len(dst)
	for range n {
		dst = append(dst, 0)
	}
	for i := len(dst) - 1; i >= start; i-- {
		dst[i] = alphabet[lo&31]
		lo = lo>>5 | hi<<59
		hi >>= 5
	}
	return dst
}

// chars is the reverse, and false if a character is not of the alphabet. At
// most 25 characters fit.
func chars(s string) (hi, lo uint64, ok bool) {
	for i := range len(s) {
		v := values[s[i]]
		if v == 0xFF {
			return 0, 0, false
		}
		hi = hi<<5 | lo>>59
		lo = lo<<5 | uint64(v)
	}
	return hi, lo, true
}

func inAlphabet(s string) bool {
	for i := range len(s) {
		if values[s[i]] == 0xFF {
			return false
		}
	}
	return true
}
