package input

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Line cleans a text of one line: NFC, so that the two ways to write "ế" are
// one, and no space around it. It adds a fault if the text has fewer than min
// or more than max characters, or one that cannot be shown.
func (e *Errors) Line(field, s string, min, max int) string {
	return e.text(field, s, min, max, isHidden)
}

// Text is like Line, and may have several lines; they end in \n.
func (e *Errors) Text(field, s string, min, max int) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return e.text(field, s, min, max, func(r rune) bool {
		return r != '\n' && isHidden(r)
	})
}

func (e *Errors) text(field, s string, min, max int, refused func(rune) bool) string {
	s = strings.TrimSpace(norm.NFC.String(s))
	length := utf8.RuneCountInString(s)
	switch {
	case !utf8.ValidString(s) || strings.ContainsFunc(s, refused):
		e.Add(field, "text.bad_character")
	case length < min && length == 0:
		e.Add(field, "text.missing")
	case length < min:
		e.Add(field, "text.too_short")
	case length > max:
		e.Add(field, "text.too_long")
	}
	return s
}

// isHidden refuses control characters and those that turn the direction of the
// text around them (UAX #9), which make a name read as another.
func isHidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) ||
		r == '\u2028' || r == '\u2029'
}
