package scan

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/pg"
)

// OpenCaseOfReport opens a case of the unit that a report is about, and is the
// id of it or of the one that the unit has. A report of anything else than a
// stamp that was issued is ErrNotFound.
func OpenCaseOfReport(ctx context.Context, db pg.DB, who account.Principal, report uuid.UUID) (id uuid.UUID, err error) {
	if err := who.Check(account.DecideCases, uuid.Nil); err != nil {
		return uuid.Nil, err
	}
	err = pg.InTx(ctx, db, func(tx pgx.Tx) error {
		batch, unit, err := reportedUnit(ctx, tx, report)
		if err != nil {
			return err
		}
		if err := OpenReported(ctx, tx, batch, unit); err != nil {
			return err
		}
		err = tx.QueryRow(ctx, `
			select id
			from clone_case
			where batch_number = $1 and unit = $2
			order by id desc
			limit 1`, batch, unit).Scan(&id)
		if err != nil {
			return fmt.Errorf("find case of report: %w", err)
		}
		return account.Record(ctx, tx, who, "report.case", "report:"+report.String(), map[string]string{"case": id.String()})
	})
	return id, err
}

func reportedUnit(ctx context.Context, tx pgx.Tx, report uuid.UUID) (batch, unit int32, err error) {
	err = tx.QueryRow(ctx, `
		select r.batch_number, r.unit
		from report r
		join batch b on b.number = r.batch_number and r.unit < b.next_unit
		where r.id = $1`, report).Scan(&batch, &unit)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, 0, account.ErrNotFound
	}
	if err != nil {
		return 0, 0, fmt.Errorf("read report: %w", err)
	}
	return batch, unit, nil
}
