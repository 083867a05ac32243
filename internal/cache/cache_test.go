package cache

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func openTest(t *testing.T, url string) *Cache {
	t.Helper()
	c, err := Open(url, []byte("key"), time.Minute, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func realRedis(t *testing.T) *Cache {
	t.Helper()
	url := os.Getenv("TEMGOC_TEST_REDIS_URL")
	if url == "" {
		if os.Getenv("REQUIRE_STORES") == "1" {
			t.Fatal("TEMGOC_TEST_REDIS_URL is not set")
		}
		t.Skip("TEMGOC_TEST_REDIS_URL is not set")
	}
	return openTest(t, url)
}

func TestPutThenGet(t *testing.T) {
	t.Parallel()
	c, ctx := realRedis(t), context.Background()
	key := "temgoc:test:" + t.Name()
	if _, ok := c.Get(ctx, key); ok {
		t.Fatal("found before it was put")
	}
	c.Put(ctx, key, []byte("value"))
	if got, ok := c.Get(ctx, key); !ok || string(got) != "value" {
		t.Errorf("got %q, %v; want value", got, ok)
	}
	if ttl := c.client.TTL(ctx, key).Val(); ttl <= 0 || ttl > time.Minute {
		t.Errorf("time to live %v, want at most a minute", ttl)
	}
}

func TestForeignValuesAreNothing(t *testing.T) {
	t.Parallel()
	c, ctx := realRedis(t), context.Background()
	key, other := "temgoc:test:"+t.Name(), "temgoc:test:other:"+t.Name()
	c.Put(ctx, other, []byte("another batch"))
	moved := c.client.Get(ctx, other).Val()
	for name, value := range map[string]string{
		"another key's value": moved,
		"garbage":             "garbage",
		"long garbage":        "0123456789012345678901234567890123456789",
		"empty":               "",
		"cut":                 string(c.seal(key, []byte("value"))[:35]),
	} {
		if err := c.client.Set(ctx, key, value, time.Minute).Err(); err != nil {
			t.Fatal(err)
		}
		if got, ok := c.Get(ctx, key); ok {
			t.Errorf("%s was trusted: %q", name, got)
		}
	}
}

func TestNilCacheHoldsNothing(t *testing.T) {
	t.Parallel()
	var c *Cache
	c.Put(context.Background(), "key", []byte("value"))
	if _, ok := c.Get(context.Background(), "key"); ok {
		t.Error("a nil cache held something")
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}

// A Redis that accepts and never answers costs a deadline a few times, then
// nothing.
func TestHungRedisIsLeftAlone(t *testing.T) {
	t.Parallel()
	socket := filepath.Join(t.TempDir(), "hung.sock")
	l, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	c, ctx := openTest(t, "unix://"+socket), context.Background()
	start := time.Now()
	for range tolerated {
		if _, ok := c.Get(ctx, "key"); ok {
			t.Fatal("a hung Redis answered")
		}
	}
	if took := time.Since(start); took > tolerated*4*Deadline {
		t.Errorf("%d calls took %v, want about %v each", tolerated, took, Deadline)
	}
	if c.breaker.allow(time.Now()) {
		t.Error("after that many failures another call was let through")
	}
}

func TestBreaker(t *testing.T) {
	t.Parallel()
	var b breaker
	now := time.Unix(0, 0)
	broken := errors.New("broken")
	for i := range tolerated {
		if !b.allow(now) {
			t.Fatalf("closed to call %d", i)
		}
		if opened := b.report(now, broken); opened != (i == tolerated-1) {
			t.Errorf("failure %d: opened %v", i, opened)
		}
	}
	if b.allow(now) {
		t.Error("open breaker let a call through")
	}
	now = now.Add(pause)
	if !b.allow(now) {
		t.Error("no try after the pause")
	}
	if b.allow(now) {
		t.Error("two tries after the pause")
	}
	b.report(now, nil)
	if !b.allow(now) {
		t.Error("closed again, and no call let through")
	}
}
