package recall

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/pg"
	"temgoc/internal/trace"
)

// Receiver is somebody who received goods of a batch. What was sent, and what
// the receiver says it received, are told apart: of one delivery there are
// often events of both.
type Receiver struct {
	Party
	Goods    catalog.Goods
	Unit     string // of measure, UN/ECE Recommendation 20; empty: pieces
	Sent     string // decimal; empty: no event says how much
	Received string // as Sent
	First    time.Time
	Last     time.Time
}

// Receivers are those of all batches of a recall that who may see.
func Receivers(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) ([]Receiver, error) {
	notices, err := catalog.RecallWith(ctx, db, who, id)
	if err != nil {
		return nil, err
	}
	batches := make([]catalog.Goods, len(notices))
	for i, n := range notices {
		batches[i] = n.Goods
	}
	return ReceiversOf(ctx, db, who, batches)
}

// ReceiversOf are those of batches, in the order of their names, as far as the
// events that who may read tell.
func ReceiversOf(ctx context.Context, db pg.DB, who account.Principal, batches []catalog.Goods) ([]Receiver, error) {
	known, err := loadParties(ctx, db)
	if err != nil {
		return nil, err
	}
	var all []Receiver
	for _, b := range batches {
		s := newSearch(db, trace.ReaderOf(who), known, b)
		if err := s.run(ctx); err != nil {
			return nil, err
		}
		all = append(all, s.receivers()...)
	}
	slices.SortStableFunc(all, func(a, b Receiver) int {
		return cmp.Or(
			cmp.Compare(a.Name, b.Name),
			cmp.Compare(a.URI, b.URI),
			cmp.Compare(a.Goods.Batch.Number, b.Goods.Batch.Number),
			cmp.Compare(a.Unit, b.Unit),
		)
	})
	return all, nil
}

// PartiesOf are the receivers, each once.
func PartiesOf(receivers []Receiver) []Party {
	var once []Party
	for _, r := range receivers {
		if !slices.Contains(once, r.Party) {
			once = append(once, r.Party)
		}
	}
	return once
}
