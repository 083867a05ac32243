package trace

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/epcis"
	"temgoc/internal/pg"
)

// Outcome is what became of an event.
type Outcome int

const (
	Recorded Outcome = iota // it is new
	Repeated                // it was there already
	Conflict                // another event of the organisation has its id; it was not stored
)

// Store keeps events of who's organisation, all of them or, with an error, none.
// Refused says which of them are not who's to tell. captureID is that of the
// document that they came in, if any. However many events there are, it takes
// a few round trips.
func Store(ctx context.Context, db pg.DB, who account.Principal, v Visibility, captureID *uuid.UUID, events []epcis.Event) ([]Outcome, error) {
	if err := who.Check(account.WriteEvents, who.OrgID); err != nil {
		return nil, err
	}
	if err := v.check(); err != nil {
		return nil, err
	}
	entries, err := newEntries(v, events)
	if err != nil {
		return nil, err
	}
	return record(ctx, db, source{who.OrgID, v, captureID}, entries)
}

// source is whose the events of one call are, and whom they are for.
type source struct {
	org uuid.UUID
	Visibility
	captureID *uuid.UUID
}

func newEntries(v Visibility, events []epcis.Event) ([]entry, error) {
	entries := make([]entry, len(events))
	var bad Refused
	for i, e := range events {
		var err error
		if entries[i], err = newEntry(i, e); err != nil {
			return nil, err
		}
		bad = append(bad, entries[i].unstorable()...)
		bad = append(bad, entries[i].givesAway(v)...)
	}
	return entries, bad.orNil()
}

// record stores entries in a transaction. One that lost the race for an event's
// id to another one finds the event there when it begins anew.
func record(ctx context.Context, db pg.DB, src source, entries []entry) (outcomes []Outcome, err error) {
	for range 3 {
		err = pg.InTx(ctx, db, func(tx pgx.Tx) (err error) {
			outcomes, err = recordIn(ctx, tx, src, entries)
			return err
		})
		if !pg.IsUnique(err, eventOnce) {
			break
		}
	}
	if err != nil {
		return nil, fmt.Errorf("store events: %w", err)
	}
	return outcomes, nil
}

// eventOnce is the constraint that an event of an organisation is there once.
const eventOnce = "event_event_id_org_id_error_time_key"

// recordIn writes the events before it takes the locks of batches, and both in
// one order, so that transactions wait for each other in no circle. What the
// events went into is looked at under those locks.
func recordIn(ctx context.Context, tx pgx.Tx, src source, entries []entry) ([]Outcome, error) {
	outcomes, err := compare(ctx, tx, src.org, entries)
	if err != nil {
		return nil, err
	}
	fresh := slices.DeleteFunc(slices.Clone(entries), func(e entry) bool { return outcomes[e.at] != Recorded })
	if len(fresh) == 0 {
		return outcomes, nil
	}
	known, err := lookUpOwners(ctx, tx, src.org, fresh)
	if err != nil {
		return nil, err
	}
	if err := known.check(fresh); err != nil {
		return nil, err
	}
	if err := insertEvents(ctx, tx, src, fresh); err != nil {
		return nil, err
	}
	if err := touchBatches(ctx, tx, fresh); err != nil {
		return nil, err
	}
	goods := goodsRows(src, fresh)
	if err := refuseCircles(ctx, tx, src.org, goods); err != nil {
		return nil, err
	}
	if err := insertGoods(ctx, tx, src.org, goods); err != nil {
		return nil, err
	}
	return outcomes, insertWords(ctx, tx, src, fresh)
}

// touchBatches grows the version of each batch that the events name, once.
func touchBatches(ctx context.Context, tx pgx.Tx, entries []entry) error {
	var lots []catalog.LotName
	for _, e := range entries {
		for _, n := range e.goods {
			if gtin, lot, ok := epcis.Lot(n.key); ok {
				lots = append(lots, catalog.LotName{GTIN: gtin, Lot: lot})
			}
		}
	}
	return catalog.TouchLots(ctx, tx, lots)
}
