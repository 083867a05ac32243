package epcis

import (
	"slices"
	"strings"
	"time"
)

// Operand is a value to compare with. Text is always there; Number, a decimal as
// written, and Time only if the value may be meant as one.
type Operand struct {
	Text   string
	Number string
	Time   time.Time
	Unit   string // of Number; empty: whatever it is
	// Patterns are those of canonical URIs that Text stands for, of Match alone.
	Patterns []Pattern
}

// kind reads an operand; false if it cannot be one.
type kind func(s string, namespaces map[string]string) (Operand, bool)

func asText(s string, _ map[string]string) (Operand, bool) {
	return Operand{Text: s}, s != ""
}

// asName takes the name of an attribute.
func asName(s string, namespaces map[string]string) (Operand, bool) {
	return Operand{Text: expand(s, namespaces)}, s != ""
}

func asURI(s string, _ map[string]string) (Operand, bool) {
	return Operand{Text: s}, isURI(s)
}

// asCanonical takes a URI in the one form that URN and Digital Link have in common.
func asCanonical(s string, _ map[string]string) (Operand, bool) {
	return Operand{Text: Canonical(s)}, isURI(s)
}

// asPattern takes a URI or a pattern of EPCs (section 8.2.7.1.1).
func asPattern(s string, _ map[string]string) (Operand, bool) {
	patterns, err := ParsePattern(s)
	return Operand{Text: s, Patterns: patterns}, err == nil
}

func asTime(s string, _ map[string]string) (Operand, bool) {
	t, ok := parseTime(s)
	return Operand{Text: s, Time: t}, ok
}

// parseTime wants a zone, and a year that a database knows: there is no year 0.
func parseTime(s string) (time.Time, bool) {
	t, err := time.Parse(time.RFC3339Nano, s)
	return t, err == nil && t.UTC().Year() > 0
}

func asNumber(s string, _ map[string]string) (Operand, bool) {
	return Operand{Text: s, Number: s}, isDecimal(s)
}

func isURI(s string) bool { return checkSyntax(s) == nil }

// isDecimal tells whether s is a number of XML Schema or JSON that a database
// can compare with no great effort.
func isDecimal(s string) bool {
	mantissa, exponent, scaled := strings.Cut(strings.ToLower(strings.TrimLeft(s, "+-")), "e")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	if len(s) > 40 || len(s)-len(strings.TrimLeft(s, "+-")) > 1 || whole+fraction == "" {
		return false
	}
	exponent = strings.TrimLeft(exponent, "+-")
	return onlyDigits(whole+fraction+exponent) && (!scaled || exponent != "" && len(exponent) <= 2)
}

func onlyDigits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}

func asOneOf[S ~string](words ...S) kind {
	return func(s string, _ map[string]string) (Operand, bool) {
		return Operand{Text: s}, slices.Contains(words, S(s))
	}
}

// asWord takes the words of a vocabulary, and URIs for what is not among them.
func asWord(p spelling) kind {
	return func(s string, namespaces map[string]string) (Operand, bool) {
		s = p.bare(s)
		if p.words[s] {
			return Operand{Text: s}, true
		}
		s = expand(s, namespaces)
		return Operand{Text: s}, isURI(s)
	}
}

var eventTypes = []EventType{ObjectEvent, AggregationEvent, TransactionEvent, TransformationEvent, AssociationEvent}

// asEventType takes a type of the standard or, as a URI, that of an extension.
func asEventType(s string, namespaces map[string]string) (Operand, bool) {
	full := expand(s, namespaces)
	return Operand{Text: full}, slices.Contains(eventTypes, EventType(s)) || isURI(full)
}

// asAnything reads a value in all ways that it could be meant.
func asAnything(s string, _ map[string]string) (Operand, bool) {
	return operand(s), true
}

// asComparable takes what has an order: a number or a time.
func asComparable(s string, _ map[string]string) (Operand, bool) {
	o := operand(s)
	return o, o.Number != "" || !o.Time.IsZero()
}

func operand(s string) Operand {
	o := Operand{Text: s}
	if isDecimal(s) {
		o.Number = s
	}
	if t, ok := parseTime(s); ok {
		o.Time = t
	}
	return o
}

// expand is a compact URI in full, if its prefix is known.
func expand(s string, namespaces map[string]string) string {
	prefix, local, ok := strings.Cut(s, ":")
	if space := namespaces[prefix]; ok && space != "" {
		return space + local
	}
	return s
}
