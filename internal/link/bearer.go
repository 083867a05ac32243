package link

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
)

// Bearer is what has links: a product, or one of its batches. One of the two
// is set.
type Bearer struct {
	ProductID uuid.UUID
	BatchID   uuid.UUID
}

// level is a bearer that was looked up.
type level struct {
	productID uuid.UUID
	batch     *int32 // nil: the product itself
}

// lock finds the bearer and locks its product.
func (on Bearer) lock(ctx context.Context, tx pgx.Tx, who account.Principal, action account.Action) (level, error) {
	at := level{productID: on.ProductID}
	if on.BatchID != uuid.Nil {
		batch, err := catalog.BatchByID(ctx, tx, who, on.BatchID)
		if err != nil {
			return level{}, err
		}
		at = level{batch.ProductID, &batch.Number}
	}
	return at, lockProduct(ctx, tx, who, action, at.productID)
}

// lockProduct holds the product's row, under which all links of it and of its
// batches change, and checks that who may do the action.
func lockProduct(ctx context.Context, tx pgx.Tx, who account.Principal, action account.Action, id uuid.UUID) error {
	product, err := catalog.ProductByID(ctx, tx, who, id)
	if err != nil {
		return err
	}
	if !who.May(action, product.OrgID) {
		return catalog.ErrForbidden
	}
	if _, err := tx.Exec(ctx, `select from product where id = $1 for no key update`, id); err != nil {
		return fmt.Errorf("lock product: %w", err)
	}
	return nil
}

// lockEntry reads a link under the lock of its product; what was read before
// the lock may have changed while waiting for it.
func lockEntry(ctx context.Context, tx pgx.Tx, who account.Principal, action account.Action, id uuid.UUID) (Entry, error) {
	e, err := ByID(ctx, tx, who, id)
	if err != nil {
		return Entry{}, err
	}
	if err := lockProduct(ctx, tx, who, action, e.ProductID); err != nil {
		return Entry{}, err
	}
	return ByID(ctx, tx, who, id)
}
