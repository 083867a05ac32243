package main

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func exchangeWith(t testing.TB, h http.HandlerFunc) *conn {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	to, err := aim(server.URL, loopbackOnly)
	if err != nil {
		t.Fatal(err)
	}
	c, err := to.dial(time.Second)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

const simpleRequest = "GET / HTTP/1.1\r\nHost: a\r\n" + phoneHeaders + "\r\n"

// Whatever net/http answers is read to its end, so that the next answer on the
// connection is the next one's.
func TestExchange(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("Tem Gốc ", 10_000)
	for _, tt := range []struct {
		name string
		h    http.HandlerFunc
		want int
		body string
		last bool
	}{
		{name: "with a length", h: func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "short") }, want: 200, body: "short"},
		{name: "in chunks", h: func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, long) }, want: 200, body: long},
		{name: "with a trailer", h: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Trailer", "Sum")
			io.WriteString(w, long)
			w.Header().Set("Sum", "1")
		}, want: 200, body: long},
		{name: "none", h: func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }, want: 204},
		{name: "not changed", h: func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) }, want: 304},
		{name: "the last", h: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Connection", "close")
			http.Error(w, "busy", http.StatusServiceUnavailable)
		}, want: 503, body: "busy\n", last: true},
	} {
		c := exchangeWith(t, tt.h)
		for range 2 {
			a, err := c.exchange([]byte(simpleRequest), time.Second)
			if err != nil || a.status != tt.want || string(a.body) != tt.body || a.last != tt.last {
				t.Errorf("%s: status %d, %d bytes, last %v, error %v; want %d, %d, %v",
					tt.name, a.status, len(a.body), a.last, err, tt.want, len(tt.body), tt.last)
			}
			if a.last {
				break
			}
		}
	}
}

func TestBadAnswers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, want string }{
		{"", "cut off"},
		{"SSH-2.0-OpenSSH_9.2\r\n", "malformed"},
		{"HTTP/1.1 many\r\n\r\n", "malformed"},
		{"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "malformed"},
		{"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", "malformed"},
		{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab", "cut off"},
		{"HTTP/1.1 100 Continue\r\n\r\n", "malformed"},
	} {
		ours, theirs := net.Pipe()
		go func() {
			theirs.Read(make([]byte, len(simpleRequest)))
			io.WriteString(theirs, tt.text)
			theirs.Close()
		}()
		_, err := newConn(ours).exchange([]byte(simpleRequest), time.Second)
		if err == nil || kindOf(err) != tt.want {
			t.Errorf("%q: got %v, want an error that is %q", tt.text, err, tt.want)
		}
		ours.Close()
	}
}

func TestReadPage(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		page, verdict string
		recorded      bool
	}{
		{goodPage, "good: Tem thật", true},
		{`<section class="verdict warn"><h1>Chưa kiểm tra được</h1>`, "warn: Chưa kiểm tra được", false},
		{`<h1>Trang chủ</h1>`, "", false},
		{`<section class="verdict `, ": ", false},
		{"", "", false},
	} {
		verdict, recorded := readPage([]byte(tt.page))
		if verdict != tt.verdict || recorded != tt.recorded {
			t.Errorf("%s: got %q, %v; want %q, %v", tt.page, verdict, recorded, tt.verdict, tt.recorded)
		}
	}
}

func TestPercentiles(t *testing.T) {
	t.Parallel()
	var c count
	for i := range uint32(1000) {
		c.took = append(c.took, (1000-i)*1000)
	}
	if got, want := c.latency(), (latency{500, 900, 990, 999, 1000}); got != want {
		t.Errorf("of 1 to 1000 ms: %v, want %v", got, want)
	}
	if got := (&count{took: []uint32{7000}}).latency(); got != (latency{7, 7, 7, 7, 7}) {
		t.Errorf("of one: %v, want it alone", got)
	}
	if got := (&count{}).latency(); got != (latency{}) {
		t.Errorf("of none: %v, want 0", got)
	}
}

var page = strings.Repeat("x", 8500)

func writePage(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "8500")
	io.WriteString(w, page)
}

// Both include the server, which is the same.
func BenchmarkExchange(b *testing.B) {
	c := exchangeWith(b, writePage)
	cpu := ownCPU()
	for b.Loop() {
		if _, err := c.exchange([]byte(simpleRequest), time.Second); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64((ownCPU()-cpu).Microseconds())/float64(b.N), "cpu-µs/op")
}

func BenchmarkNetHTTP(b *testing.B) {
	server := httptest.NewServer(http.HandlerFunc(writePage))
	defer server.Close()
	cpu := ownCPU()
	for b.Loop() {
		resp, err := http.Get(server.URL)
		if err != nil {
			b.Fatal(err)
		}
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
	b.ReportMetric(float64((ownCPU()-cpu).Microseconds())/float64(b.N), "cpu-µs/op")
}
