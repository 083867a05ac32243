package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"time"

	"temgoc/internal/config"
)

func keygen(_ context.Context, c call) error {
	fs := flag.NewFlagSet("temgoc keygen", flag.ContinueOnError)
	dir := fs.String("keys", "", "folder of the keys (default: TEMGOC_KEYS_DIR)")
	if err := c.parse(fs); err != nil {
		return err
	}
	if *dir == "" {
		cfg, err := config.Load(c.env)
		if err != nil {
			return err
		}
		*dir = cfg.KeysDir
	}
	if *dir == "" {
		return errors.New("name the folder of the keys with --keys or TEMGOC_KEYS_DIR")
	}
	id, err := makeKey(*dir, time.Now())
	if err != nil {
		return err
	}
	fmt.Fprintf(c.stdout, "key %s is in %s: keep a copy apart from the database's, without it no code can be printed again\n", id, keyPath(*dir, id))
	return nil
}
