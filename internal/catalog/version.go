package catalog

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// touchBatchesOf grows the version of every batch of a product: something that
// their pages show has changed. The caller holds the product's row.
func touchBatchesOf(ctx context.Context, tx pgx.Tx, product uuid.UUID) error {
	_, err := tx.Exec(ctx, `update batch set version = version + 1 where product_id = $1`, product)
	if err != nil {
		return fmt.Errorf("grow the batches' versions: %w", err)
	}
	return nil
}

// Touch grows the version of one batch: something that its page shows has
// changed. It holds the batch's row until the transaction ends.
func Touch(ctx context.Context, tx pgx.Tx, number int32) error {
	_, err := tx.Exec(ctx, `update batch set version = version + 1 where number = $1`, number)
	if err != nil {
		return fmt.Errorf("grow the version of batch %d: %w", number, err)
	}
	return nil
}
