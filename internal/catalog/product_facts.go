package catalog

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/pg"
)

// ProductFacts are those of a product without a batch, for those who may see
// it.
func ProductFacts(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) (Facts, error) {
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
	if err := permit(who, account.ReadOwn, f.Product.OrgID); err != nil {
		return Facts{}, err
	}
	f.Certificates, err = Certificates(ctx, db, id)
	return f, err
}
