package scan

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

// monthsAhead for which partitions are kept ready. Should none be made for
// longer, scans go to the default partition and are moved out of it later.
const monthsAhead = 2

// partitionName of a month.
const partitionName = "scan_2006_01"

// EnsurePartitions makes the partitions of this month and the next ones, in
// UTC. It may run on several nodes at once, and tries every month whatever
// becomes of the others.
func EnsurePartitions(ctx context.Context, db pg.DB, now time.Time) error {
	y, m, _ := now.UTC().Date()
	var errs []error
	for i := range monthsAhead + 1 {
		month := time.Date(y, m+time.Month(i), 1, 0, 0, 0, 0, time.UTC)
		if err := ensurePartition(ctx, db, month); err != nil {
			errs = append(errs, fmt.Errorf("partition of scans for %s: %w", month.Format("2006-01"), err))
		}
	}
	return errors.Join(errs...)
}

// ensurePartition gives up soon where somebody reads all scans, as a backup
// does: a request for an exclusive lock that waits makes every scan wait
// behind it.
func ensurePartition(ctx context.Context, db pg.DB, month time.Time) error {
	name := month.Format(partitionName)
	if made, err := exists(ctx, db, name); err != nil || made {
		return err
	}
	return pg.InTx(ctx, db, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `set local lock_timeout = '500ms'`)
		if err != nil {
			return err
		}
		// Of nodes that make the same month, one gets through at a time.
		if _, err := tx.Exec(ctx, `lock table scan_default in access exclusive mode`); err != nil {
			return err
		}
		if made, err := exists(ctx, tx, name); err != nil || made {
			return err
		}
		return makePartition(ctx, tx, name, month, month.AddDate(0, 1, 0))
	})
}

func exists(ctx context.Context, db pg.DB, table string) (found bool, err error) {
	err = db.QueryRow(ctx, `select to_regclass($1) is not null`, table).Scan(&found)
	return found, err
}

// makePartition moves what the default partition holds of the month. DDL takes
// no parameters; the texts hold nothing but the month's digits.
func makePartition(ctx context.Context, tx pgx.Tx, name string, from, until time.Time) error {
	bounds := []any{name, from.Format(time.DateOnly), until.Format(time.DateOnly)}
	for _, sql := range []string{
		`create table %[1]s (like scan including all)`,
		`with moved as (
		    delete from scan_default
		    where at >= '%[2]s 00:00Z' and at < '%[3]s 00:00Z'
		    returning *
		)
		insert into %[1]s
		select * from moved`,
		`alter table scan attach partition %[1]s for values from ('%[2]s 00:00Z') to ('%[3]s 00:00Z')`,
	} {
		if _, err := tx.Exec(ctx, fmt.Sprintf(sql, bounds...)); err != nil {
			return err
		}
	}
	return nil
}
