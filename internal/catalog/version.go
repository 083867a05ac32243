package catalog

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/gs1"
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

// LotName is a batch as its codes and its events name it.
type LotName struct {
	GTIN gs1.GTIN
	Lot  gs1.Lot
}

// TouchLots is Touch, once, for each of the lots that is a batch of ours. It takes
// their rows in the order of their numbers.
func TouchLots(ctx context.Context, tx pgx.Tx, names []LotName) error {
	gtins, lots := make([]string, len(names)), make([]string, len(names))
	for i, n := range names {
		gtins[i], lots[i] = n.GTIN.String(), n.Lot.String()
	}
	_, err := tx.Exec(ctx, `
		with held as (
			select b.number
			from (select distinct gtin, lot from unnest($1::text[], $2::text[]) as n (gtin, lot)) as n
			join batch as b using (gtin, lot)
			order by b.number
			for no key update of b
		)
		update batch as b
		set version = b.version + 1
		from held
		where b.number = held.number`, gtins, lots)
	if err != nil {
		return fmt.Errorf("grow the versions of batches: %w", err)
	}
	return nil
}
