package web

import (
	"bytes"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"temgoc/internal/cache"
	"temgoc/internal/limit"
)

func openCache(t *testing.T, url string) *cache.Cache {
	t.Helper()
	c, err := cache.Open(url, []byte("key"), time.Minute, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// calledRedis counts who calls a Redis that is none.
func calledRedis(t *testing.T) (url string, n *atomic.Int64) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "s")
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	n = new(atomic.Int64)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			n.Add(1)
			conn.Close()
		}
	}()
	return "unix://" + path, n
}

// Whoever guesses codes, from however many networks and by whatever way, asks
// no store: not one connection is taken, to Postgres or Redis.
func TestGuessingAsksNoStore(t *testing.T) {
	t.Parallel()
	const guesses = 10_000
	w := newWorld(t)
	redisURL, calls := calledRedis(t)
	s := w.limited(func(o *Options) { o.Limits = limit.New(openCache(t, redisURL), testNow) })
	ways := []struct{ before, accept string }{
		{"", browsing},
		{"", "*/*"},
		{"", jsonLDType},
		{"/page", browsing},
		{"/?q=", browsing},
		{"/api/v1/lookup?code=", "application/json"},
	}
	before, answers := w.pool.Stat().AcquireCount(), map[int]int{}
	for i := range guesses {
		way := ways[i%len(ways)]
		network := fmt.Sprintf("100.64.%d.%d:1", i/6%8, i/48%4) // 32 networks
		r := from(s, network, way.before+w.forged(), "Accept", way.accept)
		answers[r.Code]++
		if r.Code >= 500 {
			t.Fatalf("guess %d: status %d\n%s", i, r.Code, r.Body)
		}
	}
	if answers[http.StatusOK] == 0 || answers[http.StatusTooManyRequests] == 0 {
		t.Errorf("answers by status %v, want some before the limit and some beyond", answers)
	}
	if after := w.pool.Stat().AcquireCount(); after != before {
		t.Errorf("%d guesses took %d connections to Postgres, want none", guesses, after-before)
	}
	if n := calls.Load(); n != 0 {
		t.Errorf("%d guesses called Redis %d times, want never", guesses, n)
	}
	// Were a store asked, it would show.
	send(s, formRequest("/report", url.Values{"code": {"abc"}, "kind": {"other"}}))
	if calls.Load() == 0 || w.pool.Stat().AcquireCount() == before {
		t.Error("a report took no connection: nothing was counted above")
	}
}

// No address of a caller, nor of its proxy, is in Redis or in the log.
func TestNoAddressIsKept(t *testing.T) {
	t.Parallel()
	redisURL := os.Getenv("TEMGOC_TEST_REDIS_URL")
	if redisURL == "" {
		if os.Getenv("REQUIRE_STORES") == "1" {
			t.Fatal("TEMGOC_TEST_REDIS_URL is not set")
		}
		t.Skip("TEMGOC_TEST_REDIS_URL is not set")
	}
	var log bytes.Buffer
	w := newWorld(t)
	p := w.script(w.producer)
	s := w.limited(func(o *Options) {
		o.Limits = limit.New(openCache(t, redisURL), testNow)
		o.LimitKey = []byte(t.TempDir()) // of no other test
		o.Log = slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		o.TrustedProxies = []string{"198.51.100.77"}
	})
	const caller = "203.0.113.253"
	ask := func(r *http.Request, header ...string) {
		r.RemoteAddr = "198.51.100.77:4711"
		send(s, r, append(header, "X-Forwarded-For", caller)...)
	}
	for range wrongCodes.Burst + 1 {
		ask(httptest.NewRequest(http.MethodGet, w.forged(), nil), "Accept", browsing)
	}
	// A Redis that misses its deadline, on a busy machine, is asked again.
	var kept []string
	counted := func(what allowance, who string) bool {
		key := what.key(limit.Source(s.LimitKey, who, testNow()))
		return slices.ContainsFunc(kept, func(line string) bool { return strings.Contains(line, key) })
	}
	for range 5 {
		ask(formRequest("/report", url.Values{"code": {"abc"}, "kind": {"other"}}))
		ask(httptest.NewRequest(http.MethodGet, "/api/v1/products", nil), "Authorization", "Bearer "+p.token)
		if kept = redisContent(t, redisURL); counted(reports, caller) && counted(tokenReads, p.token) {
			break
		}
	}
	if !counted(reports, caller) || !counted(tokenReads, p.token) {
		t.Error("no key of Redis counts reports and calls: nothing was limited")
	}
	lines := log.String()
	if !strings.Contains(lines, `"status":429`) {
		t.Errorf("the log tells of no refusal:\n%s", lines)
	}
	for _, line := range append(kept, lines) {
		for _, secret := range []string{caller, "198.51.100.77", p.token} {
			if strings.Contains(line, secret) {
				t.Errorf("%s is kept in %s", secret, line)
			}
		}
	}
}

// redisContent is every key of a limit with its value.
func redisContent(t *testing.T, url string) (lines []string) {
	t.Helper()
	opt, err := redis.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	raw := redis.NewClient(opt)
	defer raw.Close()
	keys := raw.Scan(t.Context(), 0, "temgoc:limit:*", 1000).Iterator()
	for keys.Next(t.Context()) {
		lines = append(lines, keys.Val()+" "+raw.Get(t.Context(), keys.Val()).Val())
	}
	if err := keys.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}
