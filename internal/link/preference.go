package link

import (
	"cmp"
	"slices"
	"strings"
)

// preference is one element of an Accept or Accept-Language header.
type preference struct {
	value string
	q     int // in thousandths (RFC 9110 §12.4.2); 0: not acceptable
}

const (
	maxPreferences = 16  // that are read of a header; browsers send about 8
	maxElement     = 200 // bytes of one that is read
)

// preferences reads a header, the most wanted first; what is malformed is left
// out.
func preferences(header string) []preference {
	var list []preference
	read := 0
	for element := range strings.SplitSeq(header, ",") {
		if read++; read > maxPreferences {
			break
		}
		if len(element) > maxElement {
			continue
		}
		value, params, _ := strings.Cut(element, ";")
		value = strings.TrimSpace(value)
		if q, ok := quality(params); ok && value != "" {
			list = append(list, preference{value, q})
		}
	}
	slices.SortStableFunc(list, func(a, b preference) int { return cmp.Compare(b.q, a.q) })
	return list
}

// quality finds q among the parameters of an element; it is 1 unless given.
func quality(params string) (q int, ok bool) {
	for param := range strings.SplitSeq(params, ";") {
		name, value, _ := strings.Cut(param, "=")
		if strings.EqualFold(strings.TrimSpace(name), "q") {
			return thousandths(strings.TrimSpace(value))
		}
	}
	return 1000, true
}

// thousandths reads a qvalue: "0" or "1", perhaps with up to three decimals,
// and no more than 1.
func thousandths(s string) (int, bool) {
	whole, decimals, _ := strings.Cut(s, ".")
	if whole != "0" && whole != "1" || len(decimals) > 3 {
		return 0, false
	}
	q := int(whole[0] - '0')
	for _, digit := range []byte((decimals + "000")[:3]) {
		if digit < '0' || digit > '9' {
			return 0, false
		}
		q = 10*q + int(digit-'0')
	}
	return q, q <= 1000
}
