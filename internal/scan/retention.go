package scan

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/day"
	"temgoc/internal/pg"
)

// Keeper looks after the months of scans: it makes partitions ahead, settles
// the sums of days that are over, and drops months that are kept no longer.
// Several nodes may run one each.
type Keeper struct {
	DB     pg.DB
	Now    func() time.Time
	Months int // that scans are kept, beside the present one; at least 1
}

const (
	keepEvery = 6 * time.Hour
	keepAgain = time.Minute // after a failure
	// settledDays before today are settled, so that a weekend without any node
	// leaves no gap.
	settledDays = 4
)

// Run keeps until ctx ends. A failure is told to onError and tried again soon.
func (k Keeper) Run(ctx context.Context, onError func(error)) error {
	for {
		pause := keepEvery
		if err := k.Keep(ctx); err != nil && ctx.Err() == nil {
			onError(err)
			pause = keepAgain
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(pause):
		}
	}
}

// Keep does once what is to be done now.
func (k Keeper) Keep(ctx context.Context) error {
	errs := []error{EnsurePartitions(ctx, k.DB, k.Now())}
	today := day.Of(k.Now())
	for n := settledDays; n > 0; n-- {
		errs = append(errs, SettleDay(ctx, k.DB, today.AddDays(-n)))
	}
	return errors.Join(append(errs, k.drop(ctx), k.forgetPlaces(ctx))...)
}

// oldest is the beginning of the first month whose scans are kept.
func (k Keeper) oldest() time.Time {
	y, m, _ := k.Now().UTC().Date()
	return time.Date(y, m-time.Month(max(k.Months, 1)), 1, 0, 0, 0, 0, time.UTC)
}

// forgetPlaces removes what shoppers told of where they bought, as long ago.
func (k Keeper) forgetPlaces(ctx context.Context) error {
	if _, err := k.DB.Exec(ctx, `delete from place_told where at < $1`, k.oldest()); err != nil {
		return fmt.Errorf("forget places: %w", err)
	}
	return nil
}

// SettleDay counts what was stored and never tallied as scans of an unknown
// verdict. The same day may be settled again.
func SettleDay(ctx context.Context, db pg.DB, d day.Day) error {
	_, err := db.Exec(ctx, `
		insert into scan_day (day, batch_number, verdict, scans)
		select $1::text::date, s.batch_number, 'unknown', s.scans - coalesce(t.scans, 0)
		from (
		    select batch_number, count(*) as scans
		    from scan
		    where at >= $2 and at < $3
		    group by batch_number
		) s
		left join (
		    select batch_number, sum(scans) as scans
		    from scan_day
		    where day = $1::text::date and verdict <> 'unknown'
		    group by batch_number
		) t using (batch_number)
		where s.scans > coalesce(t.scans, 0)
		order by s.batch_number
		on conflict (batch_number, day, province, verdict) do update
		set scans = excluded.scans`, d.String(), d.Time(), d.AddDays(1).Time())
	if err != nil {
		return fmt.Errorf("settle scans of %s: %w", d, err)
	}
	return nil
}

// drop removes partitions whose month is over for longer than scans are kept.
func (k Keeper) drop(ctx context.Context) error {
	rows, _ := k.DB.Query(ctx, `
		select c.relname
		from pg_inherits i
		join pg_class c on c.oid = i.inhrelid
		where i.inhparent = 'scan'::regclass
		order by c.relname`)
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("list partitions of scans: %w", err)
	}
	oldest := k.oldest()
	for _, name := range names {
		month, err := time.Parse(partitionName, name)
		if err != nil || !month.Before(oldest) {
			continue // the default partition, or still kept
		}
		if err := dropPartition(ctx, k.DB, name); err != nil {
			return fmt.Errorf("drop scans of %s: %w", month.Format("2006-01"), err)
		}
	}
	return nil
}

// dropPartition gives up soon where somebody reads all scans, for the same
// reason as ensurePartition.
func dropPartition(ctx context.Context, db pg.DB, name string) error {
	return pg.InTx(ctx, db, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `set local lock_timeout = '500ms'`); err != nil {
			return err
		}
		// DDL takes no parameters; the name was just parsed.
		_, err := tx.Exec(ctx, "drop table if exists "+pgx.Identifier{name}.Sanitize())
		return err
	})
}
