package gs1

import (
	"slices"
	"strings"
)

// FNC1 stands for the symbol character that separates elements, as in GS1's own
// tools: "^" is in none of the character sets. Readers of barcodes transmit
// separator, ASCII 29, in its place; ParseElementString takes both.
const FNC1 = '^'

const separator = '\x1d'

// symbologyIdentifiers lead what a reader transmits, ISO/IEC 15424: GS1-128,
// GS1 DataBar, GS1 DataMatrix, GS1 QR Code, GS1 DotCode.
var symbologyIdentifiers = []string{"]C1", "]e0", "]d2", "]Q3", "]J1"}

// ParseElementString parses what a GS1 barcode holds: identifiers and values
// without brackets, FNC1 behind values whose length is not pre-defined. FNC1 or
// a symbology identifier may lead; FNC1 behind any other value is harmless.
func ParseElementString(s string) ([]Element, error) {
	if len(s) >= 3 && slices.Contains(symbologyIdentifiers, s[:3]) {
		s = s[3:]
	}
	var elements []Element
	for s = trimFNC1(s); s != ""; {
		var e Element
		var err error
		if e, s, err = cutElement(s); err != nil {
			return nil, err
		}
		elements = append(elements, e)
	}
	return complete(elements)
}

func isFNC1(r rune) bool { return r == FNC1 || r == separator }

func trimFNC1(s string) string {
	if s != "" && isFNC1(rune(s[0])) {
		return s[1:]
	}
	return s
}

// cutElement cuts the first element off, and the FNC1 behind it.
func cutElement(s string) (e Element, rest string, err error) {
	ai := cutAI(s)
	id := lookup(ai)
	if id == nil {
		return e, "", syntaxErrorf("", "%s does not begin with an application identifier", quoted(s))
	}
	rest = s[len(ai):]
	value := rest
	if id.fixed {
		value = rest[:min(len(rest), id.maxLength())]
	}
	if end := strings.IndexFunc(value, isFNC1); end >= 0 {
		value = value[:end]
	}
	return Element{ai, value}, trimFNC1(rest[len(value):]), nil
}

// cutAI is the identifier that s begins with, or "". There is at most one, for
// no identifier begins with another.
func cutAI(s string) string {
	for n := 2; n <= min(4, len(s)); n++ {
		if lookup(s[:n]) != nil {
			return s[:n]
		}
	}
	return ""
}

// ParseBracketed parses the form for people: "(01)09520000001018(10)A". A "("
// within a value is written "\(".
func ParseBracketed(s string) ([]Element, error) {
	var elements []Element
	for s != "" {
		head, tail, isClosed := strings.Cut(s, ")")
		ai, isOpened := strings.CutPrefix(head, "(")
		if !isOpened || !isClosed {
			return nil, syntaxErrorf("", "%s: want an application identifier in brackets", quoted(s))
		}
		e := Element{AI: ai}
		e.Value, s = cutBracketedValue(tail)
		elements = append(elements, e)
	}
	return complete(elements)
}

// cutBracketedValue cuts a value off, up to the next "(" without a backslash,
// and takes its backslashes away.
func cutBracketedValue(s string) (value, rest string) {
	end := len(s)
	for i := range len(s) {
		if s[i] == '(' && (i == 0 || s[i-1] != '\\') {
			end = i
			break
		}
	}
	return strings.ReplaceAll(s[:end], `\(`, `(`), s[end:]
}

// FormatElementString is the inverse of ParseElementString, led by FNC1.
func FormatElementString(elements []Element) string {
	var out strings.Builder
	fixed := false
	for _, e := range elements {
		if !fixed {
			out.WriteRune(FNC1)
		}
		out.WriteString(e.AI + e.Value)
		id := lookup(e.AI)
		fixed = id != nil && id.fixed
	}
	return out.String()
}

// FormatBracketed is the inverse of ParseBracketed.
func FormatBracketed(elements []Element) string {
	var out strings.Builder
	for _, e := range elements {
		out.WriteString("(" + e.AI + ")" + strings.ReplaceAll(e.Value, "(", `\(`))
	}
	return out.String()
}

// complete checks the elements of a whole string, which may repeat themselves.
func complete(elements []Element) ([]Element, error) {
	if len(elements) == 0 {
		return nil, syntaxErrorf("", "there are no elements")
	}
	if _, err := checkElements(elements); err != nil {
		return nil, err
	}
	return elements, nil
}

// checkElements checks values and company and drops repetitions. A symbol may
// carry an element again, but not with another value.
func checkElements(elements []Element) (distinct []Element, err error) {
	seen := make(map[string]string, min(len(elements), len(identifiers)))
	for _, e := range elements {
		if value, again := seen[e.AI]; again {
			if value != e.Value {
				return nil, syntaxErrorf(e.AI, "stands twice with different values")
			}
			continue
		}
		id := lookup(e.AI)
		if id == nil {
			return nil, syntaxErrorf(shorten(e.AI), "there is no such application identifier")
		}
		if err := id.check(e.Value); err != nil {
			return nil, &SyntaxError{AI: e.AI, Problem: err.Error()}
		}
		seen[e.AI] = e.Value
		distinct = append(distinct, e)
	}
	return distinct, checkAssociations(distinct)
}
