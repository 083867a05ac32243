package link

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/catalog"
	"temgoc/internal/gs1"
	"temgoc/internal/pg"
)

// Directory is all approved links and all places in memory, so that a redirect
// touches no store. It follows the store within seconds; all its methods
// may be called at once.
type Directory struct {
	db   pg.DB
	log  *slog.Logger
	held atomic.Pointer[snapshot] // replaced whole, never changed
	// loading is held from the query to the replacement: of two loads, the one
	// that read earlier does not win.
	loading sync.Mutex
}

// snapshot is what the store held at one moment.
type snapshot struct {
	products map[gs1.GTIN][]Link // by former numbers too
	batches  map[lotKey][]Link
	lots     map[int32]lotKey // of the batches that have links, by their numbers
	places   map[gs1.GLN]Place
	recalls  recalls
}

// lotKey is a batch as its codes name it: under the number of its time.
type lotKey struct {
	gtin gs1.GTIN
	lot  gs1.Lot
}

// NewDirectory is empty until Load.
func NewDirectory(db pg.DB, log *slog.Logger) *Directory {
	d := &Directory{db: db, log: log}
	d.held.Store(new(snapshot))
	return d
}

// Load reads the directory anew; after an error the old one stays.
func (d *Directory) Load(ctx context.Context) error {
	d.loading.Lock()
	defer d.loading.Unlock()
	s := snapshot{products: map[gs1.GTIN][]Link{}, batches: map[lotKey][]Link{}, lots: map[int32]lotKey{}}
	rows, _ := d.db.Query(ctx, `
		with numbered as (
			select gtin, id as product_id from product
			union all
			select gtin, product_id from former_gtin
		)
		select
			coalesce(b.gtin, n.gtin),
			coalesce(b.lot, ''),
			b.number,
			l.link_type,
			l.href,
			l.title,
			l.lang,
			l.media_type,
			l.is_default
		from link as l
		left join batch as b on b.number = l.batch_number
		left join numbered as n on n.product_id = l.product_id and l.batch_number is null
		where l.state = 'approved'
		order by l.id`)
	var gtin, lot string
	var number *int32
	var l Link
	_, err := pgx.ForEachRow(rows, []any{
		&gtin, &lot, &number, &l.Type, &l.Href, &l.Title, &l.Lang, &l.MediaType, &l.Default,
	}, func() error { return s.add(gtin, lot, number, l) })
	if err != nil {
		return fmt.Errorf("load directory of links: %w", err)
	}
	if s.places, err = loadPlaces(ctx, d.db); err != nil {
		return err
	}
	if s.recalls, err = loadRecalls(ctx, d.db); err != nil {
		return err
	}
	d.held.Store(&s)
	return nil
}

// add takes a link of a batch, or of a product if there is no number of one.
func (s *snapshot) add(gtinText, lotText string, number *int32, l Link) error {
	gtin, err := gs1.ParseGTIN(gtinText)
	if err != nil {
		return err
	}
	if number == nil {
		s.products[gtin] = append(s.products[gtin], l)
		return nil
	}
	lot, err := gs1.ParseLot(lotText)
	key := lotKey{gtin, lot}
	s.batches[key] = append(s.batches[key], l)
	s.lots[*number] = key
	return err
}

// Run reloads until ctx ends, and then returns nil.
func (d *Directory) Run(ctx context.Context) error {
	return catalog.Reload(ctx, d.Load, func(err error) {
		d.log.WarnContext(ctx, "directory of links is as it was", slog.Any("error", err))
	})
}

// Levels are the entities that a link names, the most specific one first, with
// the approved links of each; Own and Description are left to the caller.
// Whether the product is known at all, catalog.Directory tells.
func (d *Directory) Levels(l gs1.Link) []Level {
	held := d.held.Load()
	levels := make([]Level, 0, len(l.Path))
	for n := len(l.Path); n > 0; n-- {
		entity := gs1.Link{Path: l.Path[:n]}
		levels = append(levels, Level{Path: entity.String(), Links: held.linksOf(entity)})
	}
	return levels
}

// Batch is the level of the batch that a proved code of a unit holds the number
// of, for its path does not name the lot; false if the batch has no links.
func (d *Directory) Batch(gtin gs1.GTIN, number int32) (Level, bool) {
	held := d.held.Load()
	key, ok := held.lots[number]
	if !ok || key.gtin != gtin {
		return Level{}, false
	}
	path := []gs1.Element{{AI: "01", Value: gtin.String()}, {AI: "10", Value: key.lot.String()}}
	return Level{Path: gs1.Link{Path: path}.String(), Links: held.batches[key]}, true
}

// linksOf the entity itself, by the last element of its path. A lot is the same
// batch whatever variant, AI (22), stands before it; serials have no links.
func (s *snapshot) linksOf(entity gs1.Link) []Link {
	key := entity.Path[0]
	if key.AI != "01" {
		return nil
	}
	gtin, err := gs1.ParseGTIN(key.Value)
	if err != nil {
		return nil
	}
	switch last := entity.Path[len(entity.Path)-1]; last.AI {
	case "01":
		return s.products[gtin]
	case "10":
		if lot, err := gs1.ParseLot(last.Value); err == nil {
			return s.batches[lotKey{gtin, lot}]
		}
	}
	return nil
}
