package catalog

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/pg"
)

// Totals are of the whole programme.
type Totals struct {
	Producers, Products, Batches int
	Stamps                       int // issued
	OpenRecalls                  int
}

// TotalsOf counts for those who may see everyone's.
func TotalsOf(ctx context.Context, db pg.DB, who account.Principal) (t Totals, err error) {
	if err := permit(who, account.ReadOwn, uuid.Nil); err != nil {
		return Totals{}, err
	}
	err = db.QueryRow(ctx, `
		select
			(select count(*) from organisation where kind = 'producer'),
			(select count(*) from product),
			(select count(*) from batch),
			(select coalesce(sum(next_unit), 0) from batch),
			(select count(*) from open_recall)`,
	).Scan(&t.Producers, &t.Products, &t.Batches, &t.Stamps, &t.OpenRecalls)
	if err != nil {
		return Totals{}, fmt.Errorf("count: %w", err)
	}
	return t, nil
}
