package trace

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/pg"
)

// Behaviour is what is done with the good events of a document when others are
// bad.
type Behaviour string

const (
	Rollback Behaviour = "rollback" // store none
	Proceed  Behaviour = "proceed"  // store them
)

// Limits of one document, as they are announced.
const (
	EventLimit    = 50_000
	FileSizeLimit = 16 << 20 // bytes
)

// maxWaiting is how many documents of an organisation may wait.
const maxWaiting = 100

var (
	// ErrDocumentTooLarge is for more than FileSizeLimit.
	ErrDocumentTooLarge = errors.New("document too large")
	// ErrNoJSON is for a document that no job could make sense of.
	ErrNoJSON = errors.New("not JSON")
	// ErrBusy means that too many documents of the organisation wait already.
	ErrBusy = errors.New("too many documents wait to be captured")
)

// Capture is the job of capturing a document.
type Capture struct {
	ID         uuid.UUID
	Behaviour  Behaviour
	CreatedAt  time.Time
	FinishedAt *time.Time // nil: still running
	Errors     []CaptureError
}

// CaptureError is what was wrong with the document or one of its events.
type CaptureError struct {
	Type     string `json:"type"`    // "epcisException:ValidationException"
	Pointer  string `json:"pointer"` // into the document, RFC 6901
	Sentence string `json:"sentence"`
}

// Running tells whether the job is still to be done.
func (c Capture) Running() bool { return c.FinishedAt == nil }

// Success tells whether nothing was wrong, so far.
func (c Capture) Success() bool { return len(c.Errors) == 0 }

// insertCapture stores the document until its job is done.
func insertCapture(ctx context.Context, db pg.DB, who account.Principal, document []byte, b Behaviour, v Visibility) (uuid.UUID, error) {
	switch err := who.Check(account.WriteEvents, who.OrgID); {
	case err != nil:
		return uuid.Nil, err
	case len(document) > FileSizeLimit:
		return uuid.Nil, ErrDocumentTooLarge
	case !json.Valid(document):
		return uuid.Nil, ErrNoJSON
	}
	if err := v.check(); err != nil {
		return uuid.Nil, err
	}
	id := newID()
	tag, err := db.Exec(ctx, `
		insert into capture (id, org_id, user_id, behaviour, public, hidden, document)
		select @id, @org, @user, @behaviour, @public, @hidden, @document
		where (select count(*) from capture where finished_at is null and org_id = @org) < @waiting`,
		pgx.NamedArgs{
			"id":        id,
			"org":       who.OrgID,
			"user":      who.UserID,
			"behaviour": b,
			"public":    v.Public,
			"hidden":    append([]string{}, v.Hidden...),
			"document":  document,
			"waiting":   maxWaiting,
		})
	switch {
	case err != nil:
		return uuid.Nil, fmt.Errorf("store document: %w", err)
	case tag.RowsAffected() == 0:
		return uuid.Nil, ErrBusy
	}
	return id, nil
}

const selectCapture = `
	select
		id,
		behaviour,
		created_at,
		finished_at,
		errors
	from capture
	`

// CaptureByID is a job of who's own organisation, else ErrNotFound.
func CaptureByID(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) (Capture, error) {
	rows, _ := db.Query(ctx, selectCapture+`where id = $1 and org_id = $2`, id, who.OrgID)
	c, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[Capture])
	return c, found("read capture job", err)
}

// Captures lists the jobs of who's own organisation, the latest first. before
// is the last id of the page before, nil at first.
func Captures(ctx context.Context, db pg.DB, who account.Principal, before uuid.UUID, limit int) ([]Capture, error) {
	rows, _ := db.Query(ctx, selectCapture+`
		where org_id = $1 and (id < $2 or $2 = '00000000-0000-0000-0000-000000000000')
		order by id desc
		limit $3`, who.OrgID, before, pageSize(limit))
	jobs, err := pgx.CollectRows(rows, pgx.RowToStructByName[Capture])
	if err != nil {
		return nil, fmt.Errorf("list capture jobs: %w", err)
	}
	return jobs, nil
}
