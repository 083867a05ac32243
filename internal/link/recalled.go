package link

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/gs1"
	"temgoc/internal/pg"
)

// recalls are the batches that are recalled now: before them no link of a
// producer may stand.
type recalls struct {
	numbers map[int32]bool
	lots    map[lotKey]bool
}

func loadRecalls(ctx context.Context, db pg.DB) (recalls, error) {
	held := recalls{numbers: map[int32]bool{}, lots: map[lotKey]bool{}}
	rows, _ := db.Query(ctx, `
		select b.number, b.gtin, b.lot
		from recall as r
		join batch as b on b.number = r.batch_number
		where r.lifted_at is null`)
	var number int32
	var gtinText, lotText string
	_, err := pgx.ForEachRow(rows, []any{&number, &gtinText, &lotText}, func() error {
		gtin, err := gs1.ParseGTIN(gtinText)
		if err != nil {
			return err
		}
		lot, err := gs1.ParseLot(lotText)
		held.numbers[number] = true
		held.lots[lotKey{gtin, lot}] = true
		return err
	})
	if err != nil {
		return recalls{}, fmt.Errorf("load recalls: %w", err)
	}
	return held, nil
}

// Recalled tells whether the batch with this number, which is inside of a
// stamp's code, is recalled.
func (d *Directory) Recalled(number int32) bool { return d.held.Load().recalls.numbers[number] }

// RecalledLot tells whether a lot is.
func (d *Directory) RecalledLot(gtin gs1.GTIN, lotText string) bool {
	lot, err := gs1.ParseLot(lotText)
	return err == nil && d.held.Load().recalls.lots[lotKey{gtin, lot}]
}
