package epcis

import (
	"strings"
	"testing"

	"temgoc/internal/gs1"
)

func TestCanonical(t *testing.T) {
	t.Parallel()
	const unit = "https://id.gs1.org/01/08930001123458/21/A-1"
	for _, tt := range []struct{ name, uri, want string }{
		{"canonical", unit, unit},
		{"another host", "https://example.vn/01/08930001123458/21/A-1", unit},
		{"plain http and a stem", "http://example.vn/tem/goc/01/08930001123458/21/A-1", unit},
		{"a query", "https://id.gs1.org/01/08930001123458/21/A-1?17=270101&x=y", unit},
		{"a fragment", "https://id.gs1.org/01/08930001123458/21/A-1#top", unit},
		{"needless escapes", "https://id.gs1.org/01/08930001123458/21/%41%2D1", unit},
		{"a serial makes its lot redundant", "https://id.gs1.org/01/08930001123458/10/L/21/A-1", unit},
		{"and its variant", "https://id.gs1.org/01/08930001123458/22/V/10/L/21/A-1", unit},
		{"a variant alone", "https://id.gs1.org/01/08930001123458/22/V", "https://id.gs1.org/01/08930001123458"},
		{"short names", "https://example.vn/gtin/08930001123458/ser/A-1", unit},
		{"a GTIN of 13 digits", "https://example.vn/01/8930001123458/21/A-1", unit},
		{"a value that looks like a short name", "https://example.vn/gtin/08930001123458/lot/lot",
			"https://id.gs1.org/01/08930001123458/10/lot"},
		{"urn", "urn:epc:id:sgtin:8930001.012345.A-1", unit},
		{"escapes of a urn", "urn:epc:id:sgtin:8930001.012345.a%2Fb%25c", "https://id.gs1.org/01/08930001123458/21/a%2Fb%25c"},
		{"what the hash leaves bare", "urn:epc:id:sgtin:8930001.012345.a'b;c=d", "https://id.gs1.org/01/08930001123458/21/a'b;c=d"},
		{"what it escapes", "urn:epc:id:sgtin:8930001.012345.a!b(c)*+,:", "https://id.gs1.org/01/08930001123458/21/a%21b%28c%29%2A%2B%2C%3A"},
		{"a place", "urn:epc:id:sgln:8930001.12345.0", "https://id.gs1.org/414/8930001123458"},
		{"a place inside", "urn:epc:id:sgln:8930001.12345.K1", "https://id.gs1.org/414/8930001123458/254/K1"},

		{"wrong check digit", "https://example.vn/01/08930001123450", "https://example.vn/01/08930001123450"},
		{"urn with a digit too few", "urn:epc:id:sgtin:8930001.01234.A-1", "urn:epc:id:sgtin:8930001.01234.A-1"},
		{"an EPC that is no GS1 key", "urn:epc:id:gid:95100000.12345.400", "urn:epc:id:gid:95100000.12345.400"},
		{"another address", "https://example.vn/po/12345678", "https://example.vn/po/12345678"},
		{"a path that has a key by chance", "http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/2000/01/rdf-schema#"},
		{"a key outside EPCIS", "https://example.vn/8013/1987654Ad4X4bL5ttr2310c2K", "https://example.vn/8013/1987654Ad4X4bL5ttr2310c2K"},
		{"a position", "geo:20.58,106.29", "geo:20.58,106.29"},
		{"nothing", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := Canonical(tt.uri); got != tt.want {
				t.Errorf("Canonical(%q)\n got %q\nwant %q", tt.uri, got, tt.want)
			}
		})
	}
}

func TestCheckURI(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ uri, wantInError string }{
		{"https://example.vn/a?b=c#d", ""},
		{"urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", ""},
		{"geo:20.58,106.29", ""},
		{"https://vi.wikipedia.org/wiki/Hưng_Yên", ""},
		{"http://www.w3.org/2000/01/rdf-schema#", ""},
		{"https://example.vn/01/8930001123458", ""},
		{"https://shop.example.vn/01/08930001123450/danh-gia/moi-nhat", ""},
		{"urn:epc:id:gid:95100000.12345.400", ""},
		{"urn:epc:idpat:sgtin:8930001.012345.*", ""},

		{"", "scheme"},
		{"shipping", "scheme"},
		{"1https://example.vn/", "scheme"},
		{"https:", "scheme"},
		{"https://example.vn/a b", "spaces"},
		{"https://example.vn/\x00", "control characters"},
		{"https://example.vn/01/08930001123450", "AI (01)"},
		{"https://example.vn/01/08930001123450/10/A", "AI (01)"},
		{"https://example.vn/414/8930001123450", "AI (414)"},
		{"https://id.gs1.org/01/123", "AI (01)"},
		{"https://id.gs1.org/01/08930001123458/21/" + strings.Repeat("1", 21), "AI (21)"},
		{"urn:epc:id:sgtin:8930001.01234.1", "13 digits together"},
		{"urn:epc:id:sgtin:89300.01234567.1", "6 to 12 digits"},
		{"urn:epc:id:sgtin:8930001.012345", "3 fields"},
		{"urn:epc:id:sgtin:8930001.012345.", "empty"},
		{"urn:epc:id:sgtin:8930001.012345." + strings.Repeat("1", 21), "AI (21)"},
		{"urn:epc:id:sgtin:8930001.012345.%zz", "hexadecimal"},
		{"urn:epc:id:sgtin:8930001.012345.Hưng", "AI (21)"},
		{"urn:epc:id:sgcn:8930001.12345.A", "AI (255)"},
		{"urn:epc:class:sgtin:8930001.012345.1", "no urn:epc:class:sgtin"},
		{"urn:epc:id:lgtin:8930001.012345.L", "no urn:epc:id:lgtin"},
		{"urn:epc:idpat:sgtin:8930001.*.*", "13 digits together"},
	} {
		t.Run(tt.uri, func(t *testing.T) {
			t.Parallel()
			err := checkURI(tt.uri)
			if tt.wantInError == "" && err != nil {
				t.Errorf("checkURI(%q): got %v, want none", tt.uri, err)
			}
			if tt.wantInError != "" && (err == nil || !strings.Contains(err.Error(), tt.wantInError)) {
				t.Errorf("checkURI(%q): got %v, want an error with %q", tt.uri, err, tt.wantInError)
			}
		})
	}
}

func FuzzCanonical(f *testing.F) {
	for _, seed := range []string{
		"https://id.gs1.org/01/08930001123458/21/A-1",
		"http://example.vn/gtin/8930001123458/lot/a%2Fb?17=270101",
		"urn:epc:id:sgtin:8930001.012345.a%2Fb",
		"urn:epc:idpat:itip:8930001.012345.01.02.*",
		"urn:epc:id:cpi:8930001.AB%23.12",
		"https://id.gs1.org/8006/089300011234580102/21/1",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, uri string) {
		canonical := Canonical(uri)
		if again := Canonical(canonical); again != canonical {
			t.Errorf("Canonical(%q) is %q, of which the canonical form is %q", uri, canonical, again)
		}
		if canonical == uri {
			return
		}
		if _, err := gs1.ParseURI(canonical); err != nil {
			t.Errorf("Canonical(%q) is %q: %v", uri, canonical, err)
		}
	})
}

func BenchmarkCanonical(b *testing.B) {
	for _, bb := range []struct{ name, uri string }{
		{"canonical", "https://id.gs1.org/01/08930001123458/21/A-1"},
		{"otherHost", "https://example.vn/01/08930001123458/21/A-1"},
		{"urn", "urn:epc:id:sgtin:8930001.012345.A-1"},
		{"otherURI", "https://example.vn/certificate/ABC12345"},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Canonical(bb.uri)
			}
		})
	}
}
