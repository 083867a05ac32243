package catalog

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/gs1"
	"temgoc/internal/pg"
)

// UnknownLots are those of the lots that are of org's own products, and that it
// has no batch of.
func UnknownLots(ctx context.Context, db pg.DB, org uuid.UUID, names []LotName) (map[LotName]bool, error) {
	gtins, lots := columnsOf(names)
	rows, _ := db.Query(ctx, `
		select distinct n.gtin, n.lot
		from unnest($2::text[], $3::text[]) as n (gtin, lot)
		join product as p on p.gtin = n.gtin and p.org_id = $1
		where not exists (select from batch as b where b.gtin = n.gtin and b.lot = n.lot)`, org, gtins, lots)
	unknown := make(map[LotName]bool)
	var n LotName
	row := []any{parsed[gs1.GTIN]{&n.GTIN, gs1.ParseGTIN}, parsed[gs1.Lot]{&n.Lot, gs1.ParseLot}}
	_, err := pgx.ForEachRow(rows, row, func() error {
		unknown[n] = true
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look for lots: %w", err)
	}
	return unknown, nil
}

func columnsOf(names []LotName) (gtins, lots []string) {
	for _, n := range names {
		gtins, lots = append(gtins, n.GTIN.String()), append(lots, n.Lot.String())
	}
	return gtins, lots
}
