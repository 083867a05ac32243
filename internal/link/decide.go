package link

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// maxReason is in characters.
const maxReason = 500

// Approve puts a proposed link into service, and takes out the one that it
// replaces. Directories follow within seconds.
func Approve(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) (e Entry, err error) {
	err = pg.InTx(ctx, db, func(tx pgx.Tx) error {
		if e, err = lockEntry(ctx, tx, who, account.ApproveLinks, id); err != nil {
			return err
		}
		if e.State != Proposed {
			return ErrDecided
		}
		if e.Replaces != nil {
			if err := remove(ctx, tx, *e.Replaces); err != nil {
				return err
			}
		}
		e, err = decide(ctx, tx, who, id, Approved, "")
		return err
	})
	return e, err
}

// Reject refuses a proposed link, or takes an approved one out of service. The
// reason is for its producer.
func Reject(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID, reason string) (e Entry, err error) {
	var bad input.Errors
	reason = bad.Text("reason", reason, 1, maxReason)
	err = pg.InTx(ctx, db, func(tx pgx.Tx) error {
		if e, err = lockEntry(ctx, tx, who, account.ApproveLinks, id); err != nil {
			return err
		}
		if err := bad.OrNil(); err != nil {
			return err
		}
		if e.State == Rejected {
			return ErrDecided
		}
		e, err = decide(ctx, tx, who, id, Rejected, reason)
		return err
	})
	return e, err
}

// decide writes the decision, under the lock of the product.
func decide(ctx context.Context, tx pgx.Tx, who account.Principal, id uuid.UUID, state State, reason string) (Entry, error) {
	_, err := tx.Exec(ctx, `
		update link
		set state = $2, reason = $3, decided_by = $4, decided_at = now()
		where id = $1`, id, state, reason, who.UserID)
	if pg.IsUnique(err, "link_default") {
		return Entry{}, errDefaultTaken
	}
	if err != nil {
		return Entry{}, fmt.Errorf("decide on link: %w", err)
	}
	e, err := ByID(ctx, tx, who, id)
	if err != nil {
		return Entry{}, err
	}
	return e, record(ctx, tx, who, account.ApproveLinks, e, string(state))
}
