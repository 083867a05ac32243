package epcis

import "testing"

// urns are an EPC of each scheme with its company prefix and its Digital Link.
var urns = []struct{ urn, prefix, link string }{
	{"urn:epc:id:sgtin:8930001.012345.A-1", "8930001", "01/08930001123458/21/A-1"},
	{"urn:epc:id:sgtin:893000112.9345.1.2", "893000112", "01/98930001123451/21/1.2"},
	{"urn:epc:id:sgtin:893000112345.0.%22%26%3C%3E%3F", "893000112345", "01/08930001123458/21/%22%26%3C%3E%3F"},
	{"urn:epc:idpat:sgtin:8930001.012345.*", "8930001", "01/08930001123458"},
	{"urn:epc:class:lgtin:8930001.012345.L%2F1", "8930001", "01/08930001123458/10/L%2F1"},
	{"urn:epc:id:upui:8930001.012345.51qIgY)%3C%26Jp3*j7'SDB", "8930001", "01/08930001123458/235/51qIgY%29%3C%26Jp3%2Aj7'SDB"},
	{"urn:epc:id:itip:8930001.012345.01.02.999", "8930001", "8006/089300011234580102/21/999"},
	{"urn:epc:idpat:itip:8930001.012345.01.02.*", "8930001", "8006/089300011234580102"},
	{"urn:epc:id:sscc:8930001.0123456789", "8930001", "00/089300011234567896"},
	{"urn:epc:id:sgln:8930001.12345.0", "8930001", "414/8930001123458"},
	{"urn:epc:id:sgln:893000112345..K1", "893000112345", "414/8930001123458/254/K1"},
	{"urn:epc:id:pgln:8930001.12345", "8930001", "417/8930001123458"},
	{"urn:epc:id:grai:8930001.12345.K1", "8930001", "8003/08930001123458K1"},
	{"urn:epc:idpat:grai:8930001.12345.*", "8930001", "8003/08930001123458"},
	{"urn:epc:id:giai:8930001.A.B%2FC", "8930001", "8004/8930001A.B%2FC"},
	{"urn:epc:id:gsrn:8930001.0123456789", "8930001", "8018/893000101234567890"},
	{"urn:epc:id:gsrnp:8930001.0123456789", "8930001", "8017/893000101234567890"},
	{"urn:epc:id:gdti:8930001.12345.HD7", "8930001", "253/8930001123458HD7"},
	{"urn:epc:idpat:gdti:8930001.12345.*", "8930001", "253/8930001123458"},
	{"urn:epc:id:sgcn:8930001.12345.0044", "8930001", "255/89300011234580044"},
	{"urn:epc:idpat:sgcn:8930001.12345.*", "8930001", "255/8930001123458"},
	{"urn:epc:id:cpi:8930001.A%23-%2FB.123", "8930001", "8010/8930001A%23-%2FB/8011/123"},
	{"urn:epc:idpat:cpi:8930001.ABC.*", "8930001", "8010/8930001ABC"},
	{"urn:epc:id:ginc:8930001.xyz47", "8930001", "401/8930001xyz47"},
	{"urn:epc:id:gsin:8930001.123456789", "8930001", "402/89300011234567896"},
}

func TestURNRoundTrip(t *testing.T) {
	t.Parallel()
	for _, tt := range urns {
		t.Run(tt.urn, func(t *testing.T) {
			t.Parallel()
			want := "https://id.gs1.org/" + tt.link
			link := Canonical(tt.urn)
			if link != want {
				t.Fatalf("Canonical: got %s, want %s", link, want)
			}
			urn, ok := ToURN(link, []string{"4012345", tt.prefix})
			if !ok || urn != tt.urn {
				t.Errorf("ToURN: got %s, %t; want %s", urn, ok, tt.urn)
			}
		})
	}
}

func TestToURNOfOthers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, uri string
		want      bool
	}{
		{"another company prefix", "https://id.gs1.org/01/04012345123456/21/1", false},
		{"a lot of pieces", "https://id.gs1.org/8006/089300011234580102/10/L", false},
		{"no GS1 key", "https://example.vn/po/1", false},
		{"a URN already", "urn:epc:id:sgtin:8930001.012345.A-1", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got, ok := ToURN(tt.uri, []string{"8930001"}); got != tt.uri || ok != tt.want {
				t.Errorf("ToURN(%q): got %q, %t; want it unchanged, %t", tt.uri, got, ok, tt.want)
			}
		})
	}
}
