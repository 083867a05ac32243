package stamp

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/pg"
)

// Copied is the cause of a stamp that an inspector voids; producers have Causes.
const Copied = "copied"

// VoidCopied cancels one stamp of a batch, whoever's it is, because codes like
// it were found on other goods.
func VoidCopied(ctx context.Context, db pg.DB, who account.Principal, batchID uuid.UUID, unit int) error {
	run, err := RunOfUnit(ctx, db, who, batchID, unit)
	if err != nil {
		return err
	}
	to := StateRange{State: Voided, Reason: Copied}
	if err := change(ctx, db, who, account.DecideCases, run.ID, &Range{unit, unit}, to); err != nil {
		return fmt.Errorf("void copied stamp: %w", err)
	}
	return nil
}
