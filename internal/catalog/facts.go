package catalog

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5/pgtype/zeronull"

	"temgoc/internal/gs1"
	"temgoc/internal/pg"
)

// Facts is all that the catalogue tells a shopper about a batch.
type Facts struct {
	Batch        Batch
	Product      Product
	Maker        Maker
	Place        Place // of production
	Certificates []Certificate
	Recalls      []Recall // that shoppers are told of, the widest first
}

// Recalled tells whether the whole batch is recalled.
func (f Facts) Recalled() bool { return slices.ContainsFunc(f.Recalls, Recall.Whole) }

// Maker is the organisation that makes a product, as it is shown.
type Maker struct {
	Name      string
	NameEN    string
	OwnerType string
	GLN       string
	Phone     string
	Email     string
	Website   string
	Place     Place
}

// makerColumns are read by Maker.columns, in this order.
const makerColumns = `
	o.name,
	o.name_en,
	o.owner_type,
	o.gln,
	o.phone,
	o.email,
	o.website`

func (m *Maker) columns() []any {
	return []any{
		&m.Name,
		&m.NameEN,
		&m.OwnerType,
		(*zeronull.Text)(&m.GLN),
		&m.Phone,
		&m.Email,
		&m.Website,
	}
}

// BatchFacts reads them in three round trips, the version with the first: what
// changes between them makes the facts newer than their version, never
// older, and so at worst read once more.
func BatchFacts(ctx context.Context, db pg.DB, number int32) (Facts, error) {
	var f Facts
	err := db.QueryRow(ctx, `
		select`+
		batchColumns+`,`+
		productColumns+`,`+
		makerColumns+`,`+
		placeColumns("op")+`,`+
		placeColumns("pp")+`
		from batch as b
		join product as p on p.id = b.product_id
		join organisation as o on o.id = p.org_id
		left join place as op on op.id = o.place_id
		left join place as pp on pp.id = coalesce(p.place_id, o.place_id)
		where b.number = $1`, number).Scan(slices.Concat(
		f.Batch.columns(),
		f.Product.columns(),
		f.Maker.columns(),
		f.Maker.Place.columns(),
		f.Place.columns(),
	)...)
	if err = found("read batch", err); err != nil {
		return Facts{}, err
	}
	if f.Recalls, err = openRecalls(ctx, db, number); err != nil {
		return Facts{}, err
	}
	f.Certificates, err = Certificates(ctx, db, f.Product.ID)
	return f, err
}

// BatchByLot finds the batch that a batch code names.
func BatchByLot(ctx context.Context, db pg.DB, gtin gs1.GTIN, lot gs1.Lot) (number int32, err error) {
	err = db.QueryRow(ctx, `select number from batch where gtin = $1 and lot = $2`, gtin, lot).Scan(&number)
	return number, found(fmt.Sprintf("find lot %s of %s", lot, gtin), err)
}
