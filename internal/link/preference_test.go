package link

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPreferences(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		header string
		want   []preference
	}{
		{"", nil},
		{" , ,;q=1", nil},
		{"vi-VN,vi;q=0.9,en;q=0.5", []preference{{"vi-VN", 1000}, {"vi", 900}, {"en", 500}}},
		{"en;q=0.5, vi ; Q=0.75", []preference{{"vi", 750}, {"en", 500}}},
		{"a;q=1, b;q=1.000, c;q=1., d", []preference{{"a", 1000}, {"b", 1000}, {"c", 1000}, {"d", 1000}}},
		{"text/html;level=1;q=0.4", []preference{{"text/html", 400}}},
		{"no;q=0", []preference{{"no", 0}}},
		{"a;q=2, b;q=1.001, c;q=-1, d;q=0.1234, e;q=nan, f;q=1e0, g;q=, h;q=.5, i;q=0.x", nil},
		{strings.Repeat("a", maxElement+1) + ",b", []preference{{"b", 1000}}},
	} {
		got := preferences(tt.header)
		if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(preference{})); diff != "" {
			t.Errorf("%q: -want +got\n%s", tt.header, diff)
		}
	}
}

func TestNamed(t *testing.T) {
	t.Parallel()
	const ld = "application/ld+json"
	for _, tt := range []struct{ accept, want string }{
		{"", ""},
		{"*/*", ""},
		{"text/*", ""},
		{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", htmlType},
		{"TEXT/HTML", htmlType},
		{"application/linkset+json", LinksetType},
		{"application/linkset+json, text/html", htmlType}, // the one that is offered first
		{"application/linkset+json, text/html;q=0.9", LinksetType},
		{"application/ld+json;profile=\"x\", text/html;q=0.1", ld},
		{"text/html;q=0", ""},
		{"application/json", ""},
	} {
		if got := Named(tt.accept, htmlType, LinksetType, ld); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.accept, got, tt.want)
		}
	}
}

func TestShortened(t *testing.T) {
	t.Parallel()
	// The example of RFC 4647 §3.4.
	tag := "zh-Hant-CN-x-private1-private2"
	var got []string
	for ; tag != ""; tag = shortened(tag) {
		got = append(got, tag)
	}
	want := []string{"zh-Hant-CN-x-private1-private2", "zh-Hant-CN-x-private1", "zh-Hant-CN", "zh-Hant", "zh"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Whatever a header says, what is chosen is among the links, and there is one.
func FuzzChoose(f *testing.F) {
	f.Add("vi-VN,vi;q=0.9,en;q=0.5", "text/html,*/*;q=0.8")
	f.Add("-,--;q=0,*,a-;q=", "*/*;q=0,/,;;")
	links := []Link{
		{Href: "1", Lang: "vi", MediaType: "text/html"},
		{Href: "2", Lang: "en-GB", MediaType: "application/pdf"},
		{Href: "3"},
	}
	f.Fuzz(func(t *testing.T, language, accept string) {
		chosen := Request{AcceptLanguage: language, Accept: accept}.choose(links)
		if len(chosen) == 0 {
			t.Errorf("%q, %q: got no link", language, accept)
		}
		for _, l := range chosen {
			if !slices.Contains(links, l) {
				t.Errorf("%q, %q: got %v, which was no choice", language, accept, l)
			}
		}
	})
}
