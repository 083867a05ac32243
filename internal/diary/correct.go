package diary

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/epcis"
	"temgoc/internal/input"
	"temgoc/internal/pg"
	"temgoc/internal/trace"
)

// ErrWithdrawn: the entry was corrected or withdrawn already.
var ErrWithdrawn = input.Error{Field: "entry", Problem: "diary.withdrawn_already"}

// Correct declares an entry wrong and stores another one in its place. A photo
// that the other does not bring goes over to it.
func Correct(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID, now time.Time, k Keyed) error {
	return pg.InTx(ctx, db, func(tx pgx.Tx) error {
		b, old, err := holdEntry(ctx, tx, who, id, now)
		if err != nil {
			return err
		}
		if k.Entry.Picture == nil {
			k.Entry.Photo = old.Photo
		}
		k.Key = "correct:" + id.String() + ":" + k.Key
		if err := b.declare(ctx, tx, old, "incorrect_data", eventID(k.id(b.batch.ID))); err != nil {
			return err
		}
		if _, err = b.write(ctx, tx, []Keyed{k}); err != nil {
			return err
		}
		return b.withholdPhoto(ctx, tx, old)
	})
}

// Withdraw declares that what an entry tells did not happen.
func Withdraw(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID, now time.Time) error {
	return pg.InTx(ctx, db, func(tx pgx.Tx) error {
		b, old, err := holdEntry(ctx, tx, who, id, now)
		if err != nil {
			return err
		}
		if err := b.declare(ctx, tx, old, "did_not_occur"); err != nil {
			return err
		}
		return b.withholdPhoto(ctx, tx, old)
	})
}

// holdEntry finds an entry that still holds, and the diary that it is in. It
// holds the batch, so that of two corrections at once the second sees the first.
func holdEntry(ctx context.Context, tx pgx.Tx, who account.Principal, id uuid.UUID, now time.Time) (book, Record, error) {
	if err := who.Check(account.WriteBatch, who.OrgID); err != nil {
		return book{}, Record{}, err // officers keep no diary
	}
	old, err := RecordByID(ctx, tx, who, id)
	if err != nil {
		return book{}, Record{}, err
	}
	b, err := openBook(ctx, tx, who, old.BatchID, now)
	if err != nil {
		return book{}, Record{}, err
	}
	if err := catalog.Touch(ctx, tx, b.batch.Number); err != nil {
		return book{}, Record{}, err
	}
	if old, err = RecordByID(ctx, tx, who, id); err == nil && old.State != Holds {
		err = ErrWithdrawn
	}
	return b, old, err
}

// declare stores the entry's event again, with a declaration of its error
// (EPCIS 2.0, section 7.4.1.2).
func (b book) declare(ctx context.Context, tx pgx.Tx, old Record, reason string, corrective ...string) error {
	wrong, err := old.event.Event()
	if err != nil {
		return err
	}
	event, err := withError(wrong, epcis.ErrorDeclaration{At: b.now, Reason: reason, Corrective: corrective})
	if err != nil {
		return fmt.Errorf("declare entry %s wrong: %w", old.ID, err)
	}
	v := trace.Visibility{Public: true, Hidden: old.hiddenMembers()}
	if _, err := trace.Store(ctx, tx, b.who, v, nil, []epcis.Event{event}); err != nil {
		return err
	}
	return account.Record(ctx, tx, b.who, account.WriteEvents, "batch:"+b.batch.ID.String(),
		map[string]string{"withdrawn": old.ID.String()})
}

// withholdPhoto: what does not hold is shown to nobody but officers and the
// producer.
func (b book) withholdPhoto(ctx context.Context, tx pgx.Tx, old Record) error {
	if old.Photo == uuid.Nil {
		return nil
	}
	return catalog.WithholdPicture(ctx, tx, old.Photo, b.who.OrgID)
}
