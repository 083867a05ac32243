package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/errgroup"

	"temgoc/internal/account"
	"temgoc/internal/cache"
	"temgoc/internal/catalog"
	"temgoc/internal/config"
	"temgoc/internal/link"
	"temgoc/internal/lookup"
	"temgoc/internal/origincode"
	"temgoc/internal/pg"
	"temgoc/internal/scan"
	"temgoc/internal/trace"
	"temgoc/internal/web"
	"temgoc/internal/webhook"
)

const (
	viewTTL       = time.Hour // of views in Redis; their versions settle staleness
	sweepEvery    = time.Hour
	recorderConns = 2 // one commits a group while the other may be replaced

	// keyWarning is how long before the last key ends the log begins to say so.
	keyWarning    = 30 * 24 * time.Hour
	shutdownGrace = 10 * time.Second
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
	captures  *trace.Capturer
	hooks     *webhook.Client
	auth      *account.Authenticator
	lookup    *lookup.Service
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
		captures:  trace.NewCapturer(pool, log, time.Now),
		hooks:     webhook.New(webhook.Config{}),
		auth:      account.NewAuthenticator(pool, secret.derive("temgoc address v1")),
		log:       log,
	}
	if cfg.RedisURL != "" {
		s.redis, err = cache.Open(string(cfg.RedisURL), secret.derive("temgoc cache v1"), viewTTL, log)
		if err != nil {
			return nil, errors.Join(err, s.close())
		}
	}
	if err := s.load(ctx); err != nil {
		return nil, errors.Join(err, s.close())
	}
	s.lookup = lookup.New(lookup.Options{
		DB:        pool,
		Ring:      ring,
		Recorder:  s.recorder,
		Directory: s.directory,
		Cache:     s.redis,
		Base:      cfg.PublicURL,
		Hosts:     cfg.OtherHosts,
		DeviceKey: secret.derive("temgoc device v1"),
		Rules:     scan.DefaultRules,
		Now:       time.Now,
		Log:       log,
	})
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
		Keys:           s.ring,
		PublicURL:      cfg.PublicURL,
		OtherHosts:     cfg.OtherHosts,
		TrustedProxies: cfg.TrustedProxies,
		InternalPrefix: cfg.InternalPrefix,
		Authority: web.Authority{
			Name:     web.Bilingual{VI: cfg.Authority, EN: cfg.AuthorityEN},
			Province: web.Bilingual{VI: cfg.Province, EN: cfg.Province},
			Contact:  cfg.Contact,
		},
		Log:  s.log,
		Demo: demo,
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
	g.Go(func() error { return trace.NewDeliverer(s.pool, s.hooks, s.log).Run(ctx) })
	g.Go(func() error {
		return scan.KeepPartitions(ctx, s.pool, time.Now, func(err error) {
			s.log.ErrorContext(ctx, "partitions of scans not made", slog.Any("err", err))
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

// run answers requests on l until ctx ends; then it stops accepting, waits for
// the answers under way, and only then stops what they need.
func (s *service) run(ctx context.Context, l net.Listener, h http.Handler) error {
	working, stopWorking := context.WithCancel(context.WithoutCancel(ctx))
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return s.work(working) })
	g.Go(func() error {
		defer stopWorking()
		return answer(ctx, l, h, s.log)
	})
	return g.Wait()
}

// answer serves until ctx ends.
func answer(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       60 * time.Second, // a picture of 5 MB from a village
		WriteTimeout:      60 * time.Second, // long downloads extend theirs
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	stopped := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownGrace)
		defer cancel()
		err := server.Shutdown(grace)
		if errors.Is(err, context.DeadlineExceeded) {
			log.WarnContext(grace, "answers under way were cut off")
			err = server.Close()
		}
		stopped <- err
	})
	err := server.Serve(l)
	if stop() { // Serve failed by itself
		return fmt.Errorf("serve: %w", err)
	}
	return <-stopped
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
