package catalog

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// LiftRecall ends a recall and says why; one that is not open is ErrNotFound. A
// drill is closed by whoever could begin it, a recall lifted by who may clear
// the batch. Like DeclareRecall it is the row alone.
func LiftRecall(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID, reason string) (r Recall, err error) {
	var bad input.Errors
	reason = bad.Text("reason", reason, 1, 500)
	err = pg.InTx(ctx, db, func(tx pgx.Tx) error {
		if err := lockRecalled(ctx, tx, who, id); err != nil {
			return err
		}
		if err := bad.OrNil(); err != nil {
			return err
		}
		if r, err = endRecall(ctx, tx, who, id, reason); err != nil {
			return err
		}
		return account.Record(ctx, tx, who, account.LiftRecall, "recall:"+id.String(), map[string]string{"reason": reason})
	})
	return r, err
}

func endRecall(ctx context.Context, tx pgx.Tx, who account.Principal, id uuid.UUID, reason string) (Recall, error) {
	rows, _ := tx.Query(ctx, `
		update recall as r
		set lifted_at = now(), lifted_by = $2, lift_reason = $3
		where id = $1
		returning`+recallColumns, id, who.UserID, reason)
	r, err := pgx.CollectExactlyOneRow(rows, scanRecall)
	if err != nil {
		return Recall{}, fmt.Errorf("lift recall: %w", err)
	}
	if r.Drill {
		return r, nil
	}
	return r, Touch(ctx, tx, r.BatchNumber)
}

// lockRecalled holds an open recall and its batch.
func lockRecalled(ctx context.Context, tx pgx.Tx, who account.Principal, id uuid.UUID) error {
	var org uuid.UUID
	var drill bool
	err := tx.QueryRow(ctx, `
		select
			b.org_id,
			r.drill
		from recall as r
		join batch as b on b.number = r.batch_number
		where r.id = $1 and r.lifted_at is null
		for no key update`, id).Scan(&org, &drill)
	if err = found("find open recall", err); err != nil {
		return err
	}
	if drill {
		return permit(who, account.Recall, org)
	}
	return permit(who, account.LiftRecall, org)
}
