package printing

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/pg"
	"temgoc/internal/stamp"
)

const (
	// leaseTime is many times what a few parts take.
	leaseTime = 30 * time.Second
	// maxTries is how often a job is claimed without a part being stored. One
	// that ends its node each time must not do so for ever.
	maxTries = 5
)

// errLost means that the job is no longer this runner's: it was cancelled, or
// the lease ended and another one goes on. Nothing was written.
var errLost = errors.New("the print job is another runner's")

// task is a job that this runner holds, as far as it has come.
type task struct {
	ID     uuid.UUID
	Runner uuid.UUID
	RunID  uuid.UUID
	OrgID  uuid.UUID // of the batch
	stamp.Range
	Spec  Spec
	Made  int // labels
	Parts int
	Hash  []byte // state behind the last part; nil before the first
	Tries int
}

// claim takes the oldest job with at most so many labels left, if nobody holds
// it.
func claim(ctx context.Context, db pg.DB, most int) (t task, found bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	rows, _ := db.Query(ctx, `
		update print_job as claimed
		set state = 'running',
			runner = @runner,
			lease_until = now() + @lease,
			tries = claimed.tries + 1
		from print as p
		join batch as b on b.number = p.batch_number
		where p.id = claimed.print_id
			and claimed.print_id = (
				select j.print_id
				from print_job as j
				join print as ordered on ordered.id = j.print_id
				where j.state in ('waiting', 'running')
					and (j.state = 'waiting' or j.lease_until < now())
					and ordered.last_unit - ordered.first_unit + 1 - j.made <= @most
				order by j.print_id
				limit 1
				for no key update of j skip locked
			)
		returning
			claimed.print_id as id,
			claimed.runner,
			p.run_id,
			b.org_id,
			p.first_unit as first,
			p.last_unit as last,
			claimed.spec,
			claimed.made,
			claimed.parts,
			claimed.hash,
			claimed.tries`, pgx.NamedArgs{"runner": uuid.New(), "lease": leaseTime, "most": most})
	t, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[task])
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return task{}, false, nil
	case err != nil:
		return task{}, false, fmt.Errorf("claim a print job: %w", err)
	}
	return t, true, nil
}

// run is read as the organisation whose stamps they are: whoever ordered may
// have left meanwhile.
func (t task) run(ctx context.Context, db pg.DB) (stamp.Run, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return stamp.RunByID(ctx, db, account.Principal{OrgID: t.OrgID, Role: account.Producer}, t.RunID)
}

// giveBack lets another node go on at once. It is done even though this one is
// told to stop.
func (t task) giveBack(ctx context.Context, db pg.DB) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	_, err := db.Exec(ctx, `
		update print_job
		set state = 'waiting',
			runner = null,
			lease_until = null,
			tries = tries - 1
		where print_id = $1 and runner = $2`, t.ID, t.Runner)
	if err != nil {
		return fmt.Errorf("give print job %s back: %w", t.ID, err)
	}
	return nil
}

// fail ends the job for a reason of its own, and drops what was made.
func (t task) fail(ctx context.Context, db pg.DB, problem string) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	_, err := db.Exec(ctx, `
		with failed as (
			update print_job
			set state = 'failed',
				problem = $3,
				hash = null,
				runner = null,
				lease_until = null,
				finished_at = now()
			where print_id = $1 and runner = $2
			returning print_id
		)
		delete from print_part where print_id in (select print_id from failed)`, t.ID, t.Runner, problem)
	if err != nil {
		return fmt.Errorf("end print job %s: %w", t.ID, err)
	}
	return nil
}
