package link

import (
	"context"
	"fmt"
	"math"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/gs1"
	"temgoc/internal/pg"
)

// recalls are the units and lots that are recalled now: before them no link of
// a producer may stand.
type recalls struct {
	units map[int32][]unitRange // by the number of their batch
	lots  map[lotKey]bool       // with any unit recalled
}

// unitRange includes both ends.
type unitRange struct{ first, last int }

func loadRecalls(ctx context.Context, db pg.DB) (recalls, error) {
	held := recalls{units: map[int32][]unitRange{}, lots: map[lotKey]bool{}}
	rows, _ := db.Query(ctx, `
		select
			b.number,
			b.gtin,
			b.lot,
			coalesce(r.first_unit, 0),
			coalesce(r.last_unit, $1)
		from open_recall as r
		join batch as b on b.number = r.batch_number`, math.MaxInt32)
	var number int32
	var gtinText, lotText string
	var units unitRange
	_, err := pgx.ForEachRow(rows, []any{&number, &gtinText, &lotText, &units.first, &units.last}, func() error {
		gtin, err := gs1.ParseGTIN(gtinText)
		if err != nil {
			return err
		}
		lot, err := gs1.ParseLot(lotText)
		held.units[number] = append(held.units[number], units)
		held.lots[lotKey{gtin, lot}] = true
		return err
	})
	if err != nil {
		return recalls{}, fmt.Errorf("load recalls: %w", err)
	}
	return held, nil
}

// Recalled tells whether a unit is, of the batch with this number: both are
// inside of a stamp's code.
func (d *Directory) Recalled(number int32, unit int) bool {
	for _, r := range d.held.Load().recalls.units[number] {
		if r.first <= unit && unit <= r.last {
			return true
		}
	}
	return false
}

// RecalledLot tells whether a lot is, or some of its units: its own code is on
// cartons of any of them.
func (d *Directory) RecalledLot(gtin gs1.GTIN, lotText string) bool {
	lot, err := gs1.ParseLot(lotText)
	return err == nil && d.held.Load().recalls.lots[lotKey{gtin, lot}]
}
