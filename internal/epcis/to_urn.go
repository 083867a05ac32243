package epcis

import "strings"

// ToURN is the EPC URN of a Digital Link, or of a URN itself. Where a key's
// company prefix ends is not in the key: prefixes are those that the caller
// knows. A key of another prefix has no URN, nor has any other URI; they come
// back as they are, with false.
func ToURN(uri string, prefixes []string) (string, bool) {
	if strings.HasPrefix(uri, "urn:epc:") {
		return uri, true
	}
	id, err := parseKey(uri)
	if err != nil {
		return uri, false
	}
	for i := range schemes {
		if urn, ok := schemes[i].format(id, prefixes); ok {
			return urn, true
		}
	}
	return uri, false
}

// format is the inverse of parse, for an identity of this scheme.
func (s *scheme) format(id identity, prefixes []string) (string, bool) {
	reference, ok := strings.CutPrefix(id.key.Value, s.lead)
	if !ok || id.key.AI != s.ai {
		return "", false
	}
	serial, first := id.qualifier.Value, ""
	var fields []string
	if s.digits > 0 {
		behind := reference[s.digits+1:] // the check digit is left out
		reference = reference[:s.digits]
		fields, behind = cutParts(behind, s.parts)
		serial += behind
	}
	if s.indicator {
		first, reference = reference[:1], reference[1:]
	}
	prefix := prefixOf(reference, prefixes)
	form, last, ok := s.formatSerial(id.qualifier.AI, serial)
	if prefix == "" || !ok {
		return "", false
	}
	fields = append([]string{prefix, first + escapeURN.Replace(reference[len(prefix):])}, fields...)
	return "urn:epc:" + form + ":" + s.name + ":" + strings.Join(fields, ".") + last, true
}

// cutParts cuts n parts of two digits each off.
func cutParts(s string, n int) (parts []string, rest string) {
	for range n {
		parts, s = append(parts, s[:2]), s[2:]
	}
	return parts, s
}

// formatSerial is the last field with the dot before it, and the form of URN
// that it makes; false if the serial is that of another scheme.
func (s *scheme) formatSerial(ai, serial string) (form, last string, ok bool) {
	switch {
	case ai != "" && ai != s.serial:
		return "", "", false
	case s.isClass:
		return "class", "." + escapeURN.Replace(serial), serial != ""
	case serial != "":
		return "id", "." + escapeURN.Replace(serial), true
	case s.hasClass:
		return "idpat", ".*", true
	case s.serial == "254":
		return "id", "." + noExtension, true
	}
	return "id", "", true
}

// prefixOf is the company prefix that the digits begin with, or empty. No
// company prefix begins with another.
func prefixOf(digits string, prefixes []string) string {
	for _, prefix := range prefixes {
		if prefix != "" && strings.HasPrefix(digits, prefix) {
			return prefix
		}
	}
	return ""
}

// escapeURN escapes what may not stand in the fields of a URN (Tag Data
// Standard 2.0, table A-1).
var escapeURN = strings.NewReplacer(
	`"`, "%22", "#", "%23", "%", "%25", "&", "%26", "/", "%2F", "<", "%3C", ">", "%3E", "?", "%3F",
)
