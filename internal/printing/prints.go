package printing

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/pg"
	"temgoc/internal/stamp"
)

// Page is a piece of a list that has the latest first.
type Page struct {
	After uuid.UUID // id of the last line of the page before; zero: the first page
	Limit int       // 0 or too much is a full page
}

// fullPage bounds the lines of one answer.
const fullPage = 100

func (p Page) after() uuid.UUID {
	if p.After == uuid.Nil {
		return uuid.Max
	}
	return p.After
}

func (p Page) limit() int {
	if p.Limit <= 0 {
		return fullPage
	}
	return min(p.Limit, fullPage)
}

// Prints is the ledger of a run.
func Prints(ctx context.Context, db pg.DB, who account.Principal, runID uuid.UUID, page Page) ([]Print, error) {
	run, err := stamp.RunByID(ctx, db, who, runID)
	if err != nil {
		return nil, err
	}
	return list(ctx, db, run.BatchNumber, run.Range(), page)
}

// BatchPrints is the ledger of all runs of a batch.
func BatchPrints(ctx context.Context, db pg.DB, who account.Principal, batchID uuid.UUID, page Page) ([]Print, error) {
	batch, err := catalog.BatchByID(ctx, db, who, batchID)
	if err != nil {
		return nil, err
	}
	return list(ctx, db, batch.Number, stamp.Range{First: 0, Last: stamp.MaxUnits - 1}, page)
}

// list has the prints that lie in a range of units: one print is of one run.
func list(ctx context.Context, db pg.DB, batch int32, units stamp.Range, page Page) ([]Print, error) {
	rows, _ := db.Query(ctx, `select`+printColumns+printTables+`
		where p.batch_number = $1
			and p.first_unit >= $2
			and p.last_unit <= $3
			and p.id < $4
		order by p.id desc
		limit $5`, batch, units.First, units.Last, page.after(), page.limit())
	prints, err := pgx.CollectRows(rows, pgx.RowToStructByName[Print])
	if err != nil {
		return nil, fmt.Errorf("list prints: %w", err)
	}
	return prints, nil
}
