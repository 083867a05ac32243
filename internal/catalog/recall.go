package catalog

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype/zeronull"

	"temgoc/internal/account"
	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// Recall calls a batch back from the market until it is lifted. A batch has at
// most one that is open.
type Recall struct {
	ID          uuid.UUID  `json:"id"`
	BatchNumber int32      `json:"batch_number"`
	Reason      string     `json:"reason"`
	Instruction string     `json:"instruction"`
	Contact     string     `json:"contact"`
	DeclaredAt  time.Time  `json:"declared_at"`
	LiftedAt    *time.Time `json:"lifted_at"`
}

// NewRecall is what shoppers are to read.
type NewRecall struct {
	Reason      string `json:"reason"`
	Instruction string `json:"instruction"`
	Contact     string `json:"contact"`
}

// ErrRecalled: the batch has an open recall already.
var ErrRecalled = errors.New("the batch is recalled already")

// recallColumns are read by Recall.columns, in this order.
const recallColumns = `
	r.id,
	r.batch_number,
	r.reason,
	r.instruction,
	r.contact,
	r.declared_at,
	r.lifted_at`

// columns takes a recall that an outer join may not have found.
func (r *Recall) columns() []any {
	return []any{
		(*zeronull.UUID)(&r.ID),
		(*zeronull.Int4)(&r.BatchNumber),
		(*zeronull.Text)(&r.Reason),
		(*zeronull.Text)(&r.Instruction),
		(*zeronull.Text)(&r.Contact),
		(*zeronull.Timestamptz)(&r.DeclaredAt),
		&r.LiftedAt,
	}
}

func scanRecall(row pgx.CollectableRow) (r Recall, err error) {
	err = row.Scan(r.columns()...)
	return r, err
}

func (in NewRecall) cleaned(bad *input.Errors) NewRecall {
	in.Reason = bad.Text("reason", in.Reason, 1, 500)
	in.Instruction = bad.Text("instruction", in.Instruction, 0, 500)
	in.Contact = bad.Line("contact", in.Contact, 0, 200)
	return in
}

// DeclareRecall recalls a batch: every scan that begins after its commit says so.
func DeclareRecall(ctx context.Context, db pg.DB, who account.Principal, batchID uuid.UUID, in NewRecall) (Recall, error) {
	var bad input.Errors
	in = in.cleaned(&bad)
	var r Recall
	err := pg.InTx(ctx, db, func(tx pgx.Tx) error {
		b, err := lockBatch(ctx, tx, who, account.Recall, batchID)
		if err != nil {
			return err
		}
		if err := bad.OrNil(); err != nil {
			return err
		}
		if r, err = insertRecall(ctx, tx, who, b.Number, in); err != nil {
			return err
		}
		return account.Record(ctx, tx, who, account.Recall, "batch:"+batchID.String(),
			map[string]string{"recall": r.ID.String(), "reason": in.Reason})
	})
	return r, err
}

func insertRecall(ctx context.Context, tx pgx.Tx, who account.Principal, number int32, in NewRecall) (Recall, error) {
	rows, _ := tx.Query(ctx, `
		insert into recall as r (id, batch_number, reason, instruction, contact, declared_by)
		values ($1, $2, $3, $4, $5, $6)
		returning`+recallColumns, newID(), number, in.Reason, in.Instruction, in.Contact, who.UserID)
	r, err := pgx.CollectExactlyOneRow(rows, scanRecall)
	if pg.IsUnique(err, "recall_open") {
		return Recall{}, ErrRecalled
	}
	if err != nil {
		return Recall{}, fmt.Errorf("store recall: %w", err)
	}
	return r, Touch(ctx, tx, number)
}

// LiftRecall ends a recall; one that is not open is ErrNotFound.
func LiftRecall(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) error {
	return pg.InTx(ctx, db, func(tx pgx.Tx) error {
		number, err := lockRecalled(ctx, tx, who, id)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `update recall set lifted_at = now() where id = $1`, id); err != nil {
			return fmt.Errorf("lift recall: %w", err)
		}
		if err := Touch(ctx, tx, number); err != nil {
			return err
		}
		return account.Record(ctx, tx, who, account.LiftRecall, "recall:"+id.String(), nil)
	})
}

// lockRecalled holds the batch of an open recall and returns its number.
func lockRecalled(ctx context.Context, tx pgx.Tx, who account.Principal, id uuid.UUID) (number int32, err error) {
	var org uuid.UUID
	err = tx.QueryRow(ctx, `
		select b.number, b.org_id
		from recall as r
		join batch as b on b.number = r.batch_number
		where r.id = $1 and r.lifted_at is null
		for no key update`, id).Scan(&number, &org)
	if err = found("find open recall", err); err != nil {
		return 0, err
	}
	return number, permit(who, account.LiftRecall, org)
}

// Recalls lists who's own or, to who may read all, everyone's; newest first.
// after is the last id of the page before, nil for the first.
func Recalls(ctx context.Context, db pg.DB, who account.Principal, after uuid.UUID, limit int) ([]Recall, error) {
	rows, _ := db.Query(ctx, `
		select`+recallColumns+`
		from recall as r
		join batch as b on b.number = r.batch_number
		where (b.org_id = $1 or $2) and (r.id < $3 or $3 = $4)
		order by r.id desc
		limit $5`, who.OrgID, readsAll(who), after, uuid.Nil, pageSize(limit))
	recalls, err := pgx.CollectRows(rows, scanRecall)
	if err != nil {
		return nil, fmt.Errorf("list recalls: %w", err)
	}
	return recalls, nil
}
