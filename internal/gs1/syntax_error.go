package gs1

import (
	"fmt"
	"unicode/utf8"
)

// SyntaxError tells what is wrong with a Digital Link or an element string.
// Problem is a phrase for people, without a capital.
type SyntaxError struct {
	AI      string // the application identifier at fault, "" if none is
	Problem string
}

func (e *SyntaxError) Error() string {
	if e.AI == "" {
		return "gs1: " + e.Problem
	}
	return fmt.Sprintf("gs1: AI (%s): %s", e.AI, e.Problem)
}

func syntaxErrorf(ai, format string, args ...any) error {
	return &SyntaxError{AI: ai, Problem: fmt.Sprintf(format, args...)}
}

// quoted is a piece of input as an error message may repeat it: cut, so that a
// long input does not come back whole.
type quoted string

func (q quoted) String() string {
	if short := shorten(string(q)); len(short) < len(q) {
		return fmt.Sprintf("%q…", short)
	}
	return fmt.Sprintf("%q", string(q))
}

const shortenedMax = 40 // bytes

// shorten cuts between characters.
func shorten(s string) string {
	if len(s) <= shortenedMax {
		return s
	}
	end := shortenedMax
	for end > shortenedMax-utf8.UTFMax && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}
