package recall

import (
	"context"
	"fmt"
	"strconv"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/epcis"
	"temgoc/internal/trace"
)

// change is a batch and the recall of it that has just begun or ended.
type change struct {
	batch  catalog.Batch
	recall catalog.Recall
}

// tell writes an event for each change: on behalf of whoever makes it, and for
// everybody to see.
func tell(ctx context.Context, tx pgx.Tx, who account.Principal, changes []change) error {
	var events []epcis.Event
	for _, c := range changes {
		event, err := c.draft().Event()
		if err != nil {
			return fmt.Errorf("event of recall: %w", err)
		}
		events = append(events, event)
	}
	_, err := trace.Store(ctx, tx, who, trace.Visibility{Public: true}, nil, events)
	return err
}

// releasing is our own word: CBV 2.0 has "holding", and none for its end.
const releasing = epcis.Namespace + "bizstep/releasing"

// draft is of goods that are held, and stay recalled until they are released.
// Of a part of a batch it tells how many units it is.
func (c change) draft() epcis.Draft {
	b, r := c.batch, c.recall
	d := epcis.Draft{
		Type:        epcis.ObjectEvent,
		Action:      epcis.Observe,
		Time:        r.DeclaredAt.In(day.Vietnam),
		BizStep:     "holding",
		Disposition: "recalled",
		Set:         []string{"recalled"},
	}
	if r.LiftedAt != nil {
		d.Time = r.LiftedAt.In(day.Vietnam)
		d.BizStep, d.Disposition = releasing, "active"
		d.Set, d.Unset = nil, []string{"recalled"}
	}
	goods := epcis.Quantity{Class: epcis.LotURI(b.GTIN, b.Lot)}
	if !r.Whole() {
		goods.Amount = strconv.Itoa(*r.Last - *r.First + 1)
	}
	d.Goods = []epcis.Quantity{goods}
	return d
}
