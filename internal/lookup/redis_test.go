package lookup

import (
	"context"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"temgoc/internal/cache"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/stamp"
)

// Nothing in Redis can make a wrong verdict: not another batch's view, not an
// old one, not garbage.
func TestRedisCannotMakeAVerdict(t *testing.T) {
	t.Parallel()
	url := os.Getenv("TEMGOC_TEST_REDIS_URL")
	if url == "" {
		if os.Getenv("REQUIRE_STORES") == "1" {
			t.Fatal("TEMGOC_TEST_REDIS_URL is not set")
		}
		t.Skip("TEMGOC_TEST_REDIS_URL is not set")
	}
	level2, err := cache.Open(url, []byte(t.TempDir()), time.Minute, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer level2.Close()
	opt, err := redis.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	raw := redis.NewClient(opt)
	defer raw.Close()
	w := newWorld(t, level2)
	ctx := context.Background()

	good, bad := w.newBatch("GOOD", day.Day{}), w.newBatch("BAD", day.Day{})
	goodCode := w.code(w.newRun(good, stamp.Active), 0).Path()
	badCode := w.code(w.newRun(bad, stamp.Active), 0).Path()
	w.scan(goodCode, "a")
	w.scan(badCode, "a")
	stale := raw.Get(ctx, redisKey(bad.Number)).Val()
	if stale == "" {
		t.Fatal("the view was not put into Redis")
	}
	_, err = catalog.DeclareRecall(ctx, w.pool, w.producer, bad.ID, catalog.NewRecall{Reason: "Nấm mốc"})
	w.must(err)

	for name, value := range map[string]string{
		"another batch's view": raw.Get(ctx, redisKey(good.Number)).Val(),
		"the view of before":   stale,
		"garbage":              "garbage",
		"nothing":              "",
	} {
		w.must(raw.Set(ctx, redisKey(bad.Number), value, time.Minute).Err())
		w.service = w.newService(level2) // a node with an empty memory
		if a := w.scan(badCode, "a"); a.Verdict != Recalled || a.View.Lot != "BAD" {
			t.Errorf("%s in Redis: got %s of lot %s, want recalled", name, a.Verdict, a.View.Lot)
		}
	}
	w.service = w.newService(level2)
	if a := w.scan(goodCode, "a"); a.Verdict != Genuine || a.View.Lot != "GOOD" {
		t.Errorf("from Redis: got %s of lot %s", a.Verdict, a.View.Lot)
	}
}
