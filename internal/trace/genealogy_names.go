package trace

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype/zeronull"

	"temgoc/internal/epcis"
	"temgoc/internal/pg"
)

// nameNodes tells of those nodes whose GTIN is in the catalogue, under its
// present number or a former one, what they are.
func (r Reader) nameNodes(ctx context.Context, db pg.DB, nodes []Node) error {
	var at []int
	var gtins, lots []string
	for i := range nodes {
		gtin, ok := epcis.GTINOf(nodes[i].Key)
		if !ok {
			continue
		}
		if _, lot, ok := epcis.Lot(nodes[i].Key); ok {
			nodes[i].Lot = lot.String()
		}
		at, gtins, lots = append(at, i), append(gtins, gtin.String()), append(lots, nodes[i].Lot)
	}
	rows, _ := db.Query(ctx, `
		select
			n.at,
			p.name_vi,
			p.name_en,
			o.id,
			o.name,
			o.name_en,
			b.id,
			b.number
		from unnest($1::int[], $2::text[], $3::text[]) as n (at, gtin, lot)
		left join former_gtin as f on f.gtin = n.gtin
		join product as p on p.gtin = n.gtin or p.id = f.product_id
		join organisation as o on o.id = p.org_id
		left join batch as b on b.gtin = n.gtin and b.lot = n.lot and ($4 or b.org_id = $5)`,
		at, gtins, lots, r.all, r.org)
	var i int
	var n Node
	_, err := pgx.ForEachRow(rows, []any{
		&i, &n.ProductName, &n.ProductNameEN, &n.OrgID, &n.OrgName, &n.OrgNameEN,
		(*zeronull.UUID)(&n.BatchID), (*zeronull.Int4)(&n.BatchNumber),
	}, func() error {
		n.Key, n.Depth, n.Lot = nodes[i].Key, nodes[i].Depth, nodes[i].Lot
		nodes[i] = n
		return nil
	})
	if err != nil {
		return fmt.Errorf("name goods of genealogy: %w", err)
	}
	return nil
}
