package web

import (
	"strings"
	"testing"
)

func TestLanguage(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	for _, tt := range []struct {
		name, path, cookie, accept, want string
	}{
		{"nothing said", "/", "", "", "vi"},
		{"browser", "/", "", "en-US,en;q=0.9,vi;q=0.8", "en"},
		{"browser prefers Vietnamese", "/", "", "vi-VN,vi;q=0.9,en;q=0.8", "vi"},
		{"browser speaks neither", "/", "", "ja", "vi"},
		{"second choice", "/", "", "ja, en;q=0.5", "en"},
		{"nonsense", "/", "", ";;;q=,x", "vi"},
		{"chosen before", "/", "__Host-lang=en", "vi", "en"},
		{"chosen now", "/?lang=vi", "__Host-lang=en", "en", "vi"},
		{"unknown choice", "/?lang=xx", "", "en", "en"},
		{"forged cookie", "/", "__Host-lang=../x", "en", "en"},
	} {
		w := get(t, s, tt.path, "Cookie", tt.cookie, "Accept-Language", tt.accept)
		if got := w.Header().Get("Content-Language"); got != tt.want {
			t.Errorf("%s: language %s, want %s", tt.name, got, tt.want)
		}
		if want := `<html lang="` + tt.want + `">`; !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: the page has no %s", tt.name, want)
		}
	}
	if got := get(t, s, "/?lang=en").Header().Get("Set-Cookie"); !strings.HasPrefix(got, "__Host-lang=en; Path=/;") ||
		!strings.Contains(got, "HttpOnly; Secure; SameSite=Lax") {
		t.Errorf("the choice is kept by %q", got)
	}
}

// The switch must not change a signed address, and following it on a code's
// page must not be another scan.
func TestLanguageLinks(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	for path, want := range map[string]string{
		"/":                                "/?lang=en",
		"/report?lang=vi&code=a%2Fb":       "/report?code=a%2Fb&amp;lang=en",
		"/01/x%2Fy?17=270415&s=AB&lang=vi": "/01/x%2Fy?17=270415&amp;s=AB&amp;via=link&amp;lang=en",
		"/01/x?via=link":                   "/01/x?via=link&amp;lang=en",
	} {
		body := get(t, s, path).Body.String()
		if !strings.Contains(body, `href="`+want+`" lang="en"`) {
			t.Errorf("%s: no link to %s in\n%s", path, want, body[:min(len(body), 1500)])
		}
	}
}
