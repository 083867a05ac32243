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
	begin := time.Now()
	if ring, err := loadRing(*dir); err == nil {
		if _, err := ring.Issuing(begin); err == nil {
			begin = begin.Add(keyBeginsAfter)
		}
	}
	id, err := makeKey(*dir, begin)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.stdout, "key %s is in %s and issues from %s: copy the folder to every node, restart them before then, and keep a copy apart from the database's\n",
		id, keyPath(*dir, id), begin.Format(time.DateTime))
	return nil
}
