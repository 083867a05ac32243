package gs1

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const unitPath = "/01/09520000001018/21/M2HB5S5ZZ28HQEVYGG7P"

func TestParsePath(t *testing.T) {
	t.Parallel()
	gtin := Element{"01", "09520000001018"}
	for _, tt := range []struct {
		name, path, query string
		want              Link
	}{
		{"product", "/01/09520000001018", "", Link{Path: []Element{gtin}}},
		{"unit", unitPath, "", Link{Path: []Element{gtin, {"21", "M2HB5S5ZZ28HQEVYGG7P"}}}},
		{
			"signed batch", "/01/09520000001018/10/L260415-01", "17=270415&s=0AB",
			Link{
				Path:   []Element{gtin, {"10", "L260415-01"}},
				Attrs:  []Element{{"17", "270415"}},
				Params: []Param{{"s", "0AB"}},
			},
		},
		{"slash within a lot", "/01/09520000001018/10/A%2fB", "", Link{Path: []Element{gtin, {"10", "A/B"}}}},
		{"plus is a plus in the path", "/01/09520000001018/10/A+B", "", Link{Path: []Element{gtin, {"10", "A+B"}}}},
		{"a lot that reads like a key", "/01/09520000001018/10/414/21/01", "", Link{Path: []Element{gtin, {"10", "414"}, {"21", "01"}}}},
		{
			"both delimiters and empty fields", "/01/09520000001018", ";;17=270415;&utm=a+b%26c;=;x&99=A%3BB",
			Link{
				Path:   []Element{gtin},
				Attrs:  []Element{{"17", "270415"}, {"99", "A;B"}},
				Params: []Param{{"utm", "a b&c"}, {"x", ""}},
			},
		},
		{"a number without a value is no element", "/01/09520000001018", "1700000000", Link{Path: []Element{gtin}, Params: []Param{{"1700000000", ""}}}},
		{"place", "/414/9520123456788/254/32a%2Fb", "", Link{Path: []Element{{"414", "9520123456788"}, {"254", "32a/b"}}}},
		{"all zeros is syntax enough", "/01/00000000000000", "", Link{Path: []Element{{"01", "00000000000000"}}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := ParsePath(tt.path, tt.query)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestParsePathRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, path, query, ai, problem string }{
		{"nothing", "", "", "", "no primary key"},
		{"no key", "/products/cloves", "", "", "no primary key"},
		{"trailing slash", "/01/09520000001018/", "", "", "no primary key"},
		{"empty segment", "/01//09520000001018", "", "", "no primary key"},
		{"a stem", "/vi/01/09520000001018", "", "", `begin with its primary key but with "/vi"`},
		{"check digit", "/01/09520000001019", "", "01", "check digit 9, want 8"},
		{"GTIN-13", "/01/9520000001018", "", "01", "too short, want 14"},
		{"15 digits", "/01/095200000010180", "", "01", "too long, at most 14"},
		{"letter in a GTIN", "/01/0952000000101A", "", "01", "character 'A' is not in digits"},
		{"unknown in the path", "/01/09520000001018/89/X", "", "89", "no such application identifier"},
		{"unknown in the query", "/01/09520000001018", "89=X", "89", "no such application identifier"},
		{"long number in the query", "/01/09520000001018", strings.Repeat("1", 90) + "=X", strings.Repeat("1", 40), "no such"},
		{"qualifiers out of order", "/01/09520000001018/21/S/10/L", "", "01", "(21)(10) is no sequence of qualifiers"},
		{"attribute in the path", "/01/09520000001018/17/270415", "", "01", "(17) is no sequence"},
		{"twice in the path", "/01/09520000001018/10/A/10/A", "", "10", "stands twice"},
		{"twice in the query", "/01/09520000001018", "99=A&99=A", "99", "stands twice"},
		{"key again in the query", "/01/09520000001018", "01=09520000001018", "01", "stands twice"},
		{"qualifier in the query", "/01/09520000001018", "10=A", "10", "belongs in the path behind AI (01)"},
		{"no data attribute", "/01/09520000001018", "8200=X", "8200", "may not stand in the query"},
		{"empty in the path", "/01/09520000001018/10/", "", "10", "empty"},
		{"empty in the query", "/01/09520000001018", "17=", "17", "empty"},
		{"no such month", "/01/09520000001018", "17=271315", "17", "no month 13"},
		{"lot too long", "/01/09520000001018/10/" + strings.Repeat("A", 21), "", "10", "too long, at most 20"},
		{"Vietnamese lot", "/01/09520000001018/10/L%C3%B4", "", "10", "character 'ô' is not in GS1 character set 82"},
		{"null", "/01/09520000001018/10/A%00", "", "10", `character '\x00'`},
		{"overlong UTF-8", "/01/09520000001018/10/A%C0%AF", "", "10", "character '\ufffd'"},
		{"bad escape in the path", "/01/09520000001018/10/A%2", "", "10", `bad percent escape "%2"`},
		{"bad escape in the query", "/01/09520000001018", "99=A%ZZ", "99", `bad percent escape "%ZZ"`},
		{"bad escape in a parameter", "/01/09520000001018", "utm=%", "", `query key "utm": bad percent escape "%"`},
		{"escaped identifier", "/01/09520000001018", "%317=270415", "17", "must not be escaped"},
		{"raw space", "/01/09520000001018/10/A B", "", "", "character ' ' is not allowed"},
		{"raw Vietnamese", "/01/09520000001018", "name=Thái", "", "character 'á' is not allowed"},
		{"question mark in the path", "/01/09520000001018/10/A?B", "", "", "? or # must be escaped"},
		{"fragment in the query", "/01/09520000001018", "99=A#B", "", "? or # must be escaped"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := ParsePath(tt.path, tt.query)
			wantSyntaxError(t, err, tt.ai, tt.problem)
		})
	}
}

func wantSyntaxError(t *testing.T, err error, ai, problem string) {
	t.Helper()
	var syntax *SyntaxError
	if !errors.As(err, &syntax) || syntax.AI != ai || !strings.Contains(syntax.Problem, problem) {
		t.Errorf("got %v, want AI (%s) and %q", err, ai, problem)
	}
}

func TestParseURI(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, uri, stem string }{
		{"plain", "https://id.example.vn/01/09520000001018", "https://id.example.vn"},
		{"upper case", "HTTPS://ID.EXAMPLE.VN/01/09520000001018", "https://id.example.vn"},
		{"stem keeps its case", "http://A/Qr/01/09520000001018", "http://a/Qr"},
		{"port", "https://[2001:db8::1]:8443/01/09520000001018", "https://[2001:db8::1]:8443"},
		{"a key within the stem", "https://a/00/x/01/09520000001018", "https://a/00/x"},
		{"fragment", "https://a/01/09520000001018#/10/A?99=B", "https://a"},
		{"punycode", "https://xn--fsq.xn--0zwm56d/01/09520000001018", "https://xn--fsq.xn--0zwm56d"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			want := Link{Stem: tt.stem, Path: []Element{{"01", "09520000001018"}}}
			got, err := ParseURI(tt.uri)
			if diff := cmp.Diff(want, got); err != nil || diff != "" {
				t.Errorf("error %v, -want +got\n%s", err, diff)
			}
		})
	}
}

func TestParseURIRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, uri, problem string }{
		{"empty", "", "begins with https://"},
		{"other scheme", "ftp://a/01/09520000001018", "begins with https://"},
		{"mixed-case scheme", "HtTp://a/01/09520000001018", "begins with https://"},
		{"no host", "https:///01/09520000001018", "want a host"},
		{"no path", "https://a?01=09520000001018", "want a host"},
		{"user in the host", "https://me@a/01/09520000001018", "character '@' is not allowed in a host"},
		{"query before the path", "https://a?b/01/09520000001018", "character '?' is not allowed in a host"},
		{"international host", "https://gốc.vn/01/09520000001018", "character 'ố' is not allowed"},
		{"key as host", "https://00/006141411234567890", "no primary key"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := ParseURI(tt.uri)
			wantSyntaxError(t, err, "", tt.problem)
		})
	}
}

// TestParseHugeInput: time grows with the input, not with its square.
func TestParseHugeInput(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, path, query string
		valid             bool
	}{
		{"10,000 keys", unitPath, strings.Repeat("k=v&", 10_000), true},
		{"10,000 delimiters", unitPath, strings.Repeat("&;", 5_000), true},
		{"10,000 elements", unitPath, strings.Repeat("99=v&", 10_000), false},
		{"10,000 escapes", unitPath, strings.Repeat("%41", 10_000) + "=x", true},
		{"10 kB of slashes", strings.Repeat("/", 10_000), "", false},
		{"10 kB of pairs", "/01/09520000001018" + strings.Repeat("/10/A", 2_000), "", false},
		{"10 kB in a value", "/01/09520000001018/10/" + strings.Repeat("A", 10_000), "", false},
		{"10 kB before the key", strings.Repeat("/x", 5_000) + unitPath, "", false},
	} {
		var err error
		best := time.Hour // of several: other programs only ever add
		for range 3 {
			start := time.Now()
			_, err = ParsePath(tt.path, tt.query)
			best = min(best, time.Since(start))
		}
		if (err == nil) != tt.valid {
			t.Errorf("%s: got %v, want valid %v", tt.name, err, tt.valid)
		}
		if err != nil && len(err.Error()) > 200 {
			t.Errorf("%s: an error of %d bytes repeats its input", tt.name, len(err.Error()))
		}
		if best > 200*time.Millisecond {
			t.Errorf("%s: took %v", tt.name, best)
		}
	}
}

func TestParseAllocations(t *testing.T) {
	allocations := testing.AllocsPerRun(100, func() {
		if _, err := ParsePath(unitPath, ""); err != nil {
			t.Error(err)
		}
	})
	if allocations > 2 {
		t.Errorf("got %v allocations, want at most 2", allocations)
	}
}

func BenchmarkParsePath(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParsePath(unitPath, ""); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseURI(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseURI("https://id.example.vn" + unitPath); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseQuery10000(b *testing.B) {
	query := strings.Repeat("k=v&", 10_000)
	for b.Loop() {
		if _, err := ParsePath(unitPath, query); err != nil {
			b.Fatal(err)
		}
	}
}
