package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

const goodPage = `<!doctype html><section class="verdict good" data-scanned>
<svg></svg><h1>Tem thật</h1></section>`

// aimAt is a storm on the handler's server, of two batches.
func aimAt(t *testing.T, h http.HandlerFunc, p plan) storm {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	p.InFlight = max(p.InFlight, 1)
	p.Timeout = max(p.Timeout, time.Second)
	s, err := prepare(p, server.URL, loopbackOnly, []string{
		writeCodes(t, "https://tem.example.vn/01/09520000001018/21/%020d", 1000),
		writeCodes(t, "https://tem.example.vn/01/09520000001025/21/%020d", 1000),
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func writeCodes(t *testing.T, format string, n int) (file string) {
	t.Helper()
	text := "\ufeffnumber,serial,url\n"
	for i := range n {
		text += fmt.Sprintf("%d,x,"+format+"\n", i, i)
	}
	file = filepath.Join(t.TempDir(), "codes.csv")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func answerGood(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, goodPage) }

func TestOpenLoop(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	asked := map[string]int{} // by host, and by what distinguishes a phone
	s := aimAt(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		asked[r.Host]++
		if strings.Contains(r.UserAgent(), "Mobile") && strings.HasPrefix(r.Header.Get("Accept"), "text/html") {
			asked["phone"]++
		}
		if c, err := r.Cookie("device"); err == nil && len(c.Value) == 22 {
			asked["known"]++
		}
		if strings.HasPrefix(r.Header.Get("X-Forwarded-For"), "100.") {
			asked["forwarded"]++
		}
		answerGood(w, r)
	}, plan{Rate: 500, Even: true, For: time.Second, Fresh: 0.2, Known: 0.5, Sources: 100_000, InFlight: 64})
	r := s.blow(t.Context())
	if r.Sent != 500 || r.Answered != r.Sent || r.Recorded != r.Sent || r.Status[200] != r.Sent {
		t.Errorf("sent %d, answered %d, recorded %d, with 200 %d; want 500 of each; errors %v",
			r.Sent, r.Answered, r.Recorded, r.Status[200], r.Errors)
	}
	if r.Verdicts["good: Tem thật"] != r.Sent {
		t.Errorf("verdicts %v, want %d of good: Tem thật", r.Verdicts, r.Sent)
	}
	if r.PerSecond < 400 || r.PerSecond > 510 {
		t.Errorf("%.0f answers a second, want 500", r.PerSecond)
	}
	if r.Connections < 60 || r.Connections > 250 {
		t.Errorf("%d connections for 500 requests, want about a fifth on their own", r.Connections)
	}
	if asked["tem.example.vn"] != 500 || asked["phone"] != 500 || asked["forwarded"] != 500 {
		t.Errorf("the server saw %v, want 500 phones that ask for tem.example.vn", asked)
	}
	if n := asked["known"]; n < 180 || n > 320 {
		t.Errorf("%d of 500 requests had a device's cookie, want about half", n)
	}
}

// Arrivals at random keep the rate too: within five standard deviations.
func TestPoisson(t *testing.T) {
	t.Parallel()
	s := aimAt(t, answerGood, plan{Rate: 1000, For: time.Second, InFlight: 256})
	if r := s.blow(t.Context()); math.Abs(float64(r.Sent)-1000) > 5*math.Sqrt(1000) {
		t.Errorf("%d requests in a second, want about 1000", r.Sent)
	}
}

// A server that stands still for half a second is seen to: all who came in the
// meantime waited. A closed loop of one connection sees one slow answer.
func TestStallShows(t *testing.T) {
	t.Parallel()
	stalling := func() http.HandlerFunc {
		var mu sync.Mutex
		n := 0
		return func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			defer mu.Unlock()
			if n++; n == 100 {
				time.Sleep(500 * time.Millisecond)
			}
			answerGood(w, r)
		}
	}
	open := aimAt(t, stalling(), plan{Rate: 200, Even: true, For: 2 * time.Second, InFlight: 256}).blow(t.Context())
	if open.Latency.P99 < 400 || open.Latency.P90 < 100 || open.Errors["dropped"] > 0 {
		t.Errorf("open loop: latencies %+v, errors %v; want a p99 of almost 500 ms", open.Latency, open.Errors)
	}
	closed := aimAt(t, stalling(), plan{Closed: 1, For: 2 * time.Second}).blow(t.Context())
	if closed.Latency.P99 > 400 || closed.Latency.Max < 400 {
		t.Errorf("closed loop: latencies %+v, want one answer of 500 ms", closed.Latency)
	}
}

// What could not be sent is no success: it counts as an error.
func TestDropped(t *testing.T) {
	t.Parallel()
	s := aimAt(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		plan{Rate: 100, Even: true, For: 500 * time.Millisecond, InFlight: 2, Timeout: time.Second})
	r := s.blow(t.Context())
	if r.Sent != 50 || r.Answered != 0 || r.Errors["dropped"] != 48 || r.Errors["timeout"] != 2 {
		t.Errorf("sent %d, answered %d, errors %v; want 48 of 50 dropped and 2 timed out", r.Sent, r.Answered, r.Errors)
	}
}

func TestStops(t *testing.T) {
	t.Parallel()
	for _, p := range []plan{
		{Rate: 0.01, For: time.Hour},
		{Rate: 100, For: time.Hour, InFlight: 8},
		{Closed: 2, For: time.Hour},
	} {
		s := aimAt(t, answerGood, p)
		ctx, interrupt := context.WithTimeout(t.Context(), 200*time.Millisecond)
		began := time.Now()
		s.blow(ctx)
		if took := time.Since(began); took > 3*time.Second {
			t.Errorf("rate %v, connections %d: it stopped after %v, want 200 ms", p.Rate, p.Closed, took)
		}
		interrupt()
	}
}

func TestClosedPort(t *testing.T) {
	t.Parallel()
	s := aimAt(t, answerGood, plan{Closed: 2, For: 200 * time.Millisecond})
	server := httptest.NewServer(nil)
	server.Close()
	gone, err := aim(server.URL, loopbackOnly)
	if err != nil {
		t.Fatal(err)
	}
	s.target = gone
	r := s.blow(t.Context())
	if r.Answered != 0 || r.Errors["refused"] != r.Sent || r.Sent > 60 {
		t.Errorf("sent %d, answered %d, errors %v; want all refused, and pauses between", r.Sent, r.Answered, r.Errors)
	}
}

func TestTimeline(t *testing.T) {
	t.Parallel()
	s := aimAt(t, answerGood, plan{Rate: 200, Even: true, For: time.Second, Every: 250 * time.Millisecond, InFlight: 64})
	r := s.blow(t.Context())
	sum := 0
	for n, step := range r.Timeline {
		sum += step.Answered
		if want := float64(n) / 4; step.From != want || step.Seconds != 0.25 {
			t.Errorf("step %d is of %v s from %v s, want 0.25 from %v", n, step.Seconds, step.From, want)
		}
	}
	if len(r.Timeline) < 4 || sum != r.Answered {
		t.Errorf("%d steps with %d answers, want 4 with %d", len(r.Timeline), sum, r.Answered)
	}
}

func TestStormVerb(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(answerGood))
	t.Cleanup(server.Close)
	var out bytes.Buffer
	err := stormVerb([]string{
		"--url", server.URL, "--codes", writeCodes(t, "http://a.vn/01/1/21/%d", 10),
		"--rate", "100", "--for", "300ms", "--forged", "1",
	}, &out)
	if err != nil {
		t.Fatal(err)
	}
	var r report
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatalf("%v in %s", err, &out)
	}
	if r.Sent == 0 || r.Forged != r.Answered || r.Rate != 100 || r.Latency.Max < r.Latency.P50 {
		t.Errorf("got %s, want forged codes alone", &out)
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	file := writeCodes(t, "http://a.vn/01/1/21/%d", 10)
	for _, tt := range []struct {
		args string
		want string
	}{
		{"--url http://192.0.2.1 --rate 1", "192.0.2.1 is not this machine; give --remote"},
		{"--url http://[2001:db8::1]:80 --rate 1", "2001:db8::1 is not this machine"},
		{"--url http://0.0.0.0:80 --rate 1", "0.0.0.0 is not this machine"},
		{"--url ftp://127.0.0.1 --rate 1", "want http:// or https://"},
		{"--url http://127.0.0.1/01/ --rate 1", "--url has a path"},
		{"--url http://127.0.0.1", "give --rate, or --closed"},
		{"--url http://127.0.0.1 --rate 1 --closed 1", "not both"},
		{"--url http://127.0.0.1 --rate 1 --for 0s", "--for"},
		{"--url http://127.0.0.1 --rate 1 --forged 2", "are shares"},
		{"--url http://127.0.0.1 --rate 1 --known NaN", "are shares"},
		{"--url http://127.0.0.1 --rate 1 --zipf 0.5", "--zipf must be more than 1"},
		{"--url http://127.0.0.1 --rate 1 --for 1h --every 1ms", "--every"},
		{"--url http://127.0.0.1 --rate 1 more", `"more" is no flag`},
	} {
		err := stormVerb(append([]string{"--codes", file}, strings.Fields(tt.args)...), new(bytes.Buffer))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.args, err, tt.want)
		}
	}
}
