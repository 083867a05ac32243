package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"

	"temgoc/internal/config"
	"temgoc/internal/pg"
)

func serve(ctx context.Context, c call) (err error) {
	fs := flag.NewFlagSet("temgoc serve", flag.ContinueOnError)
	migrateFirst := fs.Bool("migrate", false, "bring the database to this version's schema first")
	if err := c.parse(fs); err != nil {
		return err
	}
	cfg, err := config.Load(c.env, "TEMGOC_DATABASE_URL", "TEMGOC_PUBLIC_URL", "TEMGOC_KEYS_DIR")
	if err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(c.stderr, nil))
	l, err := listen(cfg.Addr, "TEMGOC_ADDR")
	if err != nil {
		return err
	}
	defer l.Close()
	pool, err := pg.Open(ctx, string(cfg.DatabaseURL))
	if err != nil {
		return err
	}
	defer pool.Close()
	if err := readySchema(ctx, pool, *migrateFirst); err != nil {
		return err
	}
	s, err := newService(ctx, cfg, pool, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	h, err := s.handler(cfg, nil)
	if err != nil {
		return err
	}
	log.InfoContext(ctx, "serving", slog.String("addr", l.Addr().String()), slog.String("public_url", cfg.PublicURL.String()))
	if cfg.PublicURL.Scheme == "https" && len(cfg.TrustedProxies) == 0 {
		// The service speaks no TLS itself.
		log.WarnContext(ctx, "TEMGOC_TRUSTED_PROXIES is not set: every visitor seems to have the proxy's address, and one who fails to sign in slows all others down")
	}
	return s.run(ctx, l, h)
}

// readySchema migrates if told to, and else refuses to start before someone
// did: a node of a new release must not change the schema under the old ones
// unasked.
func readySchema(ctx context.Context, pool *pgxpool.Pool, migrateFirst bool) error {
	if migrateFirst {
		return pg.Migrate(ctx, pool)
	}
	pending, err := pg.Pending(ctx, pool)
	if err != nil {
		return err
	}
	if len(pending) > 0 {
		return fmt.Errorf("the database lacks %s: run temgoc migrate, or temgoc serve --migrate", strings.Join(pending, ", "))
	}
	return nil
}
