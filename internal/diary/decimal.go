package diary

import (
	"regexp"
	"strings"
)

var (
	decimal   = regexp.MustCompile(`^-?[0-9]{1,12}(\.[0-9]{1,6})?$`)
	thousands = regexp.MustCompile(`^-?[1-9][0-9]{0,2}([.,][0-9]{3})+$`)
)

// cleanDecimal is the shortest way to write a decimal with a point, so that
// equal numbers are equal texts.
func cleanDecimal(s string) (clean string, ok bool) {
	s = strings.TrimSpace(s)
	if !decimal.MatchString(s) {
		return s, false
	}
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	whole, part, _ := strings.Cut(s, ".")
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if part = strings.TrimRight(part, "0"); part != "" {
		part = "." + part
	}
	if whole+part == "0" {
		sign = ""
	}
	return sign + whole + part, true
}

// typedDecimal takes the comma of Vietnamese decimals for a point. It leaves a
// number that may be grouped by thousands, which nobody can tell from one with
// three decimals.
func typedDecimal(s string) (text string, ok bool) {
	s = strings.TrimSpace(s)
	if thousands.MatchString(s) {
		return s, false
	}
	return strings.Replace(s, ",", ".", 1), true
}
