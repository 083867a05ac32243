package printing

import (
	"context"
	"fmt"
	"strconv"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/pg"
	"temgoc/internal/stamp"
)

// printColumns and printTables read lines of the ledger.
const (
	printColumns = `
		p.id,
		p.run_id,
		b.id as batch_id,
		b.org_id,
		p.batch_number,
		p.first_unit as first,
		p.last_unit as last,
		p.kind,
		p.format,
		p.stock,
		p.dpi,
		p.reprint,
		coalesce(j.state, 'done') as state,
		u.name as by,
		p.created_at as at`
	printTables = `
	from print p
	join batch b on b.number = p.batch_number
	join user_account u on u.id = p.user_id
	left join print_job j on j.print_id = p.id`
)

// Record writes that who takes the codes of units of the run away at once, in a
// direct download. It comes before the first byte.
func Record(ctx context.Context, db pg.DB, who account.Principal, run stamp.Run, units stamp.Range, s Spec) (Print, error) {
	if err := who.Check(account.PrintStamps, run.OrgID); err != nil {
		return Print{}, err
	}
	if _, err := run.Part(&units); err != nil {
		return Print{}, err
	}
	id := uuid.Must(uuid.NewV7())
	err := pg.InTx(ctx, db, func(tx pgx.Tx) error {
		if err := lockRun(ctx, tx, run.ID); err != nil {
			return err
		}
		return enter(ctx, tx, who, id, run, units, s.of(run))
	})
	if err != nil {
		return Print{}, fmt.Errorf("record print: %w", err)
	}
	return printByID(ctx, db, id)
}

// lockRun makes prints of a run follow one another, so that two of the same
// units at once are not both the first. It is a statement of its own: one that
// waited for the lock would still see the ledger as it was before.
func lockRun(ctx context.Context, tx pgx.Tx, id uuid.UUID) error {
	if _, err := tx.Exec(ctx, `select from stamp_run where id = $1 for no key update`, id); err != nil {
		return fmt.Errorf("lock stamp run: %w", err)
	}
	return nil
}

// enter writes a line of the ledger and one of the audit, under the lock of the
// run.
func enter(ctx context.Context, tx pgx.Tx, who account.Principal, id uuid.UUID, run stamp.Run, units stamp.Range, s Spec) error {
	_, err := tx.Exec(ctx, `
		insert into print (
			id,
			batch_number,
			run_id,
			first_unit,
			last_unit,
			kind,
			format,
			stock,
			dpi,
			reprint,
			user_id
		)
		select
			@id,
			@batch_number,
			@run_id,
			@first,
			@last,
			@kind,
			@format,
			@stock,
			@dpi,
			exists (
				select
				from print p
				left join print_job j on j.print_id = p.id
				where p.batch_number = @batch_number
					and p.first_unit <= @last
					and p.last_unit >= @first
					and coalesce(j.state, 'done') not in ('failed', 'cancelled')
			),
			@user_id`, pgx.NamedArgs{
		"id":           id,
		"batch_number": run.BatchNumber,
		"run_id":       run.ID,
		"first":        units.First,
		"last":         units.Last,
		"kind":         s.Kind,
		"format":       s.Format,
		"stock":        s.Stock.Name,
		"dpi":          s.DPI,
		"user_id":      who.UserID,
	})
	if err != nil {
		return fmt.Errorf("insert print: %w", err)
	}
	return account.Record(ctx, tx, who, account.PrintStamps, subject(run.ID), map[string]string{
		"print":  id.String(),
		"first":  strconv.Itoa(units.First),
		"last":   strconv.Itoa(units.Last),
		"kind":   string(s.Kind),
		"format": string(s.Format),
		"stock":  s.Stock.Name,
	})
}

// subject names a run in the audit, as stamp does: its trail tells of issuing,
// changes and prints.
func subject(runID uuid.UUID) string { return "stamp-run:" + runID.String() }

func printByID(ctx context.Context, db pg.DB, id uuid.UUID) (Print, error) {
	rows, _ := db.Query(ctx, `select`+printColumns+printTables+` where p.id = $1`, id) // its error comes with the rows
	p, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[Print])
	if err != nil {
		return Print{}, fmt.Errorf("read print: %w", err)
	}
	return p, nil
}
