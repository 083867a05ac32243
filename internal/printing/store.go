package printing

import (
	"context"
	"encoding"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"temgoc/labels"
)

// store keeps the next part, of n labels, with the progress it is: one
// statement, so both are there or neither. It renews the lease.
func (p *press) store(ctx context.Context, part labels.Part, n int) error {
	p.sum.Write(part.Bytes)
	state, err := p.sum.(encoding.BinaryMarshaler).MarshalBinary()
	if err != nil {
		return fmt.Errorf("keep the hash: %w", err)
	}
	err = p.write(ctx, part, `
				made = made + @labels,
				hash = @hash,
				tries = 0,
				lease_until = now() + @lease`,
		pgx.NamedArgs{"labels": n, "hash": state, "lease": leaseTime})
	p.Parts++
	p.Made += n
	return err
}

// finish keeps the tail, which ends the file and the job.
func (p *press) finish(ctx context.Context) error {
	tail, err := p.tail(ctx)
	if err != nil {
		return err
	}
	p.sum.Write(tail)
	return p.write(ctx, labels.Part{Bytes: tail}, `
				state = 'done',
				sha256 = @sha256,
				hash = null,
				runner = null,
				lease_until = null,
				finished_at = now()`,
		pgx.NamedArgs{"sha256": p.sum.Sum(nil)})
}

// write adds a part to the file of a job that is still this runner's.
func (p *press) write(ctx context.Context, part labels.Part, set string, args pgx.NamedArgs) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	args["id"], args["runner"], args["number"] = p.ID, p.Runner, p.Parts
	args["bytes"], args["note"] = notNull(part.Bytes), notNull(part.Note)
	args["length"] = len(part.Bytes)
	tag, err := p.db.Exec(ctx, `
		with held as (
			update print_job
			set parts = parts + 1,
				bytes = bytes + @length,
				`+set+`
			where print_id = @id and runner = @runner and state = 'running'
			returning print_id
		)
		insert into print_part (print_id, number, bytes, note)
		select print_id, @number, @bytes, @note
		from held`, args)
	if err != nil {
		return fmt.Errorf("store part %d of print job %s: %w", p.Parts, p.ID, err)
	}
	if tag.RowsAffected() == 0 {
		return errLost
	}
	return nil
}

// tail is made from what the parts left, whoever made them.
func (p *press) tail(ctx context.Context) (tail []byte, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	rows, _ := p.db.Query(ctx, `
		select note
		from print_part
		where print_id = $1 and number > 0
		order by number`, p.ID)
	notes, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	if err != nil {
		return nil, fmt.Errorf("read notes of print job %s: %w", p.ID, err)
	}
	if tail, err = p.end(notes); err != nil {
		return nil, unprintable{err}
	}
	return tail, nil
}

func (p *press) end(notes [][]byte) (tail []byte, err error) {
	defer survive(&err)
	return p.doc.Tail(slices.Values(notes))
}

// notNull: Postgres would take nil for null.
func notNull(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
