package epcis

import (
	"strconv"
	"strings"
	"time"
)

// cbvURNs are the vocabularies that CBV 1 wrote as URNs.
var cbvURNs = map[string]string{
	"bizstep": "BizStep-", "disp": "Disp-", "btt": "BTT-", "sdt": "SDT-", "er": "ER-",
}

// canonicalText is the text of an element as the pre-hash string has it (CBV
// 2.0, section 8.9, rules 5, 6, 14, 17 and 18).
func canonicalText(text string) string {
	text = strings.TrimSpace(text)
	if rest, ok := strings.CutPrefix(text, "urn:epcglobal:cbv:"); ok {
		vocabulary, word, _ := strings.Cut(rest, ":")
		if web, known := cbvURNs[vocabulary]; known {
			return "https://ref.gs1.org/cbv/" + web + word
		}
		return text
	}
	if number, ok := canonicalNumber(text); ok {
		return number
	}
	return Canonical(text)
}

// canonicalTime is a time in UTC, to the millisecond and rounded half up (rules
// 8 and 9).
func canonicalTime(text string) string {
	text = strings.TrimSpace(text)
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return text
	}
	return t.UTC().Round(time.Millisecond).Format("2006-01-02T15:04:05.000Z")
}

// exponentMax bounds the zeros that a number is written out with.
const exponentMax = 400

// canonicalNumber writes out a decimal without exponent, plus sign or zeros at
// its ends. It takes texts as well, as the reference implementation does: 007 is
// 7.
func canonicalNumber(s string) (string, bool) {
	if s == "" || s[0] > '9' {
		return "", false
	}
	unsigned := s
	if s[0] == '-' || s[0] == '+' {
		unsigned = s[1:]
	}
	mantissa, exponent, ok := cutExponent(unsigned)
	whole, fraction, _ := strings.Cut(mantissa, ".")
	if !ok || len(whole)+len(fraction) == 0 || !isDigits(whole) || !isDigits(fraction) {
		return "", false
	}
	whole, fraction = movePoint(whole, fraction, exponent)
	number := strings.TrimLeft(whole, "0")
	if number == "" {
		number = "0"
	}
	if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
		number += "." + fraction
	}
	if s[0] == '-' && number != "0" {
		number = "-" + number
	}
	return number, true
}

func cutExponent(s string) (mantissa string, exponent int, ok bool) {
	at := strings.IndexAny(s, "eE")
	if at < 0 {
		return s, 0, true
	}
	exponent, err := strconv.Atoi(s[at+1:])
	return s[:at], exponent, err == nil && -exponentMax <= exponent && exponent <= exponentMax
}

// movePoint moves the decimal point, to the right if by is positive.
func movePoint(whole, fraction string, by int) (string, string) {
	switch {
	case by > 0:
		fraction += strings.Repeat("0", max(0, by-len(fraction)))
		return whole + fraction[:by], fraction[by:]
	case by < 0:
		whole = strings.Repeat("0", max(0, -by-len(whole))) + whole
		point := len(whole) + by
		return whole[:point], whole[point:] + fraction
	}
	return whole, fraction
}
