package cache

import (
	"net"
	"path/filepath"
	"testing"
	"time"
)

func TestUseOfARealRedis(t *testing.T) {
	t.Parallel()
	c, ctx := realRedis(t), t.Context()
	key := "temgoc:test:" + t.Name()
	c.Put(ctx, key, []byte("value"))
	c.Get(ctx, key)
	c.Get(ctx, key+":none")
	if err := c.client.Set(ctx, key, "garbage", time.Minute).Err(); err != nil {
		t.Fatal(err)
	}
	c.Get(ctx, key)
	if !c.Answers(ctx) || c.LeftAlone() {
		t.Errorf("answers %v, left alone %v; want true, false", c.Answers(ctx), c.LeftAlone())
	}
	wantUse(t, c, 5, 0, 1)
}

// Calls that are not made are not counted.
func TestUseOfARedisThatIsAway(t *testing.T) {
	t.Parallel()
	socket := filepath.Join(t.TempDir(), "refuses.sock")
	l, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	c := openTest(t, "unix://"+socket)
	for range 3 * tolerated {
		c.Get(t.Context(), "key")
	}
	if c.Answers(t.Context()) || !c.LeftAlone() {
		t.Error("it answers, or is not left alone")
	}
	wantUse(t, c, tolerated, tolerated, 0)
	var none *Cache
	if none.Answers(t.Context()) {
		t.Error("a nil cache answers")
	}
}

func wantUse(t *testing.T, c *Cache, calls, failures, untrusted int64) {
	t.Helper()
	u := c.Use()
	got := [...]int64{u.Calls.Load(), u.Failures.Load(), u.Untrusted.Load()}
	if want := [...]int64{calls, failures, untrusted}; got != want {
		t.Errorf("calls, failures, untrusted: got %v, want %v", got, want)
	}
}
