package scan

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/pg"
)

// Alert is a warning that shoppers of a batch read. Without an English text
// they all read the Vietnamese one.
type Alert struct {
	VI string `json:"vi"`
	EN string `json:"en"`
}

// Raise warns the shoppers of a case's batch. The caller touches the batch.
func (c Case) Raise(ctx context.Context, tx pgx.Tx, who account.Principal, a Alert) error {
	_, err := tx.Exec(ctx, `
		insert into batch_alert (id, batch_number, case_id, text, text_en, raised_by)
		values ($1, $2, $3, $4, $5, $6)`,
		uuid.Must(uuid.NewV7()), c.Batch, c.ID, a.VI, a.EN, who.UserID)
	if err != nil {
		return fmt.Errorf("raise alert: %w", err)
	}
	return nil
}

// Lift ends the warning of a case. The caller touches the batch.
func (c Case) Lift(ctx context.Context, tx pgx.Tx, who account.Principal) error {
	_, err := tx.Exec(ctx, `
		update batch_alert
		set lifted_at = now(),
		    lifted_by = $2
		where case_id = $1 and lifted_at is null`, c.ID, who.UserID)
	if err != nil {
		return fmt.Errorf("lift alert: %w", err)
	}
	return nil
}

// OpenAlerts are what shoppers of a batch are warned of now, the latest first.
func OpenAlerts(ctx context.Context, db pg.DB, batch int32) ([]Alert, error) {
	rows, _ := db.Query(ctx, `
		select text, text_en
		from batch_alert
		where batch_number = $1 and lifted_at is null
		order by id desc`, batch)
	alerts, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Alert])
	if err != nil {
		return nil, fmt.Errorf("read alerts of batch %d: %w", batch, err)
	}
	return alerts, nil
}
