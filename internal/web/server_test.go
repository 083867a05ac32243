package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"temgoc/internal/day"
	"temgoc/internal/lookup"
	"temgoc/internal/origincode"
)

// testNow is when the tests look.
func testNow() time.Time { return time.Date(2026, 7, 1, 9, 15, 0, 0, day.Vietnam) }

// testServer is the real router at https://tem.example.vn. change may fill in
// stores; without them only pages that ask none can be got.
func testServer(t testing.TB, change func(*Options)) *Server {
	t.Helper()
	o := Options{
		Now:       testNow,
		PublicURL: &url.URL{Scheme: "https", Host: "tem.example.vn"},
		Lookup:    &lookup.Service{},
		Keys:      &origincode.Ring{},
		Authority: Authority{
			Name:     Bilingual{VI: "Sở Khoa học và Công nghệ tỉnh Hưng Yên", EN: "Hưng Yên Department of Science and Technology"},
			Province: Bilingual{VI: "Hưng Yên", EN: "Hưng Yên"},
		},
	}
	if change != nil {
		change(&o)
	}
	s, err := New(o)
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	return s
}

// browsing is the Accept header of a phone's browser.
const browsing = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

// get asks the server's own host for path, as a browser does.
func get(t *testing.T, s *Server, path string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept", browsing)
	return send(s, r, header...)
}

// send sets the host and the headers, given as names and values.
func send(s *Server, r *http.Request, header ...string) *httptest.ResponseRecorder {
	r.Host = s.PublicURL.Host
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w
}

func TestPagesRender(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	for path, want := range map[string]int{
		"/": 200, "/signin": 200, "/none": 404, "/account": 303, "/healthz": 200,
		"/.well-known/jwks.json": 200, "/api/v1/none": 404,
	} {
		if w := get(t, s, path); w.Code != want {
			t.Errorf("GET %s: status %d, want %d\n%s", path, w.Code, want, w.Body)
		}
	}
}

func TestFooterNamesTheContact(t *testing.T) {
	t.Parallel()
	for contact, want := range map[string]bool{"0221 <b>3</b>": true, "": false} {
		s := testServer(t, func(o *Options) { o.Authority.Contact = contact })
		body := get(t, s, "/").Body.String()
		if got := strings.Contains(body, "Liên hệ: 0221 &lt;b&gt;3&lt;/b&gt;"); got != want {
			t.Errorf("contact %q: named %v, want %v", contact, got, want)
		}
	}
}
