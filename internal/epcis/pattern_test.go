package epcis

import "testing"

func TestParsePattern(t *testing.T) {
	t.Parallel()
	const (
		class   = "https://id.gs1.org/01/08930001123458"
		unit    = class + "/21/A-1"
		lot     = class + "/10/L"
		carton  = "https://id.gs1.org/01/18930001123455/21/A-1"
		sibling = "https://id.gs1.org/01/08930001123465/21/A-1"
		place   = "https://id.gs1.org/414/8930001123458"
		part    = "https://id.gs1.org/8010/8930001ABC"
	)
	for _, tt := range []struct {
		pattern       string
		match, differ []string
	}{
		{"urn:epc:id:sgtin:8930001.012345.A-1", []string{unit}, []string{class, unit + "2", sibling}},
		{"https://example.vn/01/8930001123458/21/A-1?x=y", []string{unit}, []string{class}},
		{"urn:epc:idpat:sgtin:8930001.012345.*", []string{class, unit, lot}, []string{carton, sibling}},
		{"urn:epc:idpat:sgtin:8930001.*.*", []string{class, unit, carton, sibling}, []string{"https://id.gs1.org/01/04012345123456/21/1", place}},
		{"urn:epc:idpat:sgtin:*.*.*", []string{unit, carton, "https://id.gs1.org/01/04012345123456/21/1"}, []string{place}},
		{"urn:epc:class:lgtin:8930001.012345.L", []string{lot}, []string{lot + "2", unit}},
		{"urn:epc:class:lgtin:8930001.012345.*", []string{lot}, []string{class, unit}},
		{"urn:epc:idpat:sscc:8930001.*", []string{"https://id.gs1.org/00/189300010123456782"}, []string{"https://id.gs1.org/00/140123450123456780"}},
		{"urn:epc:idpat:sgln:8930001.12345.*", []string{place, place + "/254/K1"}, []string{"https://id.gs1.org/414/8930001123465"}},
		{"urn:epc:idpat:sgln:8930001.*.*", []string{place}, []string{"https://id.gs1.org/417/8930001123458"}},
		{"urn:epc:idpat:grai:8930001.12345.*", []string{"https://id.gs1.org/8003/08930001123458K1"}, []string{"https://id.gs1.org/8003/08930001123465K1"}},
		{"urn:epc:idpat:giai:8930001.*", []string{"https://id.gs1.org/8004/8930001A"}, []string{"https://id.gs1.org/8004/8930002A"}},
		{"urn:epc:idpat:cpi:8930001.ABC.*", []string{part, part + "/8011/1"}, []string{part + "D", part + "D/8011/1"}},
		{"https://id.gs1.org/01/08930001123458/*", []string{unit, lot}, []string{class, sibling}},
		{"https://example.vn/01/08930001123458/21/*", []string{unit}, []string{class, lot}},
		{"https://example.vn/01/08930001123458/21/A*", []string{unit, class + "/21/A"}, []string{class + "/21/B"}},
		{"https://example.vn/po/1", []string{"https://example.vn/po/1"}, []string{"https://example.vn/po/12"}},
		{"urn:uuid:1*", []string{"urn:uuid:1*"}, []string{"urn:uuid:12"}},
	} {
		t.Run(tt.pattern, func(t *testing.T) {
			t.Parallel()
			patterns, err := ParsePattern(tt.pattern)
			if err != nil {
				t.Fatal(err)
			}
			for _, uri := range tt.match {
				if !matchesAny(patterns, uri) {
					t.Errorf("%v: got no match of %s, want one", patterns, uri)
				}
			}
			for _, uri := range tt.differ {
				if matchesAny(patterns, uri) {
					t.Errorf("%v: got a match of %s, want none", patterns, uri)
				}
			}
		})
	}
}

func matchesAny(patterns []Pattern, uri string) bool {
	for _, p := range patterns {
		if p.Matches(uri) {
			return true
		}
	}
	return false
}

func TestParsePatternRefuses(t *testing.T) {
	t.Parallel()
	for _, pattern := range []string{
		"", "*", "A-1", "urn:epc:*",
		"urn:epc:idpat:sgtin", "urn:epc:idpat:sgtin:*", "urn:epc:idpat:sgtin:8930001.*",
		"urn:epc:idpat:sgtin:*.012345.*", "urn:epc:idpat:sgtin:8930001.012345.A*",
		"urn:epc:idpat:sgtin:89300.*.*", "urn:epc:idpat:sgtin:8930001.01234.*",
		"urn:epc:idpat:none:8930001.*", "urn:epc:id:sgtin:8930001.012345.*",
		"urn:epc:idpat:lgtin:8930001.012345.L",
		"https://id.gs1.org/01/0893*", "https://id.gs1.org/01/08930001123450/*",
		"https://id.gs1.org/01/08930001123458/99/*",
		"https://id.gs1.org/01/08930001123450",
	} {
		t.Run(pattern, func(t *testing.T) {
			t.Parallel()
			if got, err := ParsePattern(pattern); err == nil {
				t.Errorf("ParsePattern(%q): got %v, want an error", pattern, got)
			}
		})
	}
}
