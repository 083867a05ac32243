package web

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"temgoc/internal/input"
)

// claimsStars tells whether a text that a producer may write freely says, or
// draws, what only a certificate gives: that goods have stars of OCOP. It errs
// towards yes, since whoever reads a label cannot tell who wrote it.
func claimsStars(text string) bool {
	text = norm.NFKC.String(text) // full-width and circled letters are letters
	if strings.ContainsFunc(text, isStar) {
		return true
	}
	letters := strings.Map(plainLetter, input.Fold(text))
	for _, claim := range []string{"ocop", "sao", "star"} {
		if strings.Contains(letters, claim) {
			return true
		}
	}
	return false
}

// plainLetter is the Latin letter that r is, or looks like in print; what
// stands between letters is dropped.
func plainLetter(r rune) rune {
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return -1
	}
	if plain, ok := lookalikes[r]; ok {
		return plain
	}
	return r
}

// lookalikes of the letters of the words that are looked for: zero, Greek,
// Cyrillic and small capitals, as input.Fold leaves them.
var lookalikes = map[rune]rune{
	'0': 'o', 'ο': 'o', 'σ': 'o', 'о': 'o', 'ᴏ': 'o', 'ө': 'o', 'ɵ': 'o', 'ø': 'o', 'օ': 'o',
	'с': 'c', 'ϲ': 'c', 'ᴄ': 'c', 'ȼ': 'c',
	'ρ': 'p', 'р': 'p', 'ᴘ': 'p', 'þ': 'p',
	'α': 'a', 'а': 'a', 'ᴀ': 'a', 'ɑ': 'a',
	'ѕ': 's', 'ꜱ': 's', 'ʂ': 's',
	'τ': 't', 'т': 't', 'ᴛ': 't',
	'ʀ': 'r', 'г': 'r',
}

func isStar(r rune) bool { return unicode.Is(stars, r) }

// stars are the characters that are drawn as one, asterisks among them.
var stars = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x002A, 0x002A, 1}, {0x066D, 0x066D, 1}, {0x2042, 0x2042, 1}, {0x204E, 0x204E, 1},
		{0x2051, 0x2051, 1}, {0x2217, 0x2217, 1}, {0x229B, 0x229B, 1}, {0x22C6, 0x22C6, 1},
		{0x235F, 0x235F, 1}, {0x2363, 0x2363, 1}, {0x2605, 0x2606, 1}, {0x262A, 0x262A, 1},
		{0x269D, 0x269D, 1}, {0x2721, 0x274B, 1}, {0x2B50, 0x2B52, 1}, {0x2BE8, 0x2BE8, 1},
		{0x2BEA, 0x2BEB, 1}, {0xFE61, 0xFE61, 1}, {0xFF0A, 0xFF0A, 1},
	},
	R32: []unicode.Range32{
		{0x1F31F, 0x1F320, 1}, {0x1F52F, 0x1F52F, 1}, {0x1F7B0, 0x1F7D8, 1}, {0x1F929, 0x1F929, 1},
	},
	LatinOffset: 1,
}
