package trace

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"temgoc/internal/epcis"
	"temgoc/internal/pg"
)

// Page of an answer: at most Size events, 30 unless told and 1000 at most, from
// where the Token of the page before says.
type Page struct {
	Size  int
	Token string
}

var (
	// ErrTooLarge is EPCIS's QueryTooLargeException: the answer has more events
	// than the query's maxEventCount.
	ErrTooLarge = errors.New("the query has too many results")
	// ErrTooComplex is EPCIS's QueryTooComplexException: the answer took longer
	// than patience.
	ErrTooComplex = errors.New("the query takes too long")
	// ErrBadToken is for a token that was not made by a page of this query.
	ErrBadToken = errors.New("not a token of this query")
)

// patience is how long the database works on one query, in milliseconds.
const patience = "5000"

// Find answers a query, as far as r may see: an event, or a member of one, that
// it may not see fulfils no condition. The string is the token of the next
// page, empty after the last one. The pages of a query without an order, and
// what was stored meanwhile, are in the order of storing, the latest first.
func Find(ctx context.Context, db pg.DB, r Reader, q epcis.Query, page Page) (events []Stored, next string, err error) {
	from, err := parseToken(q, page.Token)
	if err != nil {
		return nil, "", err
	}
	err = pgx.BeginFunc(ctx, db, func(tx pgx.Tx) error {
		if err := bePatient(ctx, tx); err != nil {
			return err
		}
		if err := checkSize(ctx, tx, r, q); err != nil {
			return err
		}
		events, next, err = findPage(ctx, tx, r, q, from, pageSize(page.Size))
		return err
	})
	if err != nil {
		return nil, "", queryFailed(err, page.Token)
	}
	return events, next, nil
}

// bePatient bounds every statement of the transaction.
func bePatient(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, `select set_config('statement_timeout', $1, true)`, patience)
	return err
}

// queryFailed tells what the asker has done wrong from what has gone wrong here.
func queryFailed(err error, token string) error {
	switch {
	case errors.Is(err, ErrTooLarge):
		return err
	case stateOf(err) == "57014": // cancelled by statement_timeout
		return ErrTooComplex
	case token != "" && strings.HasPrefix(stateOf(err), "22"): // a value in it that is none of its type
		return ErrBadToken
	}
	return fmt.Errorf("find events: %w", err)
}

// stateOf is the SQLSTATE of a failure in the database.
func stateOf(err error) string {
	failure, _ := errors.AsType[*pgconn.PgError](err)
	if failure == nil {
		return ""
	}
	return failure.Code
}

// checkSize refuses an answer of more events than the query allows.
func checkSize(ctx context.Context, tx pgx.Tx, r Reader, q epcis.Query) error {
	if q.Max == 0 {
		return nil
	}
	s := newSelection(r, q)
	var found int
	err := tx.QueryRow(ctx, `
		select count(*)
		from (
			select
			from event as e
			where `+s.where()+`
			limit `+s.arg(q.Max+1)+`
		) as few`, s.args).Scan(&found)
	if err != nil {
		return err
	}
	if found > q.Max {
		return ErrTooLarge
	}
	return nil
}

// findPage asks for one event more than fit, to know of a next page.
func findPage(ctx context.Context, tx pgx.Tx, r Reader, q epcis.Query, from position, size int) ([]Stored, string, error) {
	if q.Limit > 0 {
		size = min(size, q.Limit-from.Given)
	}
	hits, err := findHits(ctx, tx, r, q, from, size+1)
	if err != nil {
		return nil, "", err
	}
	var next string
	if given := from.Given + size; len(hits) > size && given != q.Limit {
		next = position{Keys: hits[size-1].Position, Given: given}.token(q)
	}
	ids := make([]uuid.UUID, min(len(hits), size))
	for i := range ids {
		ids[i] = hits[i].ID
	}
	events, err := r.eventsByID(ctx, tx, ids)
	return events, next, err
}

// hit is an event that answers, and where it stands in the order.
type hit struct {
	ID       uuid.UUID
	Position []string
}

func findHits(ctx context.Context, tx pgx.Tx, r Reader, q epcis.Query, from position, limit int) ([]hit, error) {
	s := newSelection(r, q)
	o := s.order(q.Order)
	s.after(o, from)
	rows, _ := tx.Query(ctx, `
		select
			e.id,
			`+o.position()+` as position
		from event as e
		`+o.join+`
		where `+s.where()+`
		order by `+o.by()+`
		limit `+s.arg(limit), s.args)
	return pgx.CollectRows(rows, pgx.RowToStructByName[hit])
}

// eventsByID are the events in the order of their ids in the list.
func (r Reader) eventsByID(ctx context.Context, db pg.DB, ids []uuid.UUID) ([]Stored, error) {
	return r.events(ctx, db, `
		where e.id = any (@ids)
		order by array_position(@ids::uuid[], e.id)`, pgx.NamedArgs{"ids": ids})
}
