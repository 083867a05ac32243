package recall

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/pg"
)

// Lifting says why a recall ends, and whether those that it caused end too.
type Lifting struct {
	Reason  string `json:"reason"`
	Members bool   `json:"members"`
}

// Lift ends a recall, or closes a drill. One that is not open is ErrNotFound.
func Lift(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID, l Lifting) error {
	return pg.InTx(ctx, db, func(tx pgx.Tx) error {
		held, err := holdOpen(ctx, tx, who, id)
		if err != nil {
			return err
		}
		if !l.Members {
			held = held[:1]
		}
		changes := make([]change, len(held))
		for i, n := range held {
			lifted, err := catalog.LiftRecall(ctx, tx, who, n.Recall.ID, l.Reason)
			if err != nil {
				return fmt.Errorf("lift recall of batch %d: %w", n.Batch.Number, err)
			}
			changes[i] = change{n.Batch, lifted}
		}
		if held[0].Recall.Drill {
			return nil
		}
		return tell(ctx, tx, who, changes)
	})
}

// holdOpen locks the batches of an open recall, first, and of the open ones
// that it caused. It reads again behind the locks: meanwhile others may have
// lifted some.
func holdOpen(ctx context.Context, tx pgx.Tx, who account.Principal, id uuid.UUID) ([]catalog.RecallNotice, error) {
	seen, err := catalog.RecallWith(ctx, tx, who, id)
	if err != nil {
		return nil, err
	}
	ids := make([]uuid.UUID, len(seen))
	for i, n := range seen {
		ids[i] = n.Batch.ID
	}
	if _, err := catalog.LockForRecall(ctx, tx, who, ids); err != nil {
		return nil, err
	}
	if seen, err = catalog.RecallWith(ctx, tx, who, id); err != nil {
		return nil, err
	}
	var open []catalog.RecallNotice
	for _, n := range seen {
		if n.Recall.LiftedAt == nil {
			open = append(open, n)
		}
	}
	if len(open) == 0 || open[0].Recall.ID != id {
		return nil, catalog.ErrNotFound
	}
	return open, nil
}
