package catalog

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// SearchProducts is Products of which a name holds the text, whatever its
// accents and its case, or the GTIN holds its digits.
func SearchProducts(ctx context.Context, db pg.DB, who account.Principal, text string, after uuid.UUID, limit int) ([]Product, error) {
	// Marks go first and case second: lower knows no accented letters where
	// the database's locale is C. đ has no mark to lose.
	rows, _ := db.Query(ctx, `
		select`+productColumns+`
		from product as p
		where (p.org_id = $1 or $2) and p.id > $3
			and (position($4 in lower(translate(
					regexp_replace(normalize(p.name_vi || ' ' || p.name_en, NFD), '[\u0300-\u036F]', '', 'g'),
					'Đđ', 'Dd'))) > 0
				or position($4 in p.gtin) > 0)
		order by p.id
		limit $5`, who.OrgID, readsAll(who), after, input.Fold(text), pageSize(limit))
	products, err := pgx.CollectRows(rows, scanProduct)
	if err != nil {
		return nil, fmt.Errorf("search products: %w", err)
	}
	return products, nil
}
