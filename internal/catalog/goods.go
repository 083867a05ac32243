package catalog

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

// Goods are a batch with what it is of and who makes it.
type Goods struct {
	Batch   Batch
	Product Product
	Maker   Maker // without its place
}

// goodsColumns are read by Goods.columns, in this order.
const goodsColumns = batchColumns + `,` + productColumns + `,` + makerColumns

func (g *Goods) columns() []any {
	return slices.Concat(g.Batch.columns(), g.Product.columns(), g.Maker.columns())
}

// GoodsOf are the goods of batches, in the order of their numbers. It asks not
// who wants to know.
func GoodsOf(ctx context.Context, db pg.DB, numbers []int32) ([]Goods, error) {
	rows, _ := db.Query(ctx, `
		select`+goodsColumns+`
		from batch as b
		join product as p on p.id = b.product_id
		join organisation as o on o.id = b.org_id
		where b.number = any($1)
		order by b.number`, numbers)
	goods, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (g Goods, err error) {
		err = row.Scan(g.columns()...)
		return g, err
	})
	if err != nil {
		return nil, fmt.Errorf("read goods of batches: %w", err)
	}
	return goods, nil
}
