package web

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
)

func TestHeadersOnEveryAnswer(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	style, err := s.assets.url("style.css")
	if err != nil {
		t.Fatal(err)
	}
	for path, status := range map[string]int{
		"/": 200, "/none": 404, "/api/v1/none": 404, "/healthz": 200, "/.well-known/jwks.json": 200, "/account": 303, style: 200,
	} {
		w := get(t, s, path)
		if w.Code != status {
			t.Errorf("%s: status %d, want %d", path, w.Code, status)
		}
		for name, want := range map[string]string{
			"Content-Security-Policy":   contentPolicy,
			"X-Content-Type-Options":    "nosniff",
			"Referrer-Policy":           "no-referrer",
			"Strict-Transport-Security": "max-age=63072000",
		} {
			if got := w.Header().Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		if len(w.Header().Get("X-Request-Id")) != 16 {
			t.Errorf("%s: request id %q", path, w.Header().Get("X-Request-Id"))
		}
	}
	if got := get(t, s, "/").Header().Get("Vary"); got != "Accept-Language, Cookie" {
		t.Errorf("Vary is %q", got)
	}
	plain := testServer(t, func(o *Options) { o.PublicURL = &url.URL{Scheme: "http", Host: "localhost:8080"} })
	if got := get(t, plain, "/").Header().Get("Strict-Transport-Security"); got != "" {
		t.Errorf("over http: Strict-Transport-Security is %q, want none", got)
	}
}

// Pages must need nothing that the policy forbids.
func TestPagesHaveNoInlineScriptOrStyle(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	for _, path := range []string{"/", "/signin", "/report", "/none"} {
		body := get(t, s, path).Body.String()
		for _, part := range []string{"<style", " style=", "<script>", " onclick", "http://", "https://"} {
			if strings.Contains(body, part) {
				t.Errorf("%s holds %q", path, part)
			}
		}
	}
}

func TestHosts(t *testing.T) {
	t.Parallel()
	s := testServer(t, func(o *Options) { o.OtherHosts = []string{"Old.example.vn"} })
	for _, tt := range []struct {
		host, path string
		want       int
	}{
		{"tem.example.vn", "/", 200},
		{"TEM.example.vn", "/", 200},
		{"old.example.vn", "/", 200},
		{"evil.example", "/", 421},
		{"evil.example", "/01/09520000001018/21/ABC", 421},
		{"evil.example", "/api/v1/lookup", 421},
		{"tem.example.vn.evil.example", "/", 421},
		{"tem.example.vn:8080", "/", 421},
		{"", "/", 421},
		{"10.0.0.7:8080", "/healthz", 200},
	} {
		r := httptest.NewRequest(http.MethodGet, tt.path, nil)
		r.Host = tt.host
		r.Header.Set("X-Forwarded-Host", "evil.example")
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		if w.Code != tt.want {
			t.Errorf("host %q, %s: status %d, want %d", tt.host, tt.path, w.Code, tt.want)
		}
		if strings.Contains(w.Body.String(), "evil") {
			t.Errorf("host %q, %s: the answer repeats it", tt.host, tt.path)
		}
	}
}

func TestMethods(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	for _, tt := range []struct {
		method, path string
		want         int
	}{
		{"HEAD", "/", 200},
		{"POST", "/", 405},
		{"DELETE", "/01/09520000001018/21/ABC", 405},
		{"PUT", "/signin", 405},
		{"GET", "/signout", 405},
	} {
		w := send(s, httptest.NewRequest(tt.method, tt.path, nil))
		if w.Code != tt.want {
			t.Errorf("%s %s: status %d, want %d", tt.method, tt.path, w.Code, tt.want)
		}
		if tt.want == 405 && w.Header().Get("Allow") == "" {
			t.Errorf("%s %s: no Allow header", tt.method, tt.path)
		}
	}
}

func TestBodyLimit(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	big := url.Values{"note": {strings.Repeat("x", usualBody)}}
	if w := send(s, formRequest("/place", big)); w.Code != 413 {
		t.Errorf("declared length: status %d, want 413", w.Code)
	}
	r := formRequest("/place", big)
	r.ContentLength = -1
	if w := send(s, r); w.Code != 413 {
		t.Errorf("unknown length: status %d, want 413", w.Code)
	}
}

func TestCrossSitePosts(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	for _, tt := range []struct {
		name   string
		header []string
		want   int
	}{
		{"cross-site", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"another subdomain", []string{"Sec-Fetch-Site", "same-site"}, 403},
		{"another origin, old browser", []string{"Origin", "https://evil.example"}, 403},
		{"no origin", []string{"Origin", "null"}, 403},
		{"own", []string{"Sec-Fetch-Site", "same-origin", "Origin", "https://tem.example.vn"}, 303},
		{"program", nil, 303},
	} {
		if w := send(s, httptest.NewRequest("POST", "/signout", nil), tt.header...); w.Code != tt.want {
			t.Errorf("%s: status %d, want %d", tt.name, w.Code, tt.want)
		}
	}
}

// A panic or an unknown error is a plain page with an id; the log has the
// reason under that id, and no cookie.
func TestFailuresTellNothing(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	s := testServer(t, func(o *Options) { o.Log = slog.New(slog.NewJSONHandler(&log, nil)) })
	engine := s.handler.(*gin.Engine)
	s.get(engine, "/test/panic", func(*gin.Context) error { panic("secret reason") })
	s.get(engine, "/test/error", func(*gin.Context) error { return errors.New("secret reason") })
	s.get(engine, "/api/test/error", func(*gin.Context) error { return errors.New("secret reason") })
	for _, path := range []string{"/test/panic", "/test/error", "/api/test/error"} {
		log.Reset()
		w := get(t, s, path, "Cookie", "__Host-lang=en; __Host-other=hush", "Authorization", "Bearer hush")
		id := w.Header().Get("X-Request-Id")
		if w.Code != 500 || strings.Contains(w.Body.String(), "secret") || !strings.Contains(w.Body.String(), id) {
			t.Errorf("%s: status %d, id %s, body\n%s", path, w.Code, id, w.Body)
		}
		line := log.String()
		if !strings.Contains(line, "secret reason") || !strings.Contains(line, id) || strings.Contains(line, "hush") {
			t.Errorf("%s: log\n%s", path, line)
		}
	}
}

func TestOneLineARequestWithoutAddress(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	s := testServer(t, func(o *Options) { o.Log = slog.New(slog.NewJSONHandler(&log, nil)) })
	get(t, s, "/signin?next=/hush", "X-Forwarded-For", "203.0.113.7", "User-Agent", "hush")
	line := log.String()
	if strings.Count(line, "\n") != 1 || !strings.Contains(line, `"route":"/signin"`) || !strings.Contains(line, `"status":200`) {
		t.Errorf("log is\n%s", line)
	}
	for _, part := range []string{"hush", "203.0.113.7", "192.0.2.1"} {
		if strings.Contains(line, part) {
			t.Errorf("log holds %q: %s", part, line)
		}
	}
}

func TestStaticFiles(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	for name, kind := range map[string]string{"style.css": "text/css", "app.js": "text/javascript", "icon.svg": "image/svg+xml"} {
		address, err := s.assets.url(name)
		if err != nil {
			t.Fatal(err)
		}
		w := get(t, s, address)
		if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), kind) || w.Header().Get("Cache-Control") != immutable {
			t.Errorf("%s: status %d, %s, %s", address, w.Code, w.Header().Get("Content-Type"), w.Header().Get("Cache-Control"))
		}
	}
	for _, path := range []string{"/static/0000000000000000/style.css", "/static/0/..%2Fserver.go", "/static/"} {
		if w := get(t, s, path); w.Code != 404 {
			t.Errorf("%s: status %d, want 404", path, w.Code)
		}
	}
}

// Back-off stands on the caller's address, so nobody may choose it.
func TestForwardedAddress(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		trusted []string
		want    string
	}{
		{"nobody trusted", nil, "192.0.2.1"},
		{"another trusted", []string{"10.0.0.0/8"}, "192.0.2.1"},
		{"the proxy trusted", []string{"192.0.2.0/24"}, "203.0.113.7"},
	} {
		s := testServer(t, func(o *Options) { o.TrustedProxies = tt.trusted })
		s.get(s.handler.(*gin.Engine), "/test/address", func(c *gin.Context) error {
			c.String(http.StatusOK, c.ClientIP())
			return nil
		})
		// httptest's requests come from 192.0.2.1.
		if got := get(t, s, "/test/address", "X-Forwarded-For", "203.0.113.7").Body.String(); got != tt.want {
			t.Errorf("%s: address %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestWrongOptions(t *testing.T) {
	t.Parallel()
	base := &url.URL{Scheme: "https", Host: "tem.example.vn"}
	for name, o := range map[string]Options{
		"public URL":               {},
		"the public URL must have": {PublicURL: &url.URL{Path: "tem.example.vn"}},
		"trusted proxies":          {PublicURL: base, TrustedProxies: []string{"proxy.example"}},
	} {
		if _, err := New(o); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("New: %v, want an error about %q", err, name)
		}
	}
}
