package catalog

import (
	"context"

	"temgoc/internal/account"
	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// ProductByGTIN finds a product by its number as people write it, 8, 12, 13 or
// 14 digits; ErrNotFound for another organisation's.
func ProductByGTIN(ctx context.Context, db pg.DB, who account.Principal, text string) (Product, error) {
	var bad input.Errors
	gtin := readGTIN(&bad, text, "")
	if err := bad.OrNil(); err != nil {
		return Product{}, err
	}
	var p Product
	err := db.QueryRow(ctx, `select`+productColumns+` from product as p where p.gtin = $1`, gtin).Scan(p.columns()...)
	if err = found("find product by gtin", err); err != nil {
		return Product{}, err
	}
	return p, permit(who, account.ReadOwn, p.OrgID)
}
