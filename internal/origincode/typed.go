package origincode

import (
	"strings"

	"temgoc/internal/gs1"
)

// TypedSerial makes what a person typed from a label into a serial: lower case,
// spaces, hyphens and dots are fine, O is read as 0, I and L as 1. It is false
// if the result has not the length of a serial of ours, and empty besides if it
// has a character that none has.
func TypedSerial(text string) (string, bool) {
	b := make([]byte, 0, len(text))
	for _, r := range text {
		switch {
		case strings.ContainsRune(" -.\t\u00a0", r):
			continue
		case r == 'o' || r == 'O':
			r = '0'
		case strings.ContainsRune("iIlL", r):
			r = '1'
		case 'a' <= r && r <= 'z':
			r -= 'a' - 'A'
		}
		if r > 'Z' || values[byte(r)] == 0xFF {
			return "", false
		}
		b = append(b, byte(r))
	}
	return string(b), len(b) == CompactLength || len(b) == SealedLength
}

// OpenSerial checks a compact serial alone against a product.
func (r *Ring) OpenSerial(gtin gs1.GTIN, serial string) (Code, error) {
	c, err := unitShape(Code{GTIN: gtin}, serial, "", nil)
	if err != nil {
		return c, err
	}
	return r.check(c)
}
