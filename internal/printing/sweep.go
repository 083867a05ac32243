package printing

import (
	"context"
	"fmt"
	"log/slog"
	"time"
)

const (
	sweepEvery    = time.Hour
	sweepPatience = time.Minute // for the parts of one file, which may be a gigabyte
)

func (w *Worker) keepSweeping(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if err := w.sweep(ctx); err != nil && ctx.Err() == nil {
			w.log.ErrorContext(ctx, "print files not swept", slog.Any("err", err))
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// sweep drops the files that were kept long enough. The lines of the ledger and
// the jobs stay.
func (w *Worker) sweep(ctx context.Context) error {
	for more := true; more; {
		var err error
		if more, err = w.expireOne(ctx); err != nil {
			return fmt.Errorf("sweep print files: %w", err)
		}
	}
	return nil
}

func (w *Worker) expireOne(ctx context.Context) (found bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, sweepPatience)
	defer cancel()
	tag, err := w.db.Exec(ctx, `
		with expired as (
			update print_job
			set state = 'expired'
			where print_id = (
				select print_id
				from print_job
				where state = 'done' and finished_at < now() - $1::interval
				order by finished_at
				limit 1
				for no key update skip locked
			)
			returning print_id
		)
		delete from print_part where print_id in (select print_id from expired)`, Keep)
	return tag.RowsAffected() > 0, err // every file has a head
}
