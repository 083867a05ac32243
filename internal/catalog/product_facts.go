package catalog

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/gs1"
	"temgoc/internal/pg"
)

// ProductFacts are those of a product without a batch, for those who may see
// it.
func ProductFacts(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) (Facts, error) {
	f, err := productFacts(ctx, db, id)
	if err != nil {
		return Facts{}, err
	}
	return f, permit(who, account.ReadOwn, f.Product.OrgID)
}

// FactsOfGTIN are what anyone may read of the product that has or had the
// number.
func FactsOfGTIN(ctx context.Context, db pg.DB, gtin gs1.GTIN) (Facts, error) {
	var id uuid.UUID
	err := db.QueryRow(ctx, `
		select id from product where gtin = $1
		union all
		select product_id from former_gtin where gtin = $1`, gtin).Scan(&id)
	if err = found("find product by gtin", err); err != nil {
		return Facts{}, err
	}
	return productFacts(ctx, db, id)
}

func productFacts(ctx context.Context, db pg.DB, id uuid.UUID) (Facts, error) {
	var f Facts
	err := db.QueryRow(ctx, `
		select`+
		productColumns+`,`+
		makerColumns+`,`+
		placeColumns("op")+`,`+
		placeColumns("pp")+`
		from product as p
		join organisation as o on o.id = p.org_id
		left join place as op on op.id = o.place_id
		left join place as pp on pp.id = coalesce(p.place_id, o.place_id)
		where p.id = $1`, id).Scan(slices.Concat(
		f.Product.columns(),
		f.Maker.columns(),
		f.Maker.Place.columns(),
		f.Place.columns(),
	)...)
	if err = found("read product", err); err != nil {
		return Facts{}, err
	}
	f.Certificates, err = Certificates(ctx, db, id)
	return f, err
}
