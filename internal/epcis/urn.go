package epcis

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"temgoc/internal/gs1"
)

// scheme of EPC URNs (Tag Data Standard 2.0, sections 6 and 7): how the fields
// of the URN, divided by dots, make up a key. A URN shows where the company
// prefix ends and has no check digit; a key is the other way round.
type scheme struct {
	name      string
	ai        string // of the primary key
	lead      string // fixed digits that the key begins with
	digits    int    // of company prefix and reference together; 0: the reference is text
	indicator bool   // the first digit of the reference leads the key
	parts     int    // further fields in the key, of two digits each
	serial    string // AI of the last field, inKey at the end of the key, empty if there is none
	isClass   bool   // names a class, under urn:epc:class
	hasClass  bool   // with * for a serial, under urn:epc:idpat, it names a class
}

const inKey = "key"

var schemes = []scheme{
	{name: "sgtin", ai: "01", digits: 13, indicator: true, serial: "21", hasClass: true},
	{name: "lgtin", ai: "01", digits: 13, indicator: true, serial: "10", isClass: true},
	{name: "upui", ai: "01", digits: 13, indicator: true, serial: "235", hasClass: true},
	{name: "itip", ai: "8006", digits: 13, indicator: true, parts: 2, serial: "21", hasClass: true},
	{name: "sscc", ai: "00", digits: 17, indicator: true},
	{name: "sgln", ai: "414", digits: 12, serial: "254"},
	{name: "pgln", ai: "417", digits: 12},
	{name: "grai", ai: "8003", lead: "0", digits: 12, serial: inKey, hasClass: true},
	{name: "giai", ai: "8004"},
	{name: "gsrn", ai: "8018", digits: 17},
	{name: "gsrnp", ai: "8017", digits: 17},
	{name: "gdti", ai: "253", digits: 12, serial: inKey, hasClass: true},
	{name: "sgcn", ai: "255", digits: 12, serial: inKey, hasClass: true},
	{name: "cpi", ai: "8010", serial: "8011", hasClass: true},
	{name: "ginc", ai: "401"},
	{name: "gsin", ai: "402", digits: 16},
}

// noExtension stands in an SGLN for a place without an extension.
const noExtension = "0"

// parseURN reads an EPC URN. Those of other keys than GS1's (gid, usdod, adi,
// bic, imovn) and those of tags are other URIs.
func parseURN(uri string) (identity, error) {
	form, rest, _ := strings.Cut(uri[len("urn:epc:"):], ":")
	name, body, _ := strings.Cut(rest, ":")
	for i := range schemes {
		if s := &schemes[i]; s.name == name {
			return s.parse(form, body)
		}
	}
	return identity{}, errOtherURI
}

func (s *scheme) parse(form, body string) (identity, error) {
	var room [5]string
	fields := appendFields(room[:0], body, s.fields())
	if len(fields) < s.fields() {
		return identity{}, fmt.Errorf("an EPC of scheme %s has %d fields, divided by dots", s.name, s.fields())
	}
	serial, err := s.cutSerial(form, fields)
	if err != nil {
		return identity{}, err
	}
	key, err := s.key(fields[0], fields[1], fields[2:2+s.parts])
	if err != nil {
		return identity{}, err
	}
	id := identity{key: gs1.Element{AI: s.ai, Value: key}}
	switch {
	case serial == "":
	case s.serial == inKey:
		id.key.Value += serial
	default:
		id.qualifier = gs1.Element{AI: s.serial, Value: serial}
	}
	return id, nil
}

// appendFields is strings.SplitN at dots, into room that there is.
func appendFields(to []string, body string, n int) []string {
	for len(to) < n-1 {
		field, rest, found := strings.Cut(body, ".")
		if !found {
			break
		}
		to, body = append(to, field), rest
	}
	return append(to, body)
}

func (s *scheme) fields() int {
	if s.serial == "" {
		return 2
	}
	return 2 + s.parts + 1
}

// cutSerial is the serial unescaped, empty if the URN names a class or a place
// without an extension.
func (s *scheme) cutSerial(form string, fields []string) (string, error) {
	last := fields[len(fields)-1]
	switch {
	case form == "idpat" && s.hasClass && last == "*":
		return "", nil
	case form != "class" && s.isClass, form != "id" && !s.isClass:
		return "", fmt.Errorf("there is no urn:epc:%s:%s with these fields", form, s.name)
	case s.serial == "", s.serial == "254" && last == noExtension:
		return "", nil
	case last == "":
		return "", fmt.Errorf("the last field of scheme %s is empty", s.name)
	}
	return unescapeURN(last)
}

func unescapeURN(field string) (string, error) {
	value, err := url.PathUnescape(field)
	if err != nil {
		return "", errors.New("a percent sign must be followed by two hexadecimal digits")
	}
	return value, nil
}

// key of the company prefix, the reference and the further parts.
func (s *scheme) key(prefix, reference string, parts []string) (string, error) {
	if !isCompanyPrefix(prefix) {
		return "", errCompanyPrefix
	}
	if s.digits == 0 {
		text, err := unescapeURN(reference)
		return prefix + text, err
	}
	if len(prefix)+len(reference) != s.digits || !isDigits(reference) || s.indicator && reference == "" {
		return "", fmt.Errorf("company prefix and reference of scheme %s have %d digits together", s.name, s.digits)
	}
	digits := append(make([]byte, 0, 24), s.lead...)
	if s.indicator {
		digits = append(digits, reference[0])
		reference = reference[1:]
	}
	digits = append(append(digits, prefix...), reference...)
	digits = append(digits, gs1.CheckDigit(string(digits)))
	for _, part := range parts {
		digits = append(digits, part...)
	}
	return string(digits), nil
}

var errCompanyPrefix = errors.New("a GS1 company prefix has 6 to 12 digits")

func isCompanyPrefix(s string) bool { return 6 <= len(s) && len(s) <= 12 && isDigits(s) }

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || '9' < s[i] {
			return false
		}
	}
	return true
}
