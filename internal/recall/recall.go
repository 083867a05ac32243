// Package recall calls goods back from wherever they went: a batch or some of
// its units, the batches that were made from it by anybody, and whoever
// received any of them.
//
//   - A recall, the recalls that it causes, their events and their lines in the
//     audit commit together: from then on every scan of all of them says so.
//   - Nothing that was made from recalled goods is forgotten: a batch that is
//     not recalled with its cause is listed as undecided until an administrator
//     includes or dismisses it, whenever it was made.
//   - Who may not recall a batch does not include it either.
//   - A drill does the same work and tells no shopper: it touches no batch and
//     writes no event.
package recall

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// Order is a recall that is asked for.
type Order struct {
	BatchID uuid.UUID
	catalog.NewRecall
	Include Choice
}

// Choice is of the batches that were made from the recalled one.
type Choice struct {
	All     bool        // that the caller may recall
	Batches []uuid.UUID // unless All
}

// errNotMadeFrom: a batch was chosen into which nothing recalled went.
var errNotMadeFrom = input.Error{Field: "include", Problem: "recall.not_made_from"}

// Declare recalls a batch and the chosen ones that were made from it.
func Declare(ctx context.Context, db pg.DB, who account.Principal, o Order) (root catalog.Recall, err error) {
	err = pg.InTx(ctx, db, func(tx pgx.Tx) error {
		root, err = declare(ctx, tx, who, o)
		return err
	})
	return root, err
}

func declare(ctx context.Context, tx pgx.Tx, who account.Principal, o Order) (root catalog.Recall, err error) {
	watch := newStopwatch()
	batch, err := catalog.BatchByID(ctx, tx, who, o.BatchID)
	if err != nil {
		return root, err
	}
	if err := who.Check(account.Recall, batch.OrgID); err != nil {
		return root, err
	}
	lineage, err := LineageOf(ctx, tx, who, batch)
	if err != nil {
		return root, err
	}
	chosen, err := o.Include.from(ctx, tx, who, lineage.Batches)
	if err != nil {
		return root, err
	}
	var found Findings
	found.FindBatches = watch.lap()
	if _, err := catalog.LockForRecall(ctx, tx, who, append(idsOf(chosen), o.BatchID)); err != nil {
		return root, err
	}
	if root, err = catalog.DeclareRecall(ctx, tx, who, o.BatchID, o.NewRecall); err != nil {
		return root, err
	}
	changes, err := extend(ctx, tx, who, root, chosen)
	if err != nil {
		return root, err
	}
	if !root.Drill {
		return root, tell(ctx, tx, who, append(changes, change{batch, root}))
	}
	found.RecordRecalls = watch.lap()
	return root, report(ctx, tx, who, root, found, watch)
}

// extend recalls batches for the sake of a recall; their rows are locked.
func extend(ctx context.Context, tx pgx.Tx, who account.Principal, cause catalog.Recall, chosen []Derived) ([]change, error) {
	changes := make([]change, len(chosen))
	for i, d := range chosen {
		member, err := catalog.ExtendRecall(ctx, tx, who, cause, d.Batch.ID, d.Distance)
		if err != nil {
			return nil, fmt.Errorf("include batch %d: %w", d.Batch.Number, err)
		}
		changes[i] = change{d.Batch, member}
	}
	return changes, nil
}

// from is the chosen part of what was derived.
func (c Choice) from(ctx context.Context, db pg.DB, who account.Principal, derived []Derived) ([]Derived, error) {
	var chosen []Derived
	if c.All {
		for _, d := range derived {
			if who.May(account.Recall, d.Batch.OrgID) {
				chosen = append(chosen, d)
			}
		}
		return chosen, nil
	}
	for _, id := range c.Batches {
		i := slices.IndexFunc(derived, func(d Derived) bool { return d.Batch.ID == id })
		if i < 0 {
			return nil, notMadeFrom(ctx, db, who, id)
		}
		if !slices.ContainsFunc(chosen, func(d Derived) bool { return d.Batch.ID == id }) {
			chosen = append(chosen, derived[i])
		}
	}
	return chosen, nil
}

// notMadeFrom does not tell another's batch from none.
func notMadeFrom(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) error {
	if _, err := catalog.BatchByID(ctx, db, who, id); err != nil {
		return err
	}
	return errNotMadeFrom
}
