package link

import (
	"net/url"
	"strings"
	"testing"
)

func TestCheckHref(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ href, problem string }{
		{"https://maker.example", ""},
		{"https://maker.example/", ""},
		{"https://www.maker.example:8443/che/thai?a=1&b=%C3%A8;c#pha", ""},
		{"https://xn--ch-hka.vn/", ""},           // chè.vn: stands as such, nobody takes it for another
		{"https://a.xn--fiqs8s/", ""},            // a top domain in Chinese
		{"https://maker.example/a//b/..%2F", ""}, // theirs to understand

		// Other schemes, and what browsers take for another host.
		{"", "link.href_scheme"},
		{"javascript:alert(1)", "link.href_scheme"},
		{"data:text/html,<b>", "link.href_form"},
		{"http://maker.example/", "link.href_scheme"},
		{"HTTPS://maker.example/", "link.href_scheme"},
		{"//evil.example", "link.href_scheme"},
		{"/\\evil.example", "link.href_form"},
		{"/page", "link.href_scheme"},
		{"#a", "link.href_scheme"},
		{"?https://evil.example", "link.href_scheme"},
		{"https:evil.example", "link.href_scheme"},
		{"https:/evil.example", "link.href_scheme"},
		{"https:///evil.example", "link.href_host"},
		{"https://\\evil.example", "link.href_form"},
		{"https://maker.example\\@evil.example", "link.href_form"},
		{" https://maker.example", "link.href_form"},
		{"https://#maker.example", "link.href_form"},
		{"https://?maker.example", "link.href_form"},

		// User info shows one host and leads to another.
		{"https://maker.example@evil.example/", "link.href_form"},
		{"https://maker.example:pass@evil.example/", "link.href_form"},
		{"https://@evil.example/", "link.href_form"},
		{"https://maker.example%40evil.example/", "link.href_form"},

		// Characters that end a header, a line, or an attribute.
		{"https://maker.example/\r\nSet-Cookie: a=b", "link.href_form"},
		{"https://maker.example/%0d%0aSet-Cookie:%20a=b", "link.href_form"},
		{"https://maker.example/?%00", "link.href_form"},
		{"https://maker.example/#%7f", "link.href_form"},
		{"https://maker.example/\x00", "link.href_form"},
		{"https://maker.example/\t", "link.href_form"},
		{"https://maker.example/a b", "link.href_form"},
		{"https://maker.example/\"onclick=", "link.href_form"},
		{"https://maker.example/<script>", "link.href_form"},
		{"https://maker.example/%", "link.href_form"},
		{"https://maker.example/%2x", "link.href_form"},
		{"https://maker.example/?%zz", "link.href_form"},
		{"https://maker.example/chè", "link.href_form"},
		{"https://maker.example/\xff", "link.href_form"},

		// Hosts without a name of the public Internet.
		{"https://chè.vn/", "link.href_form"},
		{"https://ｍaker.example/", "link.href_form"},
		{"https://MAKER.example/", "link.href_host"},
		{"https://127.0.0.1/", "link.href_host"},
		{"https://127.1/", "link.href_host"},
		{"https://0x7f.0x1/", "link.href_host"},
		{"https://2130706433/", "link.href_host"},
		{"https://[::1]/", "link.href_host"},
		{"https://[::ffff:127.0.0.1]:443/", "link.href_host"},
		{"https://localhost/", "link.href_host"},
		{"https://a.localhost/", "link.href_host"},
		{"https://printer.local/", "link.href_host"},
		{"https://db.internal/", "link.href_host"},
		{"https://maker/", "link.href_host"},
		{"https://maker.example./", "link.href_host"},
		{"https://maker..example/", "link.href_host"},
		{"https://.example/", "link.href_host"},
		{"https://-maker.example/", "link.href_host"},
		{"https://maker.example:/", "link.href_host"},
		{"https://maker.example:x/", "link.href_form"},
		{"https://maker%2eexample/", "link.href_form"},
		{"https://" + strings.Repeat("a", 64) + ".example/", "link.href_host"},
		{"https://" + strings.Repeat("a.", 125) + "example/", "link.href_host"},

		{"https://maker.example/" + strings.Repeat("a", maxHref-22), ""},
		{"https://maker.example/" + strings.Repeat("a", maxHref-21), "link.href_too_long"},
	} {
		if got := checkHref(tt.href); got != tt.problem {
			t.Errorf("%.80q: got %q, want %q", tt.href, got, tt.problem)
		}
	}
}

// Whatever is let through leads where it seems to, with any query behind it.
func FuzzCheckHref(f *testing.F) {
	f.Add("https://maker.example/a?b#c", "d=e;f")
	f.Add("https://maker.example@evil.example", "#")
	f.Add("https://a.b?", "\r\n\\@evil.example")
	f.Fuzz(func(t *testing.T, href, query string) {
		if checkHref(href) != "" {
			return
		}
		before, err := url.Parse(href)
		if err != nil {
			t.Fatalf("%q: %v", href, err)
		}
		target := Forward(href, query)
		after, err := url.Parse(target)
		if err != nil {
			t.Fatalf("%q: %v", target, err)
		}
		if after.Scheme != "https" || after.Host != before.Host || after.Path != before.Path ||
			after.Fragment != before.Fragment || !publicHost(after.Hostname()) {
			t.Errorf("%q with %q leads to %q", href, query, target)
		}
		if strings.ContainsAny(target, "\r\n\x00\\ ") {
			t.Errorf("%q with %q: %q has characters that are in no URI", href, query, target)
		}
	})
}
