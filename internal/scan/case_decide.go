package scan

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
)

// LockCase is CaseByID for whoever decides: nobody else does until the
// transaction ends.
func LockCase(ctx context.Context, tx pgx.Tx, who account.Principal, id uuid.UUID) (Case, error) {
	if _, err := tx.Exec(ctx, `select from clone_case where id = $1 for no key update`, id); err != nil {
		return Case{}, fmt.Errorf("lock case: %w", err)
	}
	c, err := CaseByID(ctx, tx, who, id)
	if err != nil {
		return Case{}, err
	}
	return c, who.Check(account.DecideCases, uuid.Nil)
}

// Settle writes down what was decided on a case under its lock, with the facts
// that it was decided on.
func (c Case) Settle(ctx context.Context, tx pgx.Tx, who account.Principal, to CaseState, note string) error {
	_, err := tx.Exec(ctx, `
		update clone_case
		set state = $2,
		    decided_by = $3,
		    decided_at = now(),
		    note = $4,
		    evidence = $5
		where id = $1`, c.ID, to, who.UserID, note, c.Facts)
	if err != nil {
		return fmt.Errorf("settle case: %w", err)
	}
	return nil
}

// Clear says of a case's unit that whatever is known of it so far is all right;
// what comes later counts anew. Units of a batch's case stay as they are: their
// Share begins anew with the dismissal.
func (c Case) Clear(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, `
		update unit_state
		set cleared = cardinality(devices),
		    cleared_at = now(),
		    placed = 0,
		    provinces = '{}',
		    other_at = null
		where batch_number = $1 and unit = $2`, c.Batch, c.Unit)
	if err != nil {
		return fmt.Errorf("clear unit: %w", err)
	}
	return nil
}
