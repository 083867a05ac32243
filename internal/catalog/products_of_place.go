package catalog

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/gs1"
	"temgoc/internal/pg"
)

// ProductsOfPlace are a page of the products of the organisation that a GLN
// names, as anyone may see them.
func ProductsOfPlace(ctx context.Context, db pg.DB, gln gs1.GLN) ([]Card, error) {
	rows, _ := db.Query(ctx, `
		select p.gtin, p.name_vi, p.name_en, o.name
		from product as p
		join organisation as o on o.id = p.org_id
		where o.gln = $1
		order by p.id
		limit $2`, gln.String(), pageSize(0))
	cards, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (c Card, err error) {
		err = row.Scan(parsed[gs1.GTIN]{&c.GTIN, gs1.ParseGTIN}, &c.NameVI, &c.NameEN, &c.OrgName)
		return c, err
	})
	if err != nil {
		return nil, fmt.Errorf("list products of place: %w", err)
	}
	return cards, nil
}
