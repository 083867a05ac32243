package scan

import (
	"context"
	"fmt"
	"time"

	"temgoc/internal/pg"
)

// monthsAhead for which partitions are kept ready. Should the service sleep for
// longer, rows go to the default partition and nothing is lost.
const monthsAhead = 2

// EnsurePartitions makes the partitions of this month and the next ones, in
// UTC. It may run on several nodes at once.
func EnsurePartitions(ctx context.Context, db pg.DB, now time.Time) error {
	y, m, _ := now.UTC().Date()
	for i := range monthsAhead + 1 {
		from := time.Date(y, m+time.Month(i), 1, 0, 0, 0, 0, time.UTC)
		// DDL takes no parameters; the text holds nothing but the month's digits.
		_, err := db.Exec(ctx, fmt.Sprintf(
			`create table if not exists scan_%s partition of scan for values from ('%s') to ('%s')`,
			from.Format("2006_01"), from.Format(time.DateOnly), from.AddDate(0, 1, 0).Format(time.DateOnly)))
		if err != nil {
			return fmt.Errorf("partition of scans for %s: %w", from.Format("2006-01"), err)
		}
	}
	return nil
}

// KeepPartitions runs EnsurePartitions every day until ctx ends. A failure is
// told to onError and tried again the next day: the default partition catches
// what comes meanwhile.
func KeepPartitions(ctx context.Context, db pg.DB, now func() time.Time, onError func(error)) error {
	tick := time.NewTicker(24 * time.Hour)
	defer tick.Stop()
	for {
		if err := EnsurePartitions(ctx, db, now()); err != nil && ctx.Err() == nil {
			onError(err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
