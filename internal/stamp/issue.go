package stamp

import (
	"context"
	"fmt"
	"strconv"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/input"
	"temgoc/internal/origincode"
	"temgoc/internal/pg"
)

// Order is what a producer asks for.
type Order struct {
	Quantity int
	Kind     Kind
	OCOP     bool // carry the stars of the product's certificate
}

func (o Order) check(key string) error {
	var bad input.Errors
	if o.Quantity < 1 || o.Quantity > MaxUnits {
		bad.Add("quantity", "quantity.range")
	}
	if o.Kind != Compact && o.Kind != Sealed {
		bad.Add("kind", "kind.unknown")
	}
	if !ValidKey(key) {
		bad.Add("Idempotency-Key", "key.bad")
	}
	return bad.OrNil()
}

// Issue gives the batch its next stamps, under the key kid. When it returns
// without error the run is committed. The same request under the same
// idempotency key has the same answer, and replayed says that it was given
// before; another request under it is ErrKeyReused. today decides whether a
// certificate is valid.
func Issue(ctx context.Context, db pg.DB, who account.Principal, batchID uuid.UUID, kid origincode.KID, today day.Day, key string, o Order) (run Run, replayed bool, err error) {
	if err := o.check(key); err != nil {
		return Run{}, false, err
	}
	req := request{who.OrgID, key, hashOrder(batchID, o)}
	err = pg.InTx(ctx, db, func(tx pgx.Tx) error {
		earlier, err := req.claim(ctx, tx)
		if err != nil {
			return err
		}
		if replayed = earlier != uuid.Nil; replayed {
			run, err = RunByID(ctx, tx, who, earlier)
			return err
		}
		if run, err = issue(ctx, tx, who, batchID, kid, today, o); err != nil {
			return err
		}
		return req.settle(ctx, tx, run.ID)
	})
	if err != nil {
		return Run{}, false, fmt.Errorf("issue stamps: %w", err)
	}
	return run, replayed, nil
}

// issue does one order within its transaction.
func issue(ctx context.Context, tx pgx.Tx, who account.Principal, batchID uuid.UUID, kid origincode.KID, today day.Day, o Order) (Run, error) {
	batch, err := lockBatch(ctx, tx, who, account.IssueStamps, batchID)
	if err != nil {
		return Run{}, err
	}
	if batch.Recalled {
		return Run{}, ErrRecalledBatch
	}
	left, err := batch.left(ctx, tx)
	if err != nil {
		return Run{}, err
	}
	if o.Quantity > left {
		return Run{}, BeyondBatch{left}
	}
	run := nextRun(batch, kid, o)
	if o.OCOP {
		if run.CertificateID, run.Stars, err = stars(ctx, tx, batch.ProductID, today); err != nil {
			return Run{}, err
		}
	}
	if err := run.insert(ctx, tx, who.UserID); err != nil {
		return Run{}, err
	}
	if err := issuing.tell(ctx, tx, who, batch, run.ID, run.Range()); err != nil {
		return Run{}, err
	}
	return run, account.Record(ctx, tx, who, account.IssueStamps, subject(run.ID), map[string]string{
		"batch":    batch.ID.String(),
		"first":    strconv.Itoa(run.FirstUnit),
		"quantity": strconv.Itoa(run.Quantity),
	})
}

func nextRun(batch lockedBatch, kid origincode.KID, o Order) Run {
	return Run{
		ID:          uuid.Must(uuid.NewV7()),
		BatchID:     batch.ID,
		OrgID:       batch.OrgID,
		BatchNumber: batch.Number,
		FirstUnit:   batch.NextUnit,
		Quantity:    o.Quantity,
		Kind:        o.Kind,
		GTIN:        batch.GTIN,
		KID:         kid,
		CreatedAt:   batch.Now,
	}
}

// stars finds the certificate whose stars may be printed today.
func stars(ctx context.Context, tx pgx.Tx, productID uuid.UUID, today day.Day) (*uuid.UUID, int, error) {
	certificates, err := catalog.Certificates(ctx, tx, productID)
	if err != nil {
		return nil, 0, err
	}
	c, state := catalog.OCOP(certificates, today)
	if !state.InForce() {
		return nil, 0, ErrNoCertificate
	}
	return &c.ID, c.Stars, nil
}

// insert writes the run and takes its numbers, under the lock of the batch.
func (r Run) insert(ctx context.Context, tx pgx.Tx, userID uuid.UUID) error {
	_, err := tx.Exec(ctx, `
		with taken as (
			update batch
			set next_unit = next_unit + @quantity
			where number = @batch_number
		)
		insert into stamp_run (
			id,
			batch_number,
			first_unit,
			quantity,
			kind,
			gtin,
			kid,
			certificate_id,
			stars,
			created_by,
			created_at
		) values (
			@id,
			@batch_number,
			@first_unit,
			@quantity,
			@kind,
			@gtin,
			@kid,
			@certificate_id,
			@stars,
			@created_by,
			@created_at
		)`, pgx.NamedArgs{
		"id":             r.ID,
		"batch_number":   r.BatchNumber,
		"first_unit":     r.FirstUnit,
		"quantity":       r.Quantity,
		"kind":           r.Kind,
		"gtin":           r.GTIN,
		"kid":            r.KID,
		"certificate_id": r.CertificateID,
		"stars":          r.Stars,
		"created_by":     userID,
		"created_at":     r.CreatedAt,
	})
	if err != nil {
		return fmt.Errorf("insert run: %w", err)
	}
	return nil
}
