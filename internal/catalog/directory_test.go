package catalog

import (
	"context"
	"log/slog"
	"slices"
	"testing"

	"temgoc/internal/pg/pgtest"
)

func TestDirectory(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	d := NewDirectory(w.db, slog.New(slog.DiscardHandler))
	if _, ok := d.Card(w.product.GTIN); ok {
		t.Error("a directory that was not loaded: got a card, want none")
	}
	checkError(t, d.Load(t.Context()), nil)
	want := Card{GTIN: w.product.GTIN, NameVI: "Bánh cáy", OrgName: "Xưởng bánh kẹo"}
	if got, ok := d.Card(w.product.GTIN); !ok || got != want {
		t.Errorf("got %+v, %v, want %+v", got, ok, want)
	}

	added := w.newProduct(t)
	if _, ok := d.Card(added.GTIN); ok {
		t.Error("before the reload: got the card of a new product, want none")
	}
	checkError(t, d.Load(t.Context()), nil)
	if _, ok := d.Card(added.GTIN); !ok {
		t.Error("after the reload: got no card of the new product")
	}
	if got := slices.Collect(d.GTINs()); !slices.Contains(got, added.GTIN) || !slices.Contains(got, w.product.GTIN) {
		t.Errorf("got %v, want %s and %s in it", got, added.GTIN, w.product.GTIN)
	}
}

// Without a database the directory stays as it was.
func TestDirectoryOutlivesTheDatabase(t *testing.T) {
	t.Parallel()
	pool := pgtest.Pool(t)
	w := newWorld(t, pool)
	d := NewDirectory(pool, slog.New(slog.DiscardHandler))
	checkError(t, d.Load(t.Context()), nil)
	pool.Close()
	if err := d.Load(t.Context()); err == nil {
		t.Error("load from a closed pool: got no error")
	}
	if _, ok := d.Card(w.product.GTIN); !ok {
		t.Error("got no card after a failed reload, want the one of before")
	}
}

func TestDirectoryRunEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	checkError(t, NewDirectory(nil, slog.New(slog.DiscardHandler)).Run(ctx), nil)
}
