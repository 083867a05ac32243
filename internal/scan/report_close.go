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

// CloseReport says that somebody has dealt with a report. Closing one again
// changes nothing.
func CloseReport(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) error {
	if err := who.Check(account.ReadReports, uuid.Nil); err != nil {
		return err
	}
	return pg.InTx(ctx, db, func(tx pgx.Tx) error {
		err := tx.QueryRow(ctx, `
			update report set closed_at = coalesce(closed_at, now()) where id = $1
			returning id`, id).Scan(&id)
		if errors.Is(err, pgx.ErrNoRows) {
			return account.ErrNotFound
		}
		if err != nil {
			return fmt.Errorf("close report: %w", err)
		}
		return account.Record(ctx, tx, who, "report.close", "report:"+id.String(), nil)
	})
}
