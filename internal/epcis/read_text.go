package epcis

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// text reads a string. One without escapes is a part of the document and not
// copied.
func (s *scanner) text() string {
	s.at++
	text := s.plain()
	if s.atEscape() {
		text = s.escaped(text)
	}
	switch {
	case s.at == len(s.in):
		s.fail("a text has no closing quote")
	case s.in[s.at] != '"':
		s.fail("a line break or another control character is inside of a text; write it as an escape such as \\n")
	default:
		s.at++
	}
	return text
}

// plain is what comes before the next byte that is special inside of a text.
func (s *scanner) plain() string {
	rest := s.in[s.at:]
	n := 0
	for n+8 <= len(rest) && !special(rest[n:n+8]) {
		n += 8
	}
	for n < len(rest) && rest[n] != '"' && rest[n] != '\\' && rest[n] >= ' ' {
		n++
	}
	s.at += n
	return rest[:n]
}

// special tells of eight bytes at once whether one of them ends what is plain.
// It may say so of others, if a byte before them does.
func special(s string) bool {
	const each, top = 0x0101010101010101, 0x8080808080808080
	word := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	quote, backslash := word^each*'"', word^each*'\\'
	return ((word-each*' ')&^word|(quote-each)&^quote|(backslash-each)&^backslash)&top != 0
}

func (s *scanner) atEscape() bool { return s.at < len(s.in) && s.in[s.at] == '\\' }

func (s *scanner) escaped(begin string) string {
	text := []byte(begin)
	for s.atEscape() {
		text = utf8.AppendRune(text, s.escape())
		text = append(text, s.plain()...)
	}
	return string(text)
}

func (s *scanner) escape() rune {
	if letter := s.in[s.at+1:]; letter != "" {
		if i := strings.IndexByte("\"\\/bfnrt", letter[0]); i >= 0 {
			s.at += 2
			return rune("\"\\/\b\f\n\r\t"[i])
		}
	}
	c, ok := s.hex()
	if ok && utf16.IsSurrogate(c) {
		low, _ := s.hex()
		c = utf16.DecodeRune(c, low)
		ok = c != utf8.RuneError
	}
	if !ok || c == 0 {
		s.fail("a backslash is not followed by an escape of JSON, or stands for no character")
	}
	return c
}

// hex reads \uXXXX.
func (s *scanner) hex() (rune, bool) {
	if s.left() < 6 || s.in[s.at:s.at+2] != `\u` {
		return 0, false
	}
	code, err := strconv.ParseUint(s.in[s.at+2:s.at+6], 16, 16)
	s.at += 6
	return rune(code), err == nil
}

// number reads a number and keeps its digits.
func (s *scanner) number() string {
	start := s.at
	s.skip("-")
	whole := s.at
	s.digits("a number has no digits")
	if s.at-whole > 1 && s.in[whole] == '0' {
		s.fail("a number begins with a zero that it does not need")
	}
	if s.skip(".") {
		s.digits("a number has no digits after its point")
	}
	if s.skip("eE") {
		s.skip("+-")
		s.digits("a number has no digits in its exponent")
	}
	return s.in[start:s.at]
}

// skip steps over one of the characters, if it is there.
func (s *scanner) skip(one string) bool {
	there := s.at < len(s.in) && strings.IndexByte(one, s.in[s.at]) >= 0
	if there {
		s.at++
	}
	return there
}

// digits steps over at least one digit.
func (s *scanner) digits(lacking string) {
	start := s.at
	for s.at < len(s.in) && isDigit(s.in[s.at]) {
		s.at++
	}
	if s.at == start {
		s.fail(lacking)
	}
}
