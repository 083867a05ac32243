package scan

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// Place is where a shopper chose to say that they bought what carries a stamp.
type Place struct {
	Batch    int32
	Unit     int32
	Device   []byte // as in Scan
	Province string // its code
	At       time.Time
	Verdict  string // of the stamp now, which its scan was tallied as
}

// ErrNotScanned: only who holds the stamp may say where it was bought.
var ErrNotScanned = errors.New("the device has not scanned the stamp")

// tellWithin a scan's day: MaxDevices of a unit are remembered for good, any
// further one for so long.
const tellWithin = 24 * time.Hour

// TellPlace stores the answer, in place of the device's earlier one, and counts
// the unit's anew. The scan that it is about moves from one tally to the other;
// they are the same if nothing changed.
func TellPlace(ctx context.Context, db pg.DB, p Place) (from, to Tally, err error) {
	if err := p.check(); err != nil {
		return Tally{}, Tally{}, err
	}
	err = pg.InTx(ctx, db, func(tx pgx.Tx) error {
		if err := p.lock(ctx, tx); err != nil {
			return err
		}
		if from, err = p.counted(ctx, tx); err != nil {
			return err
		}
		to = from
		to.Province = p.Province
		if err := p.store(ctx, tx, to); err != nil {
			return err
		}
		return p.count(ctx, tx)
	})
	if err != nil {
		return Tally{}, Tally{}, fmt.Errorf("tell place: %w", err)
	}
	return from, to, nil
}

func (p Place) check() error {
	if p.Province == "" {
		return input.Error{Field: "province", Problem: "bought.missing"}
	}
	if _, known := catalog.ProvinceName(p.Province); !known {
		return input.Error{Field: "province", Problem: "bought.unknown"}
	}
	return nil
}

// lock holds the unit's row first, so that what is counted under it is exact.
func (p Place) lock(ctx context.Context, tx pgx.Tx) error {
	var scanned bool
	err := tx.QueryRow(ctx, `
		select coalesce($3 = any (u.devices), false) or exists (
		    select
		    from scan s
		    where s.batch_number = u.batch_number and s.at > $4 and s.unit = u.unit and s.device = $3
		)
		from unit_state u
		where u.batch_number = $1 and u.unit = $2
		for no key update of u`,
		p.Batch, p.Unit, p.Device, p.At.Add(-tellWithin)).Scan(&scanned)
	if errors.Is(err, pgx.ErrNoRows) || err == nil && !scanned {
		return ErrNotScanned
	}
	return err
}

// counted is the tally that has the scan now: that of the earlier answer, or
// today's without a province.
func (p Place) counted(ctx context.Context, tx pgx.Tx) (Tally, error) {
	t := Tally{Day: day.Of(p.At), Batch: p.Batch, Verdict: p.Verdict}
	err := tx.QueryRow(ctx, `
		select counted_on, province, counted_as
		from place_told
		where batch_number = $1 and unit = $2 and device = $3`,
		p.Batch, p.Unit, p.Device).Scan(&t.Day, &t.Province, &t.Verdict)
	if errors.Is(err, pgx.ErrNoRows) {
		return t, nil
	}
	return t, err
}

func (p Place) store(ctx context.Context, tx pgx.Tx, t Tally) error {
	_, err := tx.Exec(ctx, `
		insert into place_told (batch_number, unit, device, province, at, counted_on, counted_as)
		values ($1, $2, $3, $4, now(), $5, $6)
		on conflict (batch_number, unit, device) do update set
		    province = excluded.province,
		    at = excluded.at`,
		p.Batch, p.Unit, p.Device, p.Province, t.Day, t.Verdict)
	return err
}

// count leaves out what an inspector has looked at already, by the database's
// clock alone.
func (p Place) count(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, `
		update unit_state u
		set placed = t.devices,
		    provinces = t.provinces
		from (
		    select count(*) as devices,
		           coalesce(array_agg(distinct p.province), '{}') as provinces
		    from place_told p
		    join unit_state u using (batch_number, unit)
		    where p.batch_number = $1 and p.unit = $2 and p.at > coalesce(u.cleared_at, '-infinity')
		) t
		where u.batch_number = $1 and u.unit = $2`, p.Batch, p.Unit)
	return err
}
