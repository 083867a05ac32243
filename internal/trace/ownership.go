package trace

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/epcis"
	"temgoc/internal/pg"
)

// owners are whose the goods and places are that events tell of. What is in
// neither map is nobody's as far as the service knows.
type owners struct {
	goods  map[string]bool // GTINs, former ones too; whether the organisation's own
	places map[string]bool // GLNs; whether the organisation's own
}

// lookUpOwners asks once, for all the events.
func lookUpOwners(ctx context.Context, db pg.DB, org uuid.UUID, entries []entry) (owners, error) {
	gtins, glns := make(map[string]bool), make(map[string]bool)
	for _, e := range entries {
		for _, p := range e.places() {
			glns[p.gln] = true
		}
		for _, n := range e.claims() {
			if gtin, ok := epcis.GTINOf(n.key); ok {
				gtins[gtin.String()] = true
			}
		}
	}
	rows, _ := db.Query(ctx, `
		select true, gtin, org_id = $1
		from product
		where gtin = any($2)
		union all
		select true, f.gtin, p.org_id = $1
		from former_gtin as f
		join product as p on p.id = f.product_id
		where f.gtin = any($2)
		union all
		select false, gln, id = $1
		from organisation
		where gln = any($3)`, org, slices.Collect(maps.Keys(gtins)), slices.Collect(maps.Keys(glns)))
	known := owners{goods: make(map[string]bool), places: make(map[string]bool)}
	var goods, own bool
	var number string
	_, err := pgx.ForEachRow(rows, []any{&goods, &number, &own}, func() error {
		if goods {
			known.goods[number] = own
		} else {
			known.places[number] = own
		}
		return nil
	})
	if err != nil {
		return owners{}, fmt.Errorf("look up owners: %w", err)
	}
	return known, nil
}

// placed is a GLN that an event happened at.
type placed struct{ gln, pointer string }

func (e entry) places() []placed {
	var all []placed
	for _, p := range []struct{ uri, pointer string }{
		{e.readPoint, "/readPoint/id"},
		{e.bizLocation, "/bizLocation/id"},
	} {
		if gln, ok := epcis.GLNOf(p.uri); ok {
			all = append(all, placed{gln.String(), p.pointer})
		}
	}
	return all
}

// claims are the goods of which the event says what their owner alone says:
// that they came to be, ceased, or came out of a transformation, or what lot
// the units of the event are of.
func (e entry) claims() []named {
	return slices.DeleteFunc(slices.Clone(e.goods), func(n named) bool {
		return n.role != asLot && n.role != asOutput && !(n.role == asEPC && e.beginsOrEnds())
	})
}

// beginsOrEnds tells whether the event is of the life of what it names, by its
// action or by its step (CBV 2.0 section 7.1.3).
func (e entry) beginsOrEnds() bool {
	if e.Type != epcis.ObjectEvent {
		return false
	}
	return e.Action != epcis.Observe ||
		slices.Contains([]string{"commissioning", "creating_class_instance", "decommissioning"}, e.BizStep)
}

// check refuses what is not the organisation's to tell.
func (o owners) check(entries []entry) error {
	var bad Refused
	for _, e := range entries {
		for _, p := range e.places() {
			if own, known := o.places[p.gln]; known && !own {
				bad = append(bad, Refusal{e.at, p.pointer, AnothersPlace})
			}
		}
		for _, n := range e.claims() {
			if own, known := o.gtin(n.key); known && !own {
				bad = append(bad, Refusal{e.at, n.pointer, AnothersGoods})
			}
		}
		bad = append(bad, o.circular(e)...)
	}
	return bad.orNil()
}

// gtin tells whose the goods of the key are.
func (o owners) gtin(key string) (own, known bool) {
	gtin, ok := epcis.GTINOf(key)
	if !ok {
		return false, false
	}
	own, known = o.goods[gtin.String()]
	return own, known
}
