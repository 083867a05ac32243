package stamp

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

// Steps of a batch on its way to the shopper.
const (
	StepIssued    = "stamps_issued"
	StepActivated = "stamps_activated"
)

// Step is when something was first done to stamps of a batch, and to how many
// of them by now.
type Step struct {
	Kind     string    `json:"kind"`
	At       time.Time `json:"at"`
	Quantity int       `json:"quantity"`
}

// Steps are in the order of time, and only those that were taken. Voided
// stamps were issued but count no more as activated.
func Steps(ctx context.Context, db pg.DB, batchNumber int32) ([]Step, error) {
	rows, _ := db.Query(ctx, `
		select 'stamps_issued', min(created_at), sum(quantity)
		from stamp_run
		where batch_number = $1
		having count(*) > 0
		union all
		select 'stamps_activated', min(since), sum(last_unit - first_unit + 1)
		from stamp_range_state
		where batch_number = $1 and state = 'active'
		having count(*) > 0
		order by 2`, batchNumber)
	steps, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Step])
	if err != nil {
		return nil, fmt.Errorf("steps of stamps: %w", err)
	}
	return steps, nil
}
