package gs1

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// charset is a set of classes that a character may belong to, one bit each.
type charset uint8

const (
	numeric    charset = 1 << iota // N in the Syntax Dictionary
	cset82                         // X: General Specifications figure 7.11-1
	cset39                         // Y: General Specifications figure 7.11-2
	cset64                         // Z: base64url, RFC 4648 section 5
	unreserved                     // RFC 3986 section 2.3
	uriLegal                       // RFC 3986 section 2: unreserved, reserved and %
	hostLegal                      // what a host and its port are made of
)

const (
	digits = "0123456789"
	upper  = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	lower  = "abcdefghijklmnopqrstuvwxyz"

	// cset82InOrder has each character at the place that is its value in check
	// characters (General Specifications 7.9.5).
	cset82InOrder = `!"%&'()*+,-./` + digits + `:;<=>?` + upper + `_` + lower
)

var charsets = func() (classes [256]charset) {
	for set, characters := range map[charset]string{
		numeric:    digits,
		cset82:     cset82InOrder,
		cset39:     digits + upper + "#-/",
		cset64:     digits + upper + lower + "-_",
		unreserved: digits + upper + lower + "-._~",
		uriLegal:   digits + upper + lower + "-._~:/?#[]@!$&'()*+,;=%",
		hostLegal:  digits + upper + lower + "-.:[]",
	} {
		for i := range len(characters) {
			classes[characters[i]] |= set
		}
	}
	return classes
}()

// stray is the index of the first character that is not in the set, or -1.
func (set charset) stray(s string) int {
	for i := range len(s) {
		if charsets[s[i]]&set == 0 {
			return i
		}
	}
	return -1
}

// check refuses a value with a character from outside the set.
func (set charset) check(value string) error {
	if set == cset64 {
		return checkBase64(value)
	}
	if i := set.stray(value); i >= 0 {
		return fmt.Errorf("character %q is not in %v", firstRune(value[i:]), set)
	}
	return nil
}

// checkBase64 takes up to two "=" that fill the last group up to three
// characters, as the Syntax Dictionary has it.
func checkBase64(value string) error {
	data := strings.TrimRight(value, "=")
	if i := cset64.stray(data); i >= 0 {
		return fmt.Errorf("character %q is not in %v", firstRune(data[i:]), cset64)
	}
	padding := len(value) - len(data)
	if padding > 2 || padding > 0 && len(value)%3 != 0 {
		return fmt.Errorf("%d characters of padding are wrong", padding)
	}
	return nil
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func isDigits(s string) bool { return numeric.stray(s) < 0 }

// String names those sets that values are made of, for error messages.
func (set charset) String() string {
	names := map[charset]string{
		numeric: "digits",
		cset82:  "GS1 character set 82",
		cset39:  "GS1 character set 39",
		cset64:  "GS1 character set 64",
	}
	return names[set]
}
