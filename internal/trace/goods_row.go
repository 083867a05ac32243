package trace

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgtype/zeronull"

	"temgoc/internal/epcis"
)

// goodsRow is a row of event_epc.
type goodsRow struct {
	named
	event  uuid.UUID
	at     int // the event's place among those to be stored
	n      int
	public bool
	step   *uuid.UUID
}

func goodsRows(src source, entries []entry) []goodsRow {
	var rows []goodsRow
	for _, e := range entries {
		n := len(rows)
		rows = append(rows, e.goodsRows(src)...)
		for i := range rows[n:] {
			rows[n+i].n = i
		}
	}
	return rows
}

func (e entry) goodsRows(src source) []goodsRow {
	var rows []goodsRow
	step, rests, lots := e.step(src.org), e.rests(), told(e.Value, src.Hidden)
	for _, goods := range e.goods {
		row := goodsRow{named: goods, event: e.id, at: e.at, public: src.shows(goods.member)}
		if goods.role != asLot && distinct(goods.key) && !(goods.role == asOutput && rests[goods.key]) {
			row.step = step
		}
		if src.Public && !row.public && goods.class && goods.role != asInput && lots[goods.key] {
			rows = append(rows, row.amountOnly())
			row.public, row.amount, row.uom = true, "", ""
		}
		rows = append(rows, row)
	}
	return rows
}

// amountOnly is the hidden row of an amount whose lot is told in another row.
func (r goodsRow) amountOnly() goodsRow {
	r.step = nil
	return r
}

// distinct tells whether the key names goods apart from others of their kind: a
// bare GTIN does not, and what it names is not followed from step to step.
func distinct(key string) bool {
	gtin, ok := epcis.GTINOf(key)
	return !ok || len(key) > len(itemStem+gtin.String())
}

const itemStem = "https://id.gs1.org/01/"

func insertGoods(ctx context.Context, tx pgx.Tx, org uuid.UUID, rows []goodsRow) error {
	columns := []string{"event_id", "n", "org_id", "public", "key", "role", "class", "amount", "uom", "step"}
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"event_epc"}, columns,
		pgx.CopyFromSlice(len(rows), func(i int) ([]any, error) {
			r := rows[i]
			amount, err := decimal(r.amount)
			return []any{r.event, r.n, org, r.public, r.key, r.role, r.class, amount, zeronull.Text(r.uom), r.step}, err
		}))
	if err != nil {
		return fmt.Errorf("store goods of events: %w", err)
	}
	return nil
}

// decimal is null for the empty text.
func decimal(s string) (n pgtype.Numeric, err error) {
	if s == "" {
		return n, nil
	}
	err = n.ScanScientific(s)
	return n, err
}
