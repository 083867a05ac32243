package printing

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/input"
	"temgoc/internal/pg"
	"temgoc/internal/stamp"
)

// order is a request that was looked through: it can be printed.
type order struct {
	who   account.Principal
	key   string // empty: the caller gave none
	hash  []byte
	run   stamp.Run
	units stamp.Range
	spec  Spec
}

// Order has the codes of units of the run, all if nil, made into a file. When it
// returns without error the job is committed. The same request under the same
// idempotency key is answered with the same job, and replayed says so; another
// request under it is stamp.ErrKeyReused. A symbol that does not fit the stock
// is labels.TooSmall. A refused order changes nothing.
func (w *Worker) Order(ctx context.Context, who account.Principal, key string, runID uuid.UUID, units *stamp.Range, s Spec) (job Job, replayed bool, err error) {
	o, err := w.lookThrough(ctx, who, key, runID, units, s)
	if err != nil {
		return Job{}, false, err
	}
	var id uuid.UUID
	err = pg.InTx(ctx, w.db, func(tx pgx.Tx) error {
		id, replayed, err = o.place(ctx, tx)
		return err
	})
	if err != nil {
		return Job{}, false, fmt.Errorf("order print: %w", err)
	}
	w.Wake()
	job, err = JobByID(ctx, w.db, who, id)
	return job, replayed, err
}

func (w *Worker) lookThrough(ctx context.Context, who account.Principal, key string, runID uuid.UUID, units *stamp.Range, s Spec) (o order, err error) {
	if !stamp.ValidKey(key) {
		return order{}, input.Error{Field: "Idempotency-Key", Problem: "key.bad"}
	}
	o = order{who: who, key: key}
	if o.run, err = printable(ctx, w.db, who, runID); err != nil {
		return order{}, err
	}
	o.spec = s.of(o.run)
	if err := o.spec.check(); err != nil {
		return order{}, err
	}
	if o.units, err = o.run.Part(units); err != nil {
		return order{}, err
	}
	if o.spec.Format.Pictures() && o.units.Len() > MaxPictures {
		return order{}, input.Error{Field: "to", Problem: "print.pictures"}
	}
	if _, err := w.document(o.run, o.units, o.spec); err != nil {
		return order{}, err
	}
	o.hash, err = o.spec.hash(runID, o.units)
	return o, err
}

// place writes the job, unless the same request did before. Under the lock of
// the run one request is at it at a time, so a key that is found taken only by
// the insert is another run's.
func (o order) place(ctx context.Context, tx pgx.Tx) (id uuid.UUID, replayed bool, err error) {
	if err := lockRun(ctx, tx, o.run.ID); err != nil {
		return uuid.Nil, false, err
	}
	if id, err = o.earlier(ctx, tx); err != nil || id != uuid.Nil {
		return id, true, err
	}
	if err := o.room(ctx, tx); err != nil {
		return uuid.Nil, false, err
	}
	id = uuid.Must(uuid.NewV7())
	if err := enter(ctx, tx, o.who, id, o.run, o.units, o.spec); err != nil {
		return uuid.Nil, false, err
	}
	err = o.insert(ctx, tx, id)
	if pg.IsUnique(err, "print_job_org_id_key_key") {
		err = stamp.ErrKeyReused
	}
	return id, false, err
}

// earlier is the job that the key led to before; uuid.Nil if it is unused.
func (o order) earlier(ctx context.Context, tx pgx.Tx) (id uuid.UUID, err error) {
	var hash []byte
	err = tx.QueryRow(ctx, `
		select print_id, request_hash
		from print_job
		where org_id = $1 and key = $2`, o.who.OrgID, o.key).Scan(&id, &hash)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return uuid.Nil, nil
	case err != nil:
		return uuid.Nil, fmt.Errorf("read idempotency key: %w", err)
	case !bytes.Equal(hash, o.hash):
		return uuid.Nil, stamp.ErrKeyReused
	}
	return id, nil
}

func (o order) room(ctx context.Context, tx pgx.Tx) error {
	var unfinished int
	err := tx.QueryRow(ctx, `
		select count(*)
		from print_job
		where org_id = $1 and state in ('waiting', 'running')`, o.who.OrgID).Scan(&unfinished)
	switch {
	case err != nil:
		return fmt.Errorf("count unfinished jobs: %w", err)
	case unfinished >= MaxUnfinished:
		return ErrQueueFull
	}
	return nil
}

func (o order) insert(ctx context.Context, tx pgx.Tx, id uuid.UUID) error {
	spec, err := json.Marshal(o.spec)
	if err != nil {
		return fmt.Errorf("encode print spec: %w", err)
	}
	_, err = tx.Exec(ctx, `
		insert into print_job (
			print_id,
			org_id,
			key,
			request_hash,
			spec
		) values ($1, $2, nullif($3, ''), $4, $5)`, id, o.who.OrgID, o.key, o.hash, spec)
	if err != nil {
		return fmt.Errorf("insert print job: %w", err)
	}
	return nil
}
