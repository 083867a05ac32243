package stamp

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
)

// lockedBatch is a batch under the lock of its row: until the transaction ends
// nobody else issues its stamps, changes their states, or recalls it.
type lockedBatch struct {
	catalog.Batch
	Recalled bool
	Now      time.Time // of the transaction, by the database's clock
}

// owner is who on behalf of the batch's organisation: what becomes of its stamps
// is told among its events, whoever does it.
func (b lockedBatch) owner(who account.Principal) account.Principal {
	if who.OrgID == b.OrgID {
		return who
	}
	return account.Principal{UserID: who.UserID, OrgID: b.OrgID, Role: account.Producer}
}

// left is how many stamps can still be issued: voided ones may be replaced, as
// long as there are numbers. It reads every range that was voided, so it is for
// issuing alone.
func (b lockedBatch) left(ctx context.Context, tx pgx.Tx) (int, error) {
	var voided int
	err := tx.QueryRow(ctx, `
		select coalesce(sum(last_unit - first_unit + 1), 0)
		from stamp_range_state
		where batch_number = $1 and state = 'voided'`, b.Number).Scan(&voided)
	if err != nil {
		return 0, fmt.Errorf("count voided stamps: %w", err)
	}
	return left(b.Quantity, b.NextUnit, voided), nil
}

func left(packs, issued, voided int) int {
	return min(packs-issued+voided, MaxUnits-issued)
}

// lockBatch locks first and reads then: a statement that waited for the lock
// would still see other rows as they were before it waited.
func lockBatch(ctx context.Context, tx pgx.Tx, who account.Principal, action account.Action, id uuid.UUID) (lockedBatch, error) {
	if _, err := tx.Exec(ctx, `select from batch where id = $1 for no key update`, id); err != nil {
		return lockedBatch{}, fmt.Errorf("lock batch: %w", err)
	}
	batch, err := catalog.BatchByID(ctx, tx, who, id)
	if err != nil {
		return lockedBatch{}, err
	}
	if !who.May(action, batch.OrgID) {
		return lockedBatch{}, catalog.ErrForbidden
	}
	locked := lockedBatch{Batch: batch}
	err = tx.QueryRow(ctx, `
		select
			exists (select from open_recall where batch_number = $1 and first_unit is null),
			now()`,
		batch.Number).Scan(&locked.Recalled, &locked.Now)
	if err != nil {
		return lockedBatch{}, fmt.Errorf("read batch: %w", err)
	}
	return locked, nil
}
