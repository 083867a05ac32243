package obs

import (
	"bytes"
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestDebugHandler(t *testing.T) {
	t.Parallel()
	h := New().Handler()
	for _, tt := range []struct {
		method, path string
		status       int
		body         string
	}{
		{"GET", "/metrics", 200, "temgoc_scans_total"},
		{"GET", "/metrics", 200, "go_goroutines"},
		{"POST", "/metrics", 405, ""},
		{"GET", "/debug/pprof/", 200, "goroutine"},
		{"GET", "/debug/pprof/heap", 200, ""},
		{"GET", "/debug/pprof/cmdline", 404, ""},
		{"GET", "/", 404, ""},
		{"GET", "/01/09520000001018", 404, ""},
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(tt.method, tt.path, nil))
		if w.Code != tt.status || !strings.Contains(w.Body.String(), tt.body) {
			t.Errorf("%s %s: got %d, want %d and %q in\n%.500s", tt.method, tt.path, w.Code, tt.status, tt.body, w.Body)
		}
	}
}

// The listener ends with its context, and one that other machines reach is
// warned of.
func TestServe(t *testing.T) {
	t.Parallel()
	for addr, warned := range map[string]bool{"127.0.0.1:0": false, "0.0.0.0:0": true} {
		l, err := net.Listen("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		var log bytes.Buffer
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- New().Serve(ctx, l, slog.New(slog.NewTextHandler(&log, nil))) }()
		_, port, _ := net.SplitHostPort(l.Addr().String())
		host, _, _ := net.SplitHostPort(strings.Replace(addr, "0.0.0.0", "127.0.0.1", 1))
		resp, err := http.Get("http://" + net.JoinHostPort(host, port) + "/metrics")
		if err != nil {
			t.Fatalf("%s: %v", addr, err)
		}
		resp.Body.Close()
		stop()
		if err := <-ended; err != nil || resp.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d, ended with %v; want 200 and no error", addr, resp.StatusCode, err)
		}
		if got := strings.Contains(log.String(), "level=WARN"); got != warned {
			t.Errorf("%s: warned %v, want %v:\n%s", addr, got, warned, &log)
		}
	}
	if err := New().Serve(t.Context(), nil, nil); err != nil {
		t.Errorf("without a listener: %v", err)
	}
}
