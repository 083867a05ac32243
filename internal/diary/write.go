package diary

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/epcis"
	"temgoc/internal/input"
	"temgoc/internal/pg"
	"temgoc/internal/trace"
)

// Written is what became of an entry.
type Written struct {
	ID  uuid.UUID
	New bool // it was not there yet
}

// Write stores entries in the diary of a batch, all or none. What is wrong with
// them is an input.Errors: see FaultOf.
func Write(ctx context.Context, db pg.DB, who account.Principal, batch uuid.UUID, now time.Time, list []Keyed) (done []Written, err error) {
	err = pg.InTx(ctx, db, func(tx pgx.Tx) error {
		b, err := openBook(ctx, tx, who, batch, now)
		if err != nil {
			return err
		}
		done, err = b.write(ctx, tx, list)
		return err
	})
	return done, err
}

// page is an entry on its way into the store.
type page struct {
	Entry
	id    uuid.UUID
	at    int  // its place in the list
	later bool // a harvest that adds to one before
	event epcis.Event
}

func (b book) write(ctx context.Context, tx pgx.Tx, list []Keyed) ([]Written, error) {
	entries := make([]Entry, len(list))
	for i, k := range list {
		entries[i] = k.Entry
	}
	clean, bad, err := b.check(ctx, tx, entries)
	if err != nil {
		return nil, err
	}
	if err := atEntries(bad); err != nil {
		return nil, err
	}
	pages := make([]page, len(list))
	for i, k := range list {
		pages[i] = page{Entry: clean[i], id: k.id(b.batch.ID), at: i}
	}
	fresh, done, err := b.freshOf(ctx, tx, list, pages)
	if err != nil || len(fresh) == 0 {
		return done, err
	}
	if err := b.store(ctx, tx, fresh, len(list)); err != nil {
		return nil, err
	}
	return done, account.Record(ctx, tx, b.who, account.WriteEvents, "batch:"+b.batch.ID.String(),
		map[string]string{"entries": strconv.Itoa(len(fresh))})
}

// freshOf leaves out what is there already, and refuses another entry under the
// key of one that is there.
func (b book) freshOf(ctx context.Context, tx pgx.Tx, list []Keyed, pages []page) (fresh []page, done []Written, err error) {
	known, err := b.stored(ctx, tx, pages)
	if err != nil {
		return nil, nil, err
	}
	for i, p := range pages {
		other, found := known[p.id]
		if found && list[i].Entry.At == "" {
			p.At = other.At // "now" was another time then
		}
		if found && !p.same(other) {
			return nil, nil, ErrKeyReused
		}
		done = append(done, Written{p.id, !found})
		if !found {
			known[p.id] = p.Entry
			fresh = append(fresh, p)
		}
	}
	return fresh, done, nil
}

// stored are those of the entries that are there, by id.
func (b book) stored(ctx context.Context, tx pgx.Tx, pages []page) (map[uuid.UUID]Entry, error) {
	ids := make([]string, len(pages))
	for i, p := range pages {
		ids[i] = eventID(p.id)
	}
	events, err := trace.OwnEvents(ctx, tx, b.who.OrgID, ids)
	if err != nil {
		return nil, err
	}
	known := make(map[uuid.UUID]Entry, len(events))
	for _, s := range events {
		r, err := recordOf(s, b.batch)
		if err != nil {
			return nil, err
		}
		known[r.ID] = r.Entry
	}
	return known, nil
}

// store keeps the photos and hands the events to trace, once for each sort of
// what is hidden. total is how many entries the caller sent.
func (b book) store(ctx context.Context, tx pgx.Tx, pages []page, total int) error {
	if err := b.begin(ctx, tx, pages); err != nil {
		return err
	}
	for i := range pages {
		if err := b.keepPhoto(ctx, tx, &pages[i]); err != nil {
			return err
		}
		var err error
		if pages[i].event, err = b.event(pages[i]); err != nil {
			return fmt.Errorf("event of entry %d: %w", pages[i].at, err)
		}
	}
	for _, group := range byHidden(pages) {
		if err := b.storeGroup(ctx, tx, group, total); err != nil {
			return err
		}
	}
	return nil
}

// byHidden groups what hides the same members, in the order of the first.
func byHidden(pages []page) (groups [][]page) {
	for _, p := range pages {
		i := slices.IndexFunc(groups, func(g []page) bool { return slices.Equal(g[0].hiddenMembers(), p.hiddenMembers()) })
		if i < 0 {
			groups = append(groups, []page{p})
			continue
		}
		groups[i] = append(groups[i], p)
	}
	return groups
}

func (b book) storeGroup(ctx context.Context, tx pgx.Tx, pages []page, total int) error {
	events := make([]epcis.Event, len(pages))
	for i, p := range pages {
		events[i] = p.event
	}
	v := trace.Visibility{Public: true, Hidden: pages[0].hiddenMembers()}
	outcomes, err := trace.Store(ctx, tx, b.who, v, nil, events)
	if refused, ok := errors.AsType[trace.Refused](err); ok {
		return refusedOf(refused, pages, total)
	}
	if err == nil && slices.Contains(outcomes, trace.Conflict) {
		return ErrKeyReused
	}
	return err
}

// refusedOf puts what trace refuses at the fields of the entries.
func refusedOf(refused trace.Refused, pages []page, total int) error {
	bad := make([]input.Errors, total)
	for _, r := range refused {
		at := pages[r.Event].at
		if f := refusals[r.Reason]; !slices.Contains(bad[at], f) {
			bad[at] = append(bad[at], f)
		}
	}
	return atEntries(bad)
}
