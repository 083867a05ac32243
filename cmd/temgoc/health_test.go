package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestHealth(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		answer, status int
		want           string
	}{
		{http.StatusOK, 0, ""},
		{http.StatusServiceUnavailable, 1, "/readyz answers 503 Service Unavailable"},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/readyz" {
				t.Errorf("asked for %s, want /readyz", r.URL.Path)
			}
			w.WriteHeader(tt.answer)
		}))
		status, _, stderr := command(t, []string{"TEMGOC_ADDR=" + server.Listener.Addr().String()}, "health")
		server.Close()
		if status != tt.status || !strings.Contains(stderr, tt.want) {
			t.Errorf("answer %d: got status %d, %q; want %d, %q", tt.answer, status, stderr, tt.status, tt.want)
		}
	}
}
