// Package labels turns plain data into things to print. A Design set on a Stock
// is a Template; its labels come as PDF, SVG, PNG, ZPL and TSPL, lists of codes
// as CSV and XLSX, cartons with the bars that trade scans, and a calibration
// sheet tells what a printer is able to do. It knows no product and no rule:
// what to say on a label is the caller's business.
//
// What it promises:
//   - A symbol says exactly the code it was given, byte for byte.
//   - Every picture of a symbol has its quiet zone, and no module is printed
//     smaller than GS1 allows (MinModule).
//   - Nothing is clipped. A name may be shortened with an ellipsis; a code, a
//     serial or a line that does not fit is an error.
//   - Text is text, never markup: no input can end a string, a tag or a cell.
//   - The same input gives the same bytes: no clock, no randomness, no state.
package labels

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Group splits a serial for reading aloud and typing: in fives where that comes
// out even and fours do not (10 characters), in fours otherwise (20 characters).
func Group(serial string) string {
	letters, size := []rune(serial), 4
	if len(letters)%4 != 0 && len(letters)%5 == 0 {
		size = 5
	}
	var b strings.Builder
	for i, r := range letters {
		if i > 0 && i%size == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// clean makes s fit to be drawn: one line of composed letters, because the PDF
// writer places no combining marks, without controls and without the invisible
// format characters that reorder text.
func clean(s string) string {
	s = strings.Map(printable, norm.NFC.String(s))
	return strings.Join(strings.Fields(s), " ")
}

func printable(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.Is(unicode.C, r):
		return -1
	case r > 0xFFFF: // the PDF writer's strings are UCS-2, without surrogates
		return unicode.ReplacementChar
	}
	return r
}
