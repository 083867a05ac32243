package input

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold is a text as it is compared: lower case, one space between words,
// without accents, so that "hoà", "hòa" and "HOA" are the same.
func Fold(text string) string {
	drop := func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r == 'Đ' || r == 'đ':
			return 'd'
		}
		return r
	}
	text = strings.Map(drop, norm.NFD.String(strings.ToValidUTF8(text, "")))
	return strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(text, "\x00", "")), " "))
}
