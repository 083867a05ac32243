package catalog

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

// CertificatesOf are those of several products, by product, the latest first.
func CertificatesOf(ctx context.Context, db pg.DB, products []Product) (map[uuid.UUID][]Certificate, error) {
	ids := make([]uuid.UUID, len(products))
	for i, p := range products {
		ids[i] = p.ID
	}
	rows, _ := db.Query(ctx, `
		select`+certificateColumns+`
		from certificate as c
		where c.product_id = any($1)
		order by c.issued_on desc, c.id desc`, ids)
	certs, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Certificate])
	if err != nil {
		return nil, fmt.Errorf("read certificates: %w", err)
	}
	byProduct := make(map[uuid.UUID][]Certificate, len(products))
	for _, c := range certs {
		byProduct[c.ProductID] = append(byProduct[c.ProductID], c)
	}
	return byProduct, nil
}
