package lookup

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/maypok86/otter/v2"
	"golang.org/x/sync/singleflight"

	"temgoc/internal/cache"
	"temgoc/internal/catalog"
	"temgoc/internal/gs1"
	"temgoc/internal/pg"
)

// maxViews in memory: a view is 4 kB, and 10 kB with a long journey, so at most
// some 200 MB.
const maxViews = 20_000

// views finds the view of a batch: in memory, else in Redis, else in Postgres.
type views struct {
	db     pg.DB
	redis  *cache.Cache
	now    func() time.Time
	memory *otter.Cache[int32, *View]
	lots   *otter.Cache[lotKey, int32] // a lot's batch never changes
	flight singleflight.Group          // one building of a view at a time
	finds  Finds
}

// maxAge of a view. It tells of lots that went into the batch too, whose events
// do not grow the batch's version: what matters to a verdict does, and these may
// come so much later.
const maxAge = 10 * time.Minute

func (v *views) fits(view *View, version int64) bool {
	return view.Version == version && v.now().Sub(view.BuiltAt) < maxAge
}

type lotKey struct {
	gtin gs1.GTIN
	lot  gs1.Lot
}

func newViews(o Options) *views {
	return &views{
		db:     o.DB,
		redis:  o.Cache,
		now:    o.Now,
		memory: otter.Must(&otter.Options[int32, *View]{MaximumSize: maxViews}),
		lots:   otter.Must(&otter.Options[lotKey, int32]{MaximumSize: maxViews}),
	}
}

// at is the view of a batch in the version that the database just told. A
// cached view of any other version, newer ones of a restored database
// included, is built again.
func (v *views) at(ctx context.Context, number int32, version int64) (*View, error) {
	if view, ok := v.memory.GetIfPresent(number); ok && v.fits(view, version) {
		v.finds.Memory.Add(1)
		return view, nil
	}
	built, err, _ := v.flight.Do(fmt.Sprint(number, "@", version), func() (any, error) {
		// The work is shared, so no single visitor's leaving may end it.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), storeDeadline)
		defer cancel()
		return v.load(ctx, number, version)
	})
	if err != nil {
		return nil, err
	}
	return built.(*View), nil
}

func (v *views) load(ctx context.Context, number int32, version int64) (*View, error) {
	if view, ok := v.fromRedis(ctx, number); ok && v.fits(view, version) {
		v.finds.Redis.Add(1)
		v.memory.Set(number, view)
		return view, nil
	}
	view, err := buildView(ctx, v.db, number, v.now())
	if err != nil {
		v.finds.Failed.Add(1)
		return nil, err
	}
	v.finds.Built.Add(1)
	v.memory.Set(number, view)
	if text, err := json.Marshal(view); err == nil {
		v.redis.Put(ctx, redisKey(number), text)
	}
	return view, nil
}

// cached is a view of whatever version, without the database.
func (v *views) cached(ctx context.Context, number int32) (*View, bool) {
	if view, ok := v.memory.GetIfPresent(number); ok {
		return view, true
	}
	return v.fromRedis(ctx, number)
}

func (v *views) fromRedis(ctx context.Context, number int32) (*View, bool) {
	text, ok := v.redis.Get(ctx, redisKey(number))
	if !ok {
		return nil, false
	}
	view := new(View)
	if err := json.Unmarshal(text, view); err != nil || view.BatchNumber != number {
		return nil, false // of another release
	}
	return view, true
}

// redisKey changes its prefix whenever View changes its meaning.
func redisKey(number int32) string { return fmt.Sprintf("temgoc:view:3:%d", number) }

// byLot is the number of a batch that has a code of its own.
func (v *views) byLot(ctx context.Context, gtin gs1.GTIN, lot gs1.Lot) (int32, error) {
	key := lotKey{gtin, lot}
	if number, ok := v.lots.GetIfPresent(key); ok {
		return number, nil
	}
	number, err := catalog.BatchByLot(ctx, v.db, gtin, lot)
	if err != nil {
		return 0, err
	}
	v.lots.Set(key, number)
	return number, nil
}
