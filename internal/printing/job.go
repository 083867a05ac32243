package printing

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/pg"
	"temgoc/internal/stamp"
	"temgoc/labels"
)

// selectJob takes Keep as its first parameter.
const selectJob = `
	select` + printColumns + `,
		j.made,
		j.bytes,
		j.sha256,
		j.problem,
		j.finished_at,
		case when j.state = 'done' then j.finished_at + $1::interval end as expires_at
	` + printTables + `
	where j.print_id is not null`

// JobByID is a job whose file who may take; another's is not found.
func JobByID(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) (Job, error) {
	rows, _ := db.Query(ctx, selectJob+` and p.id = $2`, Keep, id) // its error comes with the rows
	job, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[Job])
	if errors.Is(err, pgx.ErrNoRows) {
		return Job{}, account.ErrNotFound
	}
	if err != nil {
		return Job{}, fmt.Errorf("read print job: %w", err)
	}
	if err := who.Check(account.PrintStamps, job.OrgID); err != nil {
		return Job{}, err
	}
	return job, nil
}

// Jobs are those of a run.
func Jobs(ctx context.Context, db pg.DB, who account.Principal, runID uuid.UUID, page Page) ([]Job, error) {
	run, err := printable(ctx, db, who, runID)
	if err != nil {
		return nil, err
	}
	rows, _ := db.Query(ctx, selectJob+`
			and p.run_id = $2
			and p.id < $3
		order by p.id desc
		limit $4`, Keep, run.ID, page.after(), page.limit())
	jobs, err := pgx.CollectRows(rows, pgx.RowToStructByName[Job])
	if err != nil {
		return nil, fmt.Errorf("list print jobs: %w", err)
	}
	return jobs, nil
}

// printable is a run whose codes who may take away.
func printable(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) (stamp.Run, error) {
	run, err := stamp.RunByID(ctx, db, who, id)
	if err != nil {
		return stamp.Run{}, err
	}
	return run, who.Check(account.PrintStamps, run.OrgID)
}

// Manifest tells what is in the file of a job that is done. What the file is
// called, and the product's name, are for the caller to add.
func (j Job) Manifest() labels.Manifest {
	m := labels.Manifest{
		Run:    j.RunID.String(),
		First:  j.First,
		Last:   j.Last,
		Count:  j.Len(),
		Kind:   string(j.Kind),
		Format: string(j.Format),
		Stock:  j.Stock,
		Bytes:  j.Bytes,
		SHA256: hex.EncodeToString(j.SHA256),
	}
	if j.FinishedAt != nil {
		m.Made = *j.FinishedAt
	}
	return m
}
