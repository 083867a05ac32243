package stamp

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/pg"
)

// RunOfUnit is the run that a unit of a batch was issued in.
func RunOfUnit(ctx context.Context, db pg.DB, who account.Principal, batchID uuid.UUID, unit int) (Run, error) {
	batch, err := catalog.BatchByID(ctx, db, who, batchID)
	if err != nil {
		return Run{}, err
	}
	rows, _ := db.Query(ctx, selectRun+`
		where r.batch_number = $1 and r.first_unit <= $2 and $2 < r.first_unit + r.quantity`, batch.Number, unit)
	run, err := pgx.CollectExactlyOneRow(rows, scanRun)
	if errors.Is(err, pgx.ErrNoRows) {
		return Run{}, catalog.ErrNotFound
	}
	if err != nil {
		return Run{}, fmt.Errorf("find run of unit %d: %w", unit, err)
	}
	return run, nil
}
