package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/errgroup"

	"temgoc/internal/account"
	"temgoc/internal/cache"
	"temgoc/internal/catalog"
	"temgoc/internal/config"
	"temgoc/internal/limit"
	"temgoc/internal/link"
	"temgoc/internal/lookup"
	"temgoc/internal/obs"
	"temgoc/internal/origincode"
	"temgoc/internal/pg"
	"temgoc/internal/printing"
	"temgoc/internal/scan"
	"temgoc/internal/trace"
	"temgoc/internal/web"
	"temgoc/internal/webhook"
	"temgoc/labels"
)

const (
	viewTTL       = time.Hour // of views in Redis; their versions settle staleness
	sweepEvery    = time.Hour
	recorderConns = 2 // one commits a group while the other may be replaced

	// keyWarning is how long before the last key ends the log begins to say so.
	keyWarning = 30 * 24 * time.Hour
)

// service is what serve and demo both run, wired by hand.
type service struct {
	pool      *pgxpool.Pool
	scans     *pgxpool.Pool // the recorder's: a slow workspace keeps no scan waiting
	redis     *cache.Cache  // nil without Redis
	ring      *origincode.Ring
	directory *catalog.Directory
	links     *link.Directory
	recorder  *scan.Recorder
	tallies   *scan.Tallies
	watcher   *scan.Watcher
	keeper    scan.Keeper
	captures  *trace.Capturer
	prints    *printing.Worker
	stocks    []labels.Stock // of this office alone
	hooks     *webhook.Client
	auth      *account.Authenticator
	limits    *limit.Limiter
	limitKey  []byte // of the HMAC of callers' addresses
	lookup    *lookup.Service
	metrics   *obs.Metrics
	debug     net.Listener // of the metrics; nil: none
	stopping  atomic.Bool
	drainTime time.Duration // from stopping to accepting no more
	log       *slog.Logger
}

// newService needs a migrated database. The caller closes the pool, after
// service.close.
func newService(ctx context.Context, cfg config.Config, pool *pgxpool.Pool, log *slog.Logger) (*service, error) {
	ring, err := loadRing(cfg.KeysDir)
	if err != nil {
		return nil, err
	}
	if err := scan.EnsurePartitions(ctx, pool, time.Now()); err != nil {
		log.ErrorContext(ctx, "partitions of scans not made", slog.Any("err", err)) // work tries again
	}
	secret, err := loadServerSecret(cfg.KeysDir)
	if err != nil {
		return nil, err
	}
	if err := secret.claim(ctx, pool); err != nil {
		return nil, err
	}
	if err := checkKeys(ctx, pool, ring, cfg.KeysDir); err != nil {
		return nil, err
	}
	stocks, err := readStocks(cfg.Stocks)
	if err != nil {
		return nil, err
	}
	scans, err := pg.OpenSized(ctx, string(cfg.DatabaseURL), recorderConns)
	if err != nil {
		return nil, err
	}
	s := &service{
		pool:      pool,
		scans:     scans,
		ring:      ring,
		directory: catalog.NewDirectory(pool, log),
		links:     link.NewDirectory(pool, log),
		recorder:  scan.NewRecorder(scans, log),
		tallies:   scan.NewTallies(pool, log),
		watcher:   scan.NewWatcher(pool, scan.DefaultRules, time.Now, log),
		keeper:    scan.Keeper{DB: pool, Now: time.Now, Months: cfg.ScanMonths},
		captures:  trace.NewCapturer(pool, log, time.Now),
		prints:    printing.NewWorker(pool, ring, cfg.PublicURL.Scheme+"://"+cfg.PublicURL.Host, log),
		stocks:    stocks,
		hooks:     webhook.New(webhook.Config{}),
		auth:      account.NewAuthenticator(pool, secret.derive("temgoc address v1")),
		limitKey:  secret.derive("temgoc limit v1"),
		metrics:   obs.New(),
		drainTime: time.Duration(cfg.DrainSeconds) * time.Second,
		log:       log,
	}
	if cfg.DebugAddr != "" {
		if s.debug, err = listen(cfg.DebugAddr, "TEMGOC_DEBUG_ADDR"); err != nil {
			return nil, errors.Join(err, s.close())
		}
	}
	if cfg.RedisURL != "" {
		s.redis, err = cache.Open(string(cfg.RedisURL), secret.derive("temgoc cache v1"), viewTTL, log)
		if err != nil {
			return nil, errors.Join(err, s.close())
		}
	}
	s.limits = limit.New(s.redis, time.Now)
	if err := s.load(ctx); err != nil {
		return nil, errors.Join(err, s.close())
	}
	s.lookup = lookup.New(lookup.Options{
		DB:        pool,
		Ring:      ring,
		Recorder:  s.recorder,
		Tallies:   s.tallies,
		Watcher:   s.watcher,
		Directory: s.directory,
		Cache:     s.redis,
		Base:      cfg.PublicURL,
		Hosts:     cfg.OtherHosts,
		DeviceKey: secret.derive("temgoc device v1"),
		Rules:     scan.DefaultRules,
		Now:       time.Now,
		Log:       log,
		Observe:   s.metrics.Scanned,
	})
	s.observe()
	return s, nil
}

// load reads anew what is answered from memory.
func (s *service) load(ctx context.Context) error {
	if err := s.directory.Load(ctx); err != nil {
		return err
	}
	return s.links.Load(ctx)
}

// close ends what newService opened; nothing may use it any more.
func (s *service) close() error {
	if s.debug != nil {
		s.debug.Close() // again, if it was served
	}
	s.scans.Close()
	return s.redis.Close()
}

// handler is the web edge; demo is nil save in the demonstration.
func (s *service) handler(cfg config.Config, demo *web.Demo) (http.Handler, error) {
	server, err := web.New(web.Options{
		Pool:           s.pool,
		Lookup:         s.lookup,
		Links:          s.links,
		Captures:       s.captures,
		Hooks:          s.hooks,
		Auth:           s.auth,
		Limits:         s.limits,
		LimitKey:       s.limitKey,
		Keys:           s.ring,
		Prints:         s.prints,
		OwnStocks:      s.stocks,
		PublicURL:      cfg.PublicURL,
		OtherHosts:     cfg.OtherHosts,
		TrustedProxies: cfg.TrustedProxies,
		InternalPrefix: cfg.InternalPrefix,
		Authority: web.Authority{
			Name:     web.Bilingual{VI: cfg.Authority, EN: cfg.AuthorityEN},
			Province: web.Bilingual{VI: cfg.Province, EN: cfg.Province},
			Contact:  cfg.Contact,
		},
		Log:      s.log,
		Demo:     demo,
		Observe:  s.metrics.Answered,
		Stopping: s.stopping.Load,
	})
	if err != nil {
		return nil, err
	}
	return server.Handler(), nil
}

// work runs what goes on beside the requests until ctx ends.
func (s *service) work(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return s.recorder.Run(ctx) })
	g.Go(func() error { return s.directory.Run(ctx) })
	g.Go(func() error { return s.links.Run(ctx) })
	g.Go(func() error { return s.captures.Run(ctx) })
	g.Go(func() error { return s.prints.Run(ctx) })
	g.Go(func() error { return trace.NewDeliverer(s.pool, s.hooks, s.log).Run(ctx) })
	g.Go(func() error { return s.tallies.Run(ctx) })
	g.Go(func() error { return s.watcher.Run(ctx) })
	g.Go(func() error {
		return s.keeper.Run(ctx, func(err error) {
			s.log.ErrorContext(ctx, "scans not looked after", slog.Any("err", err))
		})
	})
	g.Go(func() error { return s.sweep(ctx) })
	return g.Wait()
}

// sweep does what is to be done now and then.
func (s *service) sweep(ctx context.Context) error {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if err := s.auth.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "ended sessions not swept", slog.Any("err", err))
		}
		if _, err := s.ring.Issuing(time.Now().Add(keyWarning)); err != nil {
			s.log.WarnContext(ctx, "no key will issue in a month: run temgoc keygen, and restart every node")
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// listen says which port is busy in one sentence, and what chooses another.
func listen(addr, chooser string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s (%w): stop what uses the port, or choose another with %s", addr, errors.Unwrap(err), chooser)
	}
	return l, nil
}

// localHosts are the names under which a demonstration is reached from the
// machine itself, whatever its public address.
func localHosts(public *url.URL, port string) []string {
	var hosts []string
	for _, name := range []string{"localhost", "127.0.0.1", "[::1]"} {
		if host := name + ":" + port; host != public.Host {
			hosts = append(hosts, host)
		}
	}
	return hosts
}
