package bench

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"time"

	"golang.org/x/sync/errgroup"

	"temgoc/internal/account"
	"temgoc/internal/cache"
	"temgoc/internal/catalog"
	"temgoc/internal/link"
	"temgoc/internal/lookup"
	"temgoc/internal/scan"
	"temgoc/internal/trace"
	"temgoc/internal/web"
)

// everything is the whole service over the producer's database: Redis, group
// commit of scans, all middleware.
func (p producer) everything() http.Handler {
	p.t.Helper()
	log := slog.New(slog.DiscardHandler)
	ring := testRing(p.t)
	directory, links := catalog.NewDirectory(p.pool, log), link.NewDirectory(p.pool, log)
	p.must(directory.Load(context.Background()))
	p.must(links.Load(context.Background()))
	recorder := scan.NewRecorder(p.pool, log)
	ctx, stop := context.WithCancel(context.Background())
	captures := trace.NewCapturer(p.pool, log, time.Now)
	var working errgroup.Group
	working.Go(func() error { return recorder.Run(ctx) })
	working.Go(func() error { return captures.Run(ctx) })
	p.t.Cleanup(func() { stop(); p.must(working.Wait()) })
	redis, err := cache.Open(os.Getenv("TEMGOC_TEST_REDIS_URL"), []byte(p.t.TempDir()), time.Minute, log)
	p.must(err)
	p.t.Cleanup(func() { redis.Close() })
	base := &url.URL{Scheme: "http", Host: benchHost}
	server, err := web.New(web.Options{
		Pool: p.pool,
		Lookup: lookup.New(lookup.Options{
			DB: p.pool, Ring: ring, Recorder: recorder, Directory: directory, Cache: redis, Base: base,
			DeviceKey: []byte("device"), Rules: scan.DefaultRules, Now: time.Now, Log: log,
		}),
		Links:     links,
		Captures:  captures,
		Auth:      account.NewAuthenticator(p.pool, make([]byte, 32)),
		Keys:      ring,
		PublicURL: base,
		Log:       log,
	})
	p.must(err)
	return server.Handler()
}

const benchHost = "id.example.vn"

func (p producer) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}
