package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"temgoc/internal/config"
	"temgoc/internal/localstore"
	"temgoc/internal/pg"
)

// demo needs no set-up: stores of its own, keys, schema and sample are made in
// a folder, and found there the next time.
func demo(ctx context.Context, c call) error {
	fs := flag.NewFlagSet("temgoc demo", flag.ContinueOnError)
	addr := fs.String("addr", "127.0.0.1:8080", "where to listen; 0.0.0.0:8080 lets phones on the same network in")
	data := fs.String("data", defaultDataFolder(), "folder of everything that the demonstration keeps")
	public := fs.String("public-url", "", "address inside the printed codes (default: that of --addr)")
	readyFile := fs.String("ready-file", "", "file to write, as JSON, once requests are accepted")
	if err := c.parse(fs); err != nil {
		return err
	}
	cfg, err := demoConfig(c.env, *public)
	if err != nil {
		return err
	}
	if err := forgetReadyFile(*readyFile); err != nil {
		return err
	}
	l, err := listen(*addr, "--addr")
	if err != nil {
		return err
	}
	defer l.Close()
	finishDemoConfig(&cfg, l.Addr().(*net.TCPAddr), *data)
	folder, err := localstore.Open(*data)
	if err != nil {
		return err
	}
	defer folder.Close()
	return withDemoStores(ctx, c.stdout, folder, &cfg, func(ctx context.Context) error {
		return runDemo(ctx, c, cfg, l, *readyFile)
	})
}

// defaultDataFolder is one that the unprivileged servers can reach.
func defaultDataFolder() string {
	if os.Geteuid() == 0 {
		return "/var/lib/temgoc-demo"
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	return filepath.Join(cache, "temgoc-demo")
}

func demoConfig(environ []string, public string) (config.Config, error) {
	if public != "" {
		environ = append(environ, "TEMGOC_PUBLIC_URL="+public)
	}
	return config.Load(environ)
}

func finishDemoConfig(cfg *config.Config, at *net.TCPAddr, data string) {
	if cfg.PublicURL == nil {
		cfg.PublicURL = &url.URL{Scheme: "http", Host: reachable(at)}
	}
	cfg.OtherHosts = append(cfg.OtherHosts, localHosts(cfg.PublicURL, fmt.Sprint(at.Port))...)
	if cfg.KeysDir == "" {
		cfg.KeysDir = filepath.Join(data, "keys")
	}
	cfg.DrainSeconds = 0 // nobody balances load before it
	if cfg.Province == "" {
		cfg.Province = "Hưng Yên"
	}
}

// reachable is the host of the address: where it is every interface's, the one
// that phones on the same network see.
func reachable(at *net.TCPAddr) string {
	if !at.IP.IsUnspecified() {
		return at.String()
	}
	addrs, _ := net.InterfaceAddrs() // without any, the loopback's is right
	for _, a := range addrs {
		if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil && !n.IP.IsLoopback() {
			return fmt.Sprintf("%s:%d", n.IP, at.Port)
		}
	}
	return fmt.Sprintf("127.0.0.1:%d", at.Port)
}

// withDemoStores runs fn beside the stores that the configuration does not name.
func withDemoStores(ctx context.Context, out io.Writer, f *localstore.Folder, cfg *config.Config, fn func(context.Context) error) (err error) {
	stop := func(s *localstore.Server) { err = errors.Join(err, s.Stop()) }
	g, ctx := errgroup.WithContext(ctx)
	done := make(chan struct{})
	watch := func(name string, s *localstore.Server) {
		g.Go(func() error {
			select {
			case <-s.Done():
				return fmt.Errorf("%s has ended by itself", name)
			case <-done:
				return nil
			}
		})
	}
	if cfg.DatabaseURL == "" {
		db, err := f.StartPostgres(ctx)
		if err != nil {
			return err
		}
		defer stop(db)
		watch("postgres", db)
		cfg.DatabaseURL = config.Secret(db.URL)
	}
	if cfg.RedisURL == "" {
		redis, err := f.StartRedis(ctx)
		switch {
		case err == nil:
			defer stop(redis)
			cfg.RedisURL = config.Secret(redis.URL)
		case errors.Is(err, localstore.ErrNoRedis):
			fmt.Fprintln(out, "running without Redis, with the cache in memory alone:", err)
		default:
			return err
		}
	}
	g.Go(func() error {
		defer close(done)
		return fn(ctx)
	})
	return g.Wait()
}

func runDemo(ctx context.Context, c call, cfg config.Config, l net.Listener, readyFile string) (err error) {
	log := slog.New(slog.NewTextHandler(c.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	pool, err := pg.Open(ctx, string(cfg.DatabaseURL))
	if err != nil {
		return err
	}
	defer pool.Close()
	if err := pg.Migrate(ctx, pool); err != nil {
		return err
	}
	if err := ensureKey(cfg.KeysDir, time.Now()); err != nil {
		return err
	}
	s, err := newService(ctx, cfg, pool, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	stage, err := s.setStage(ctx, time.Now())
	if err != nil {
		return fmt.Errorf("prepare the demonstration: %w", err)
	}
	h, err := s.handler(cfg, stage.page())
	if err != nil {
		return err
	}
	if err := stage.announce(c.stdout, readyFile, cfg.PublicURL.String()); err != nil {
		return err
	}
	return s.run(ctx, l, h)
}

// ensureKey makes a key where none may issue now.
func ensureKey(dir string, now time.Time) error {
	if ring, err := loadRing(dir); err == nil {
		if _, err := ring.Issuing(now); err == nil {
			return nil
		}
	} else if names, _ := filepath.Glob(filepath.Join(dir, "*"+keySuffix)); len(names) > 0 {
		return err // a key that is there and cannot be read is never passed over
	}
	_, err := makeKey(dir, now)
	return err
}
