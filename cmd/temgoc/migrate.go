package main

import (
	"context"
	"flag"
	"fmt"

	"temgoc/internal/config"
	"temgoc/internal/pg"
)

func migrate(ctx context.Context, c call) error {
	fs := flag.NewFlagSet("temgoc migrate", flag.ContinueOnError)
	list := fs.Bool("list", false, "only list what is pending")
	if err := c.parse(fs); err != nil {
		return err
	}
	cfg, err := config.Load(c.env, "TEMGOC_DATABASE_URL")
	if err != nil {
		return err
	}
	pool, err := pg.Open(ctx, string(cfg.DatabaseURL))
	if err != nil {
		return err
	}
	defer pool.Close()
	pending, err := pg.Pending(ctx, pool)
	if err != nil {
		return err
	}
	for _, name := range pending {
		fmt.Fprintln(c.stdout, name)
	}
	if *list {
		return nil
	}
	return pg.Migrate(ctx, pool)
}
