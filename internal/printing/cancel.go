package printing

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/pg"
)

// Cancel ends a job that has not ended, and drops what was made. One that was
// cancelled before stays so; another end is ErrEnded.
func Cancel(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) (job Job, err error) {
	err = pg.InTx(ctx, db, func(tx pgx.Tx) error {
		// The lock first: a statement that waited for a runner to store a part
		// would not see that part, and leave it behind.
		if _, err := tx.Exec(ctx, `select from print_job where print_id = $1 for update`, id); err != nil {
			return fmt.Errorf("lock print job: %w", err)
		}
		if job, err = JobByID(ctx, tx, who, id); err != nil {
			return err
		}
		switch {
		case job.State == Cancelled:
			return nil
		case job.State.Ended():
			return ErrEnded
		}
		job, err = job.cancel(ctx, tx, who)
		return err
	})
	if err != nil {
		return Job{}, fmt.Errorf("cancel print: %w", err)
	}
	return job, nil
}

func (j Job) cancel(ctx context.Context, tx pgx.Tx, who account.Principal) (Job, error) {
	_, err := tx.Exec(ctx, `
		with cancelled as (
			update print_job
			set state = 'cancelled',
				hash = null,
				runner = null,
				lease_until = null,
				finished_at = now()
			where print_id = $1
		)
		delete from print_part where print_id = $1`, j.ID)
	if err != nil {
		return Job{}, fmt.Errorf("drop parts: %w", err)
	}
	err = account.Record(ctx, tx, who, account.PrintStamps, subject(j.RunID), map[string]string{
		"print": j.ID.String(),
		"state": string(Cancelled),
	})
	if err != nil {
		return Job{}, err
	}
	return JobByID(ctx, tx, who, j.ID)
}
