package web

import (
	"net/http/httptest"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
)

// The observer is told of every answer, and of a route only what the table of
// routes holds, whatever a caller sends.
func TestAnswersAreObserved(t *testing.T) {
	t.Parallel()
	type answer struct {
		route  string
		status int
	}
	var got []answer
	s := testServer(t, func(o *Options) {
		o.Observe = func(route string, status int, _ time.Duration) { got = append(got, answer{route, status}) }
	})
	templates := map[string]bool{"": true}
	for _, r := range s.handler.(*gin.Engine).Routes() {
		templates[r.Path] = true
	}
	for _, tt := range []struct {
		method, host, path string
		want               answer
	}{
		{"GET", "", "/", answer{"/", 200}},
		{"GET", "", "/signin?next=/hush", answer{"/signin", 200}},
		{"GET", "", "/hush", answer{"", 404}},
		{"GET", "", "/api/v1/hush", answer{"", 404}},
		{"GET", "", "/static/hush/hush.css", answer{"/static/:hash/:file", 404}},
		{"GET", "evil.example", "/", answer{"/", 421}},
		{"GET", "evil.example", "/01/09520000001018/21/HUSH", answer{"/01/*path", 421}},
		{"HUSH", "", "/", answer{"", 405}},
		{"HUSH", "", "/hush", answer{"", 404}},
		{"POST", "", "/signout", answer{"/signout", 303}},
		{"GET", "", "//evil.example/%2e%2e", answer{"", 404}},
	} {
		got = nil
		r := httptest.NewRequest(tt.method, tt.path, nil)
		if r.Host = tt.host; tt.host == "" {
			r.Host = s.PublicURL.Host
		}
		s.Handler().ServeHTTP(httptest.NewRecorder(), r)
		if len(got) != 1 || got[0] != tt.want {
			t.Errorf("%s %s%s: observed %v, want %v", tt.method, tt.host, tt.path, got, tt.want)
		}
		for _, g := range got {
			if !templates[g.route] {
				t.Errorf("%s %s%s: %q is no template", tt.method, tt.host, tt.path, g.route)
			}
		}
	}
}
