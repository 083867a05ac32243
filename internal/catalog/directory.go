package catalog

import (
	"context"
	"fmt"
	"iter"
	"log/slog"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/gs1"
	"temgoc/internal/pg"
)

// Card is what there is to say of a product to one whose code failed.
type Card struct {
	GTIN    gs1.GTIN // of today, whichever number led here
	NameVI  string
	NameEN  string
	OrgName string
}

// Directory is every product's card in memory, by its present number and by
// those it had before, so that guessed codes touch no store. A new product
// appears within reloadEvery; all its methods may be called at once.
type Directory struct {
	db    pg.DB
	log   *slog.Logger
	cards atomic.Pointer[map[gs1.GTIN]Card] // replaced whole, never changed
	// loading is held from the query to the replacement: of two loads, the one
	// that read earlier does not win.
	loading sync.Mutex
}

const reloadEvery = 10 * time.Second

// NewDirectory is empty until Load.
func NewDirectory(db pg.DB, log *slog.Logger) *Directory {
	d := &Directory{db: db, log: log}
	d.cards.Store(&map[gs1.GTIN]Card{})
	return d
}

// Load reads the directory anew; after an error the old one stays.
func (d *Directory) Load(ctx context.Context) error {
	d.loading.Lock()
	defer d.loading.Unlock()
	rows, _ := d.db.Query(ctx, `
		with numbered as (
			select gtin, id as product_id from product
			union all
			select gtin, product_id from former_gtin
		)
		select n.gtin, p.gtin, p.name_vi, p.name_en, o.name
		from numbered as n
		join product as p on p.id = n.product_id
		join organisation as o on o.id = p.org_id`)
	cards := map[gs1.GTIN]Card{}
	var number gs1.GTIN
	var c Card
	_, err := pgx.ForEachRow(rows, []any{
		parsed[gs1.GTIN]{&number, gs1.ParseGTIN},
		parsed[gs1.GTIN]{&c.GTIN, gs1.ParseGTIN},
		&c.NameVI,
		&c.NameEN,
		&c.OrgName,
	}, func() error {
		cards[number] = c
		return nil
	})
	if err != nil {
		return fmt.Errorf("load directory of products: %w", err)
	}
	d.cards.Store(&cards)
	return nil
}

// Run reloads until ctx ends, and then returns nil.
func (d *Directory) Run(ctx context.Context) error {
	return Reload(ctx, d.Load, func(err error) {
		d.log.WarnContext(ctx, "directory of products is as it was", slog.Any("error", err))
	})
}

// Reload calls load every few seconds until ctx ends, and then returns nil: what
// is held in memory follows what other nodes change. A failure is told, and
// tried again at the next turn.
func Reload(ctx context.Context, load func(context.Context) error, onError func(error)) error {
	tick := time.NewTicker(reloadEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if err := load(ctx); err != nil && ctx.Err() == nil {
			onError(err)
		}
	}
}

// Card is the card of a product of ours that has or had the number.
func (d *Directory) Card(gtin gs1.GTIN) (Card, bool) {
	c, ok := (*d.cards.Load())[gtin]
	return c, ok
}

// GTINs are all numbers that stand in codes of ours, in no order.
func (d *Directory) GTINs() iter.Seq[gs1.GTIN] {
	return maps.Keys(*d.cards.Load())
}
