package limit

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"temgoc/internal/cache"
)

var hourly = Rate{Every: time.Hour, Burst: 10}

func openRedis(t *testing.T, url string) *cache.Cache {
	t.Helper()
	c, err := cache.Open(url, []byte("key"), time.Minute, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func realRedis(t *testing.T) *cache.Cache {
	t.Helper()
	url := os.Getenv("TEMGOC_TEST_REDIS_URL")
	if url == "" {
		if os.Getenv("REQUIRE_STORES") == "1" {
			t.Fatal("TEMGOC_TEST_REDIS_URL is not set")
		}
		t.Skip("TEMGOC_TEST_REDIS_URL is not set")
	}
	return openRedis(t, url)
}

// passing counts who gets through of many at once, on several nodes.
func passing(nodes []*Limiter, key string) int {
	var passed atomic.Int64
	var all sync.WaitGroup
	for i := range 200 {
		all.Go(func() {
			if nodes[i%len(nodes)].Take(context.Background(), hourly, key) == 0 {
				passed.Add(1)
			}
		})
	}
	all.Wait()
	return int(passed.Load())
}

func TestNodesShareALimit(t *testing.T) {
	t.Parallel()
	nodes := []*Limiter{New(realRedis(t), time.Now), New(realRedis(t), time.Now)}
	if got := passing(nodes, rand.Text()); got != hourly.Burst {
		t.Errorf("%d of 200 passed on two nodes, want %d", got, hourly.Burst)
	}
}

func TestWithoutRedis(t *testing.T) {
	t.Parallel()
	if got := passing([]*Limiter{New(nil, time.Now)}, "an"); got != hourly.Burst {
		t.Errorf("%d of 200 passed, want %d", got, hourly.Burst)
	}
}

// A Redis that takes the call and never answers costs a deadline a few times,
// and then nothing.
func TestRedisHangs(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "s")
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	limiter, start := New(openRedis(t, "unix://"+path), time.Now), time.Now()
	passed := 0
	for range 100 {
		if limiter.Take(context.Background(), hourly, "an") == 0 {
			passed++
		}
	}
	if passed != hourly.Burst {
		t.Errorf("%d of 100 passed, want %d", passed, hourly.Burst)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("100 calls took %s", took)
	}
}

// Redis and memory reckon alike.
func TestRedisWaitsAsMemoryDoes(t *testing.T) {
	t.Parallel()
	shared, alone := New(realRedis(t), time.Now), New(nil, time.Now)
	r, key := Rate{Every: 20 * time.Millisecond, Burst: 4}, rand.Text()
	for i := range 40 {
		got, want := shared.Take(context.Background(), r, key), alone.Take(context.Background(), r, key)
		if off := (got - want).Abs(); off > 15*time.Millisecond {
			t.Errorf("call %d: wait %s in Redis, %s in memory", i, got, want)
		}
		time.Sleep(max(got, want))
	}
}

func TestKeysAreApart(t *testing.T) {
	t.Parallel()
	l := New(nil, time.Now)
	for _, key := range []string{"an", "binh"} {
		if wait := l.TakeHere(Rate{time.Hour, 1}, key); wait != 0 {
			t.Errorf("first of %s waits %s", key, wait)
		}
	}
	if wait := l.TakeHere(Rate{time.Hour, 1}, "an"); wait == 0 {
		t.Error("the second of an passes")
	}
}
