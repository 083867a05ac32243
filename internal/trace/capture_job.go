package trace

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

// job is a document that a worker holds.
type job struct {
	id        uuid.UUID
	behaviour Behaviour
	source
	document []byte
}

// next does one job, unless others hold all there are. The id is that of the
// job, also of one that went wrong.
func (c *Capturer) next(ctx context.Context) (id uuid.UUID, err error) {
	err = pg.InTx(ctx, c.db, func(tx pgx.Tx) error {
		j, err := takeJob(ctx, tx)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		c.running.Add(1)
		defer c.running.Add(-1)
		id = j.id
		errs, err := j.survive(ctx, tx, c.now())
		if err != nil {
			return err
		}
		return finish(ctx, tx, j.id, errs)
	})
	return id, err
}

// takeJob holds the oldest job that nobody holds, if there is one.
func takeJob(ctx context.Context, tx pgx.Tx) (j job, err error) {
	err = tx.QueryRow(ctx, `
		select
			id,
			behaviour,
			org_id,
			public,
			hidden,
			document
		from capture
		where finished_at is null
		order by id
		limit 1
		for no key update skip locked`).Scan(&j.id, &j.behaviour, &j.org, &j.Public, &j.Hidden, &j.document)
	j.captureID = &j.id
	return j, found("take capture job", err)
}

// maxErrors is how many a job tells of; more help nobody.
const maxErrors = 1000

func finish(ctx context.Context, db pg.DB, id uuid.UUID, errs []CaptureError) error {
	_, err := db.Exec(ctx, `
		update capture
		set finished_at = clock_timestamp(), errors = $2, document = null
		where id = $1 and finished_at is null`, id, append([]CaptureError{}, errs[:min(len(errs), maxErrors)]...))
	if err != nil {
		return fmt.Errorf("finish capture job: %w", err)
	}
	return nil
}

// abandon ends a job that no try would do.
func abandon(ctx context.Context, db pg.DB, id uuid.UUID) error {
	return finish(ctx, db, id, []CaptureError{{
		Type:     implementation,
		Sentence: "The service could not store the document. Its operator finds the reason in the log.",
	}})
}
