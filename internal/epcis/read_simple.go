package epcis

import (
	"strconv"
	"strings"
	"time"
)

func (r *reader) text(v *Value) string {
	r.is(v, String)
	return v.Text
}

// absolute reads a URI of any kind (RFC 3986, section 3).
func (r *reader) absolute(v *Value) string {
	if r.is(v, String) && !isURI(v.Text) {
		r.refuse("%.80q is not a URI; it must begin with a scheme, such as https: or urn:, and have no spaces.", v.Text)
	}
	return v.Text
}

// identifier reads a URI that, if it is one of GS1's, must be right.
func (r *reader) identifier(v *Value) string {
	if !r.is(v, String) {
		return v.Text
	}
	right := &r.right[hash(v.Text)]
	if v.Text != "" && v.Text == *right {
		return v.Text
	}
	if err := checkURI(v.Text); err != nil {
		r.refuse("%.80q is wrong: %s.", v.Text, err)
		return v.Text
	}
	*right = v.Text
	return v.Text
}

func (r *reader) identifiers(v *Value) []string { return readTexts(r, v, (*reader).identifier) }

// identifierSet is for lists in which the schema wants each item once.
func (r *reader) identifierSet(v *Value) []string {
	list := r.identifiers(v)
	r.distinct(list)
	return list
}

// isName tells whether s is one plain word of lower-case letters, as some systems
// write it for a URI. A mistyped word of CBV with an underscore is none.
func isName(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == ""
}

// time reads a date-time of RFC 3339, which has a zone.
func (r *reader) time(v *Value) (t time.Time) {
	if r.is(v, String) && t.UnmarshalText([]byte(v.Text)) != nil {
		r.refuse("%.60q is not a date and time with a zone, such as 2026-04-15T08:30:00+07:00.", v.Text)
	}
	return t
}

// zone reads an offset from UTC, of at most 14 hours.
func (r *reader) zone(v *Value) string {
	if r.is(v, String) && !isZone(v.Text) {
		r.refuse("%.60q is not an offset from UTC between -14:00 and +14:00, such as +07:00.", v.Text)
	}
	return v.Text
}

func isZone(s string) bool {
	if len(s) != len("+07:00") || s[0] != '+' && s[0] != '-' || s[3] != ':' || !onlyDigits(s[1:3]+s[4:]) {
		return false
	}
	return s[1:] <= "14:00" && s[4] < '6'
}

// decimal reads a number of a size that databases can add and compare.
func (r *reader) decimal(v *Value) string {
	switch {
	case v.Kind != Number:
		r.refuse("There should be a number without quotes here, such as 12.5, not %s.", v.Kind)
	case len(v.Text) > 40 || exponentDigits(v.Text) > 2:
		r.refuse("This number is too long; write at most 40 digits and an exponent of two.")
	}
	return v.Text
}

func exponentDigits(number string) int {
	i := strings.IndexAny(number, "eE")
	if i < 0 {
		return 0
	}
	return len(strings.TrimLeft(number[i+1:], "+-"))
}

// amount of goods is at least zero.
func (r *reader) amount(v *Value) string {
	if v.Kind == Number && strings.HasPrefix(v.Text, "-") {
		r.refuse("A quantity cannot be negative; write how much there was.")
	}
	return r.decimal(v)
}

// isWhole tells whether nothing but zeros is behind the point, once the exponent
// has moved it.
func isWhole(number string) bool {
	if isDigits(number) {
		return true
	}
	mantissa, exponent, _ := strings.Cut(strings.ToLower(number), "e")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	shift, _ := strconv.Atoi(exponent) // none is 0
	return len(strings.TrimRight(whole+fraction, "0")) <= len(whole)+shift
}

// unit reads a code of the shape of UN/ECE Recommendation 20.
func (r *reader) unit(v *Value) string {
	if r.is(v, String) && !isUnit(v.Text) {
		r.refuse("%.60q is not a unit of UN/ECE Recommendation 20, such as KGM for kilograms or LTR for litres.", v.Text)
	}
	return v.Text
}

func isUnit(s string) bool {
	return (len(s) == 2 || len(s) == 3) && strings.Trim(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}
