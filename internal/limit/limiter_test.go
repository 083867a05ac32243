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

// atOnce does a thing 200 times, all at once.
func atOnce(do func(i int)) {
	var all sync.WaitGroup
	for i := range 200 {
		all.Go(func() { do(i) })
	}
	all.Wait()
}

// Redis may miss its deadline on a busy machine: such calls are counted there
// or not, and never pass twice.
func TestNodesShareALimit(t *testing.T) {
	t.Parallel()
	nodes, key := []*Limiter{New(realRedis(t), time.Now), New(realRedis(t), time.Now)}, rand.Text()
	var passed, missed atomic.Int64
	atOnce(func(i int) {
		switch wait, ok := nodes[i%2].takeShared(context.Background(), hourly, key); {
		case !ok:
			missed.Add(1)
		case wait == 0:
			passed.Add(1)
		}
	})
	got, most := int(passed.Load()), hourly.Burst
	if least := most - int(missed.Load()); got > most || got < least {
		t.Errorf("%d of 200 passed on two nodes, want %d to %d", got, least, most)
	}
}

func TestWithoutRedis(t *testing.T) {
	t.Parallel()
	alone := New(nil, time.Now)
	var passed atomic.Int64
	atOnce(func(int) {
		if alone.Take(context.Background(), hourly, "an") == 0 {
			passed.Add(1)
		}
	})
	if got := int(passed.Load()); got != hourly.Burst {
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

// Redis and memory reckon alike. A round in which Redis missed its deadline
// tells nothing, and is begun again.
func TestRedisWaitsAsMemoryDoes(t *testing.T) {
	t.Parallel()
	shared := New(realRedis(t), time.Now)
	for range 10 {
		if comparedWaits(t, shared) {
			return
		}
	}
	t.Error("Redis missed its deadline in every round")
}

// comparedWaits is false if Redis missed its deadline.
func comparedWaits(t *testing.T, shared *Limiter) bool {
	t.Helper()
	alone, key := New(nil, time.Now), rand.Text()
	for i := range hourly.Burst + 5 {
		got, ok := shared.takeShared(context.Background(), hourly, key)
		if !ok {
			return false
		}
		want := alone.Take(context.Background(), hourly, key)
		if off := (got - want).Abs(); off > 30*time.Second {
			t.Errorf("call %d: wait %s in Redis, %s in memory", i, got, want)
		}
	}
	return true
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
