package catalog

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype/zeronull"

	"temgoc/internal/pg"
)

// Party is an organisation as others' events name it: by its id, or by the code
// of its place.
type Party struct {
	ID     uuid.UUID
	GLN    string // empty: has none
	Name   string
	NameEN string
	Place  Place
}

// Parties finds organisations by id or by GLN, in no order. What is public of
// an organisation is all there is in a Party.
func Parties(ctx context.Context, db pg.DB, ids []uuid.UUID, glns []string) ([]Party, error) {
	rows, _ := db.Query(ctx, `
		select
			o.id,
			o.gln,
			o.name,
			o.name_en,`+
		placeColumns("p")+`
		from organisation as o
		left join place as p on p.id = o.place_id
		where o.id = any($1) or o.gln = any($2)`, ids, glns)
	parties, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (p Party, err error) {
		err = row.Scan(append([]any{
			&p.ID,
			(*zeronull.Text)(&p.GLN),
			&p.Name,
			&p.NameEN,
		}, p.Place.columns()...)...)
		return p, err
	})
	if err != nil {
		return nil, fmt.Errorf("read organisations: %w", err)
	}
	return parties, nil
}
