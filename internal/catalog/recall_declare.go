package catalog

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/pg"
)

// DeclareRecall recalls a batch: every scan that begins after its commit says
// so. It is the row alone; package recall finds what was made from the batch
// and writes the events.
func DeclareRecall(ctx context.Context, db pg.DB, who account.Principal, batchID uuid.UUID, in NewRecall) (r Recall, err error) {
	err = pg.InTx(ctx, db, func(tx pgx.Tx) error {
		b, err := lockBatch(ctx, tx, who, account.Recall, batchID)
		if err != nil {
			return err
		}
		if err := in.Check(b.NextUnit); err != nil {
			return err
		}
		r, err = storeRecall(ctx, tx, who, b, Recall{
			First: in.First, Last: in.Last,
			Reason: in.Reason, Instruction: in.Instruction, Contact: in.Contact, Drill: in.Drill,
		})
		return err
	})
	return r, err
}

// ExtendRecall recalls a batch for the sake of another's recall, which is open:
// something of that batch went into this one, so many steps of making ago.
func ExtendRecall(ctx context.Context, db pg.DB, who account.Principal, cause Recall, batchID uuid.UUID, distance int) (r Recall, err error) {
	err = pg.InTx(ctx, db, func(tx pgx.Tx) error {
		b, err := lockBatch(ctx, tx, who, account.Recall, batchID)
		if err != nil {
			return err
		}
		r, err = storeRecall(ctx, tx, who, b, Recall{
			Reason: cause.Reason, Instruction: cause.Instruction, Contact: cause.Contact, Drill: cause.Drill,
			Cause: &cause.ID, Distance: distance,
		})
		return err
	})
	return r, err
}

func storeRecall(ctx context.Context, tx pgx.Tx, who account.Principal, b Batch, r Recall) (Recall, error) {
	r, err := insertRecall(ctx, tx, who, b.Number, r)
	if err != nil {
		return Recall{}, err
	}
	if !r.Drill {
		if err := Touch(ctx, tx, b.Number); err != nil {
			return Recall{}, err
		}
	}
	return r, account.Record(ctx, tx, who, account.Recall, "batch:"+b.ID.String(), r.auditDetail())
}

func insertRecall(ctx context.Context, tx pgx.Tx, who account.Principal, number int32, r Recall) (Recall, error) {
	rows, _ := tx.Query(ctx, `
		insert into recall as r (
			id, batch_number, first_unit, last_unit, reason, instruction, contact, declared_by, cause, distance, drill
		)
		values (@id, @batch, @first, @last, @reason, @instruction, @contact, @who, @cause, @distance, @drill)
		returning`+recallColumns, pgx.NamedArgs{
		"id":          newID(),
		"batch":       number,
		"first":       r.First,
		"last":        r.Last,
		"reason":      r.Reason,
		"instruction": r.Instruction,
		"contact":     r.Contact,
		"who":         who.UserID,
		"cause":       r.Cause,
		"distance":    r.Distance,
		"drill":       r.Drill,
	})
	stored, err := pgx.CollectExactlyOneRow(rows, scanRecall)
	if pg.IsUnique(err, "recall_open") {
		return Recall{}, ErrRecalled
	}
	if err != nil {
		return Recall{}, fmt.Errorf("store recall: %w", err)
	}
	return stored, nil
}

func (r Recall) auditDetail() map[string]string {
	detail := map[string]string{"recall": r.ID.String(), "reason": r.Reason}
	if !r.Whole() {
		detail["first"], detail["last"] = fmt.Sprint(*r.First), fmt.Sprint(*r.Last)
	}
	if r.Cause != nil {
		detail["cause"] = r.Cause.String()
	}
	if r.Drill {
		detail["drill"] = "true"
	}
	return detail
}

// LockForRecall holds the rows of batches, each named once, in the order of their numbers, so
// that two recalls of many never wait for each other in a circle. A batch that
// who may not recall is ErrNotFound, or ErrForbidden if who may see it.
func LockForRecall(ctx context.Context, tx pgx.Tx, who account.Principal, ids []uuid.UUID) ([]Batch, error) {
	rows, _ := tx.Query(ctx, `
		select`+batchColumns+`
		from batch as b
		where b.id = any($1)
		order by b.number
		for no key update`, ids)
	batches, err := pgx.CollectRows(rows, scanBatch)
	if err != nil {
		return nil, fmt.Errorf("lock batches: %w", err)
	}
	if len(batches) < len(ids) {
		return nil, ErrNotFound
	}
	for _, b := range batches {
		if err := permit(who, account.Recall, b.OrgID); err != nil {
			return nil, err
		}
	}
	return batches, nil
}
