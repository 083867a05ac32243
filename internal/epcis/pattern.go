package epcis

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"temgoc/internal/gs1"
)

// Pattern matches canonical URIs: the one that Prefix is, or all that begin
// with it.
type Pattern struct {
	Prefix string
	Exact  bool
}

// Matches tells whether the pattern takes a canonical URI.
func (p Pattern) Matches(canonical string) bool {
	if p.Exact {
		return canonical == p.Prefix
	}
	return strings.HasPrefix(canonical, p.Prefix)
}

// ParsePattern reads what the MATCH_ parameters of SimpleEventQuery take
// (EPCIS 2.0, section 8.2.7.1): an EPC pattern with * for its last fields, or a
// URI that matches itself. A Digital Link with * at its end is an extension.
//
// A URI matches if any of the patterns does; they are several where a digit
// stands before the company prefix in a key. A GTIN pattern takes the GTIN
// itself, its lots and its units.
func ParsePattern(s string) ([]Pattern, error) {
	if body, ok := strings.CutPrefix(s, "urn:epc:"); ok && strings.Contains(body, "*") {
		return parseURNPattern(body)
	}
	if stem, ok := strings.CutSuffix(s, "*"); ok && mayBeLink(stem) {
		return parseLinkPattern(stem)
	}
	if err := checkURI(s); err != nil {
		return nil, err
	}
	return []Pattern{{Prefix: Canonical(s), Exact: true}}, nil
}

func parseURNPattern(body string) ([]Pattern, error) {
	form, rest, _ := strings.Cut(body, ":")
	name, fields, _ := strings.Cut(rest, ":")
	for i := range schemes {
		s := &schemes[i]
		if s.name != name || form != "idpat" && !(s.isClass && form == "class") {
			continue
		}
		return s.patterns(strings.SplitN(fields, ".", s.fields()))
	}
	return nil, errors.New("this is no pattern of EPCs; an example is urn:epc:idpat:sgtin:8930001.012345.*")
}

// patterns of fields of which the last are wildcards.
func (s *scheme) patterns(fields []string) ([]Pattern, error) {
	known := fields
	for len(known) > 0 && known[len(known)-1] == "*" {
		known = known[:len(known)-1]
	}
	if len(fields) != s.fields() || strings.Contains(strings.Join(known, ""), "*") {
		return nil, fmt.Errorf("a pattern of scheme %s has %d fields, the last of them *", s.name, s.fields())
	}
	stem := gs1.CanonicalStem + "/" + s.ai + "/" + s.lead
	switch len(known) {
	case 0:
		return []Pattern{{Prefix: stem}}, nil
	case 1:
		return s.prefixPatterns(stem, known[0])
	}
	return s.referencePattern(stem, known)
}

// prefixPatterns are those of a company prefix alone.
func (s *scheme) prefixPatterns(stem, prefix string) ([]Pattern, error) {
	if !isCompanyPrefix(prefix) {
		return nil, errCompanyPrefix
	}
	if !s.indicator {
		return []Pattern{{Prefix: stem + prefix}}, nil
	}
	patterns := make([]Pattern, 0, 10)
	for digit := '0'; digit <= '9'; digit++ {
		patterns = append(patterns, Pattern{Prefix: stem + string(digit) + prefix})
	}
	return patterns, nil
}

// referencePattern is that of company prefix and reference, and further parts
// as far as they are known.
func (s *scheme) referencePattern(stem string, known []string) ([]Pattern, error) {
	key, err := s.key(known[0], known[1], known[2:])
	if err != nil {
		return nil, err
	}
	prefix := stem + escape(strings.TrimPrefix(key, s.lead))
	switch {
	case s.isClass:
		prefix += "/" + s.serial + "/"
	case s.digits == 0 && s.serial != "":
		return []Pattern{{Prefix: prefix, Exact: true}, {Prefix: prefix + "/" + s.serial + "/"}}, nil
	}
	return []Pattern{{Prefix: prefix}}, nil
}

// parseLinkPattern takes a Digital Link up to a slash or into its last value.
func parseLinkPattern(stem string) ([]Pattern, error) {
	whole := strings.TrimSuffix(stem, "/")
	if canonical, err := canonicalize(whole); err == nil {
		return []Pattern{{Prefix: canonical + stem[len(whole):]}}, nil
	}
	cut := strings.LastIndexByte(whole, '/')
	canonical, err := canonicalize(whole[:max(cut, 0)])
	if err != nil || !slices.Contains(finest, whole[cut+1:]) {
		return nil, errors.New("a pattern of Digital Links is one with its key in full, and * at its end")
	}
	return []Pattern{{Prefix: canonical + whole[cut:] + "/"}}, nil
}
