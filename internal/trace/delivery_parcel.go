package trace

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/epcis"
)

// parcelSize is how many events a delivery has at most.
const parcelSize = 100

// mark is a place in the order in which events are delivered. Xact is an xid8,
// as text.
type mark struct {
	Xact string
	ID   uuid.UUID
}

// parcel is a delivery with what is in it.
type parcel struct {
	id        uuid.UUID
	from, to  mark // after from, up to and with to
	createdAt time.Time
	hits      []mark // its events
	events    []Stored
}

var errDisabled = errors.New("the user is disabled")

// decide is the delivery that has begun, or a new one; nil if there is nothing
// to say.
func (d *Deliverer) decide(ctx context.Context, c turn) (b *parcel, err error) {
	if c.Disabled {
		return nil, errDisabled
	}
	q, err := c.query()
	if err != nil {
		return nil, fmt.Errorf("query of subscription %s: %w", c.ID, err)
	}
	err = pgx.BeginFunc(ctx, d.db, func(tx pgx.Tx) error {
		if err := bePatient(ctx, tx); err != nil {
			return err
		}
		if b, err = pending(ctx, tx, c, q); err != nil || b != nil {
			return err
		}
		b, err = begin(ctx, tx, c, q)
		return err
	})
	if stateOf(err) == "57014" {
		return nil, ErrTooComplex
	}
	return b, err
}

// pending is the delivery that was decided on and not acknowledged. It has the
// same events as before: what is between two marks never changes.
func pending(ctx context.Context, tx pgx.Tx, c turn, q epcis.Query) (*parcel, error) {
	var b parcel
	err := tx.QueryRow(ctx, `
		select
			id,
			from_xact::text,
			from_id,
			to_xact::text,
			to_id,
			created_at
		from delivery
		where subscription_id = $1 and acknowledged_at is null`, c.ID).
		Scan(&b.id, &b.from.Xact, &b.from.ID, &b.to.Xact, &b.to.ID, &b.createdAt)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("pending delivery: %w", err)
	}
	if err := b.fill(ctx, tx, c, q); err != nil {
		return nil, err
	}
	return &b, b.load(ctx, tx, c.reader())
}

// begin decides on a new delivery of what there is up to now. If there is
// nothing, the cursor moves on by itself, so that the same is not looked through
// again.
func begin(ctx context.Context, tx pgx.Tx, c turn, q epcis.Query) (*parcel, error) {
	b := parcel{id: newID()}
	err := tx.QueryRow(ctx, `
		select
			cursor_xact::text,
			cursor_id,
			greatest(cursor_xact, `+horizon+`)::text,
			now()
		from subscription
		where id = $1 and lease = $2`, c.ID, c.Lease).
		Scan(&b.from.Xact, &b.from.ID, &b.to.Xact, &b.createdAt)
	if err != nil {
		return nil, fmt.Errorf("cursor of subscription: %w", err)
	}
	if b.to.Xact == b.from.Xact {
		b.to = b.from
	}
	if err := b.fill(ctx, tx, c, q); err != nil {
		return nil, err
	}
	if len(b.hits) == 0 && !c.EmptyWants {
		return nil, moveCursor(ctx, tx, c, b.to)
	}
	if err := b.insert(ctx, tx, c); err != nil {
		return nil, err
	}
	return &b, b.load(ctx, tx, c.reader())
}

// fill takes the events that match between the marks. If there are more than
// fit, the parcel ends with the last one that does.
func (b *parcel) fill(ctx context.Context, tx pgx.Tx, c turn, q epcis.Query) (err error) {
	s := newSelection(c.reader(), q)
	s.add("(e.xact, e.id) > (" + s.arg(b.from.Xact) + "::text::xid8, " + s.arg(b.from.ID) + "::uuid)")
	s.add("(e.xact, e.id) <= (" + s.arg(b.to.Xact) + "::text::xid8, " + s.arg(b.to.ID) + "::uuid)")
	s.add("e.record_time >= (select initial_record_time from subscription where id = " + s.arg(c.ID) + ")")
	rows, _ := tx.Query(ctx, `
		select
			e.xact::text,
			e.id
		from event as e
		where `+s.where()+`
		order by e.xact, e.id
		limit `+s.arg(parcelSize), s.args)
	if b.hits, err = pgx.CollectRows(rows, pgx.RowToStructByPos[mark]); err != nil {
		return fmt.Errorf("events to deliver: %w", err)
	}
	if len(b.hits) == parcelSize {
		b.to = b.hits[parcelSize-1]
	}
	return nil
}

func moveCursor(ctx context.Context, tx pgx.Tx, c turn, to mark) error {
	_, err := tx.Exec(ctx, `
		update subscription
		set cursor_xact = $3::text::xid8,
			cursor_id = $4
		where id = $1 and lease = $2`, c.ID, c.Lease, to.Xact, to.ID)
	return err
}

func (b *parcel) insert(ctx context.Context, tx pgx.Tx, c turn) error {
	_, err := tx.Exec(ctx, `
		insert into delivery (id, subscription_id, from_xact, from_id, to_xact, to_id, events, created_at)
		values (@id, @subscription, @from::text::xid8, @from_id, @to::text::xid8, @to_id, @events, @at)`,
		pgx.NamedArgs{
			"id":           b.id,
			"subscription": c.ID,
			"from":         b.from.Xact,
			"from_id":      b.from.ID,
			"to":           b.to.Xact,
			"to_id":        b.to.ID,
			"events":       len(b.hits),
			"at":           b.createdAt,
		})
	if err != nil {
		return fmt.Errorf("decide on delivery: %w", err)
	}
	return nil
}

func (b *parcel) load(ctx context.Context, tx pgx.Tx, r Reader) (err error) {
	ids := make([]uuid.UUID, len(b.hits))
	for i, h := range b.hits {
		ids[i] = h.ID
	}
	b.events, err = r.eventsByID(ctx, tx, ids)
	return err
}

// document is what is posted, the same each time.
func (b *parcel) document(c turn) []byte {
	results := epcis.Results{QueryName: c.QueryName, SubscriptionID: c.ID.String(), At: b.createdAt}
	for _, e := range b.events {
		results.Events = append(results.Events, e.Value)
	}
	return results.AppendJSON(nil)
}
