package recall

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// Undecided is a batch that was made from a recalled one, before or after the
// recall, and is neither recalled with it nor dismissed.
type Undecided struct {
	Cause catalog.RecallNotice
	Derived
}

// UndecidedBatches are those of all open recalls, the oldest recall first; for
// administrators.
func UndecidedBatches(ctx context.Context, db pg.DB, who account.Principal) ([]Undecided, error) {
	roots, err := catalog.RootRecalls(ctx, db, who)
	if err != nil {
		return nil, err
	}
	var all []Undecided
	for _, root := range roots {
		of, err := UndecidedOf(ctx, db, who, root)
		if err != nil {
			return nil, err
		}
		all = append(all, of...)
	}
	return all, nil
}

// UndecidedOf are those of one recall; none unless it is open, in earnest and
// without a cause.
func UndecidedOf(ctx context.Context, db pg.DB, who account.Principal, root catalog.RecallNotice) ([]Undecided, error) {
	if root.Recall.LiftedAt != nil || root.Recall.Drill || root.Recall.Cause != nil {
		return nil, nil
	}
	lineage, err := LineageOf(ctx, db, who, root.Batch)
	if err != nil || len(lineage.Batches) == 0 {
		return nil, err
	}
	decided, err := decidedBatches(ctx, db, root.Recall.ID)
	if err != nil {
		return nil, err
	}
	var left []Undecided
	for _, d := range lineage.Batches {
		if !decided[d.Batch.Number] {
			left = append(left, Undecided{root, d})
		}
	}
	return left, nil
}

// decidedBatches are those that were recalled with the cause, whether or not
// that was lifted since, or dismissed.
func decidedBatches(ctx context.Context, db pg.DB, cause uuid.UUID) (map[int32]bool, error) {
	rows, _ := db.Query(ctx, `
		select batch_number
		from recall
		where cause = $1
		union
		select batch_number
		from recall_dismissal
		where recall_id = $1`, cause)
	decided := map[int32]bool{}
	var number int32
	_, err := pgx.ForEachRow(rows, []any{&number}, func() error {
		decided[number] = true
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read decisions of recall: %w", err)
	}
	return decided, nil
}

// Include recalls an undecided batch with its cause. One that is not undecided
// is ErrNotFound.
func Include(ctx context.Context, db pg.DB, who account.Principal, cause, batchID uuid.UUID) error {
	return pg.InTx(ctx, db, func(tx pgx.Tx) error {
		u, err := holdUndecided(ctx, tx, who, cause, batchID)
		if err != nil {
			return err
		}
		changes, err := extend(ctx, tx, who, u.Cause.Recall, []Derived{u.Derived})
		if err != nil {
			return err
		}
		return tell(ctx, tx, who, changes)
	})
}

// dismissed is the audit's word for it.
const dismissed account.Action = "recall.dismiss"

// Dismiss decides not to recall an undecided batch with its cause, and says why.
func Dismiss(ctx context.Context, db pg.DB, who account.Principal, cause, batchID uuid.UUID, reason string) error {
	var bad input.Errors
	reason = bad.Text("reason", reason, 1, 500)
	return pg.InTx(ctx, db, func(tx pgx.Tx) error {
		u, err := holdUndecided(ctx, tx, who, cause, batchID)
		if err != nil {
			return err
		}
		if err := bad.OrNil(); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `
			insert into recall_dismissal (recall_id, batch_number, reason, dismissed_by)
			values ($1, $2, $3, $4)`, cause, u.Batch.Number, reason, who.UserID)
		if err != nil {
			return fmt.Errorf("dismiss batch: %w", err)
		}
		return account.Record(ctx, tx, who, dismissed, "batch:"+batchID.String(),
			map[string]string{"recall": cause.String(), "reason": reason})
	})
}

// holdUndecided locks an undecided batch and that of its cause, which is open.
// Of two who decide at once, the second finds it decided.
func holdUndecided(ctx context.Context, tx pgx.Tx, who account.Principal, cause, batchID uuid.UUID) (Undecided, error) {
	seen, err := catalog.RecallWith(ctx, tx, who, cause)
	if err != nil {
		return Undecided{}, err
	}
	if err := who.Check(account.LiftRecall, seen[0].Batch.OrgID); err != nil {
		return Undecided{}, err
	}
	if _, err := catalog.LockForRecall(ctx, tx, who, []uuid.UUID{seen[0].Batch.ID, batchID}); err != nil {
		return Undecided{}, err
	}
	if seen, err = catalog.RecallWith(ctx, tx, who, cause); err != nil {
		return Undecided{}, err
	}
	left, err := UndecidedOf(ctx, tx, who, seen[0])
	if err != nil {
		return Undecided{}, err
	}
	for _, u := range left {
		if u.Batch.ID == batchID {
			return u, nil
		}
	}
	return Undecided{}, catalog.ErrNotFound
}
