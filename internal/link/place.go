package link

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/catalog"
	"temgoc/internal/gs1"
	"temgoc/internal/pg"
)

// Place is where an organisation is, as AI (414) names it.
type Place struct {
	GLN    gs1.GLN
	Name   string
	NameEN string
	At     catalog.Place // may be unknown
}

// Place is that of an organisation of ours.
func (d *Directory) Place(gln gs1.GLN) (Place, bool) {
	p, ok := d.held.Load().places[gln]
	return p, ok
}

func loadPlaces(ctx context.Context, db pg.DB) (map[gs1.GLN]Place, error) {
	rows, _ := db.Query(ctx, `
		select
			o.gln,
			o.name,
			o.name_en,
			coalesce(p.street, ''),
			coalesce(p.commune_before, ''),
			coalesce(p.district_before, ''),
			coalesce(p.province_before, ''),
			coalesce(p.unit_code, ''),
			coalesce(p.unit_now, ''),
			coalesce(p.province_code, ''),
			coalesce(p.province_now, '')
		from organisation as o
		left join place as p on p.id = o.place_id
		where o.gln is not null`)
	places := map[gs1.GLN]Place{}
	var gln string
	var p Place
	_, err := pgx.ForEachRow(rows, []any{
		&gln, &p.Name, &p.NameEN,
		&p.At.Street, &p.At.CommuneBefore, &p.At.DistrictBefore, &p.At.ProvinceBefore,
		&p.At.UnitCode, &p.At.UnitNow, &p.At.ProvinceCode, &p.At.ProvinceNow,
	}, func() (err error) {
		p.GLN, err = gs1.ParseGLN(gln)
		places[p.GLN] = p
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("load directory of places: %w", err)
	}
	return places, nil
}
