package catalog

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/pg"
)

// RecallNotice is a recall and what it recalls.
type RecallNotice struct {
	Recall  Recall
	Batch   Batch
	Product Product
	Maker   string
}

// RecallNotices lists like Recalls.
func RecallNotices(ctx context.Context, db pg.DB, who account.Principal, after uuid.UUID, limit int) ([]RecallNotice, error) {
	rows, _ := db.Query(ctx, `
		select`+
		recallColumns+`,`+
		batchColumns+`,`+
		productColumns+`,
			o.name
		from recall as r
		join batch as b on b.number = r.batch_number
		join product as p on p.id = b.product_id
		join organisation as o on o.id = b.org_id
		where (b.org_id = $1 or $2) and (r.id < $3 or $3 = $4)
		order by r.id desc
		limit $5`, who.OrgID, readsAll(who), after, uuid.Nil, pageSize(limit))
	notices, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (n RecallNotice, err error) {
		err = row.Scan(slices.Concat(
			n.Recall.columns(), n.Batch.columns(), n.Product.columns(), []any{&n.Maker})...)
		return n, err
	})
	if err != nil {
		return nil, fmt.Errorf("list recalls: %w", err)
	}
	return notices, nil
}
