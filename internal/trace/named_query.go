package trace

import (
	"context"
	"fmt"
	"regexp"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/epcis"
	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// NamedQuery is a query that an organisation has given a name.
type NamedQuery struct {
	ID         uuid.UUID
	OrgID      uuid.UUID
	Name       string
	Definition epcis.Value // as received
	Query      epcis.Query // what it means
	CreatedAt  time.Time
}

var (
	// ErrQueryExists means that the organisation has a query of the name.
	ErrQueryExists = input.Error{Field: "name", Problem: "query.name_taken"}
	errQueryName   = input.Error{Field: "name", Problem: "query.name_malformed"}
	errManyQueries = input.Error{Field: "name", Problem: "query.too_many"}
)

// maxQueries bounds those of one organisation.
const maxQueries = 200

// queryName can stand in a path as it is.
var queryName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$`)

// CreateQuery keeps a query for who's organisation. namespaces are prefixes that
// came beside the definition. An *epcis.QueryError says that it is none.
func CreateQuery(ctx context.Context, db pg.DB, who account.Principal, name string, definition epcis.Value, namespaces map[string]string) (NamedQuery, error) {
	if err := who.Check(account.ReadOwn, who.OrgID); err != nil {
		return NamedQuery{}, err
	}
	if !queryName.MatchString(name) || name == "SimpleEventQuery" { // which is the standard's own
		return NamedQuery{}, errQueryName
	}
	if _, err := epcis.ParseQueryJSON(definition, namespaces); err != nil {
		return NamedQuery{}, err
	}
	id := newID()
	err := pg.InTx(ctx, db, func(tx pgx.Tx) error {
		if err := insertQuery(ctx, tx, id, who, name, definition, namespaces); err != nil {
			return err
		}
		return account.Record(ctx, tx, who, "query.create", "query:"+id.String(), map[string]string{"name": name})
	})
	switch {
	case pg.IsUnique(err, "named_query_org_id_name_key"):
		return NamedQuery{}, ErrQueryExists
	case err != nil:
		return NamedQuery{}, fmt.Errorf("create query: %w", err)
	}
	return QueryByName(ctx, db, who, name)
}

func insertQuery(ctx context.Context, tx pgx.Tx, id uuid.UUID, who account.Principal, name string, definition epcis.Value, namespaces map[string]string) error {
	if namespaces == nil {
		namespaces = map[string]string{} // or it would be JSON null
	}
	tag, err := tx.Exec(ctx, `
		insert into named_query (id, org_id, name, query, namespaces, created_by)
		select @id, @org, @name, @query, @namespaces, @user
		where (select count(*) from named_query where org_id = @org) < @max`,
		pgx.NamedArgs{
			"id":         id,
			"org":        who.OrgID,
			"name":       name,
			"query":      string(definition.AppendJSON(nil)),
			"namespaces": namespaces,
			"user":       who.UserID,
			"max":        maxQueries,
		})
	if err == nil && tag.RowsAffected() == 0 {
		return errManyQueries
	}
	return err
}

const selectQuery = `
	select
		q.id,
		q.org_id,
		q.name,
		q.query,
		q.namespaces,
		q.created_at
	from named_query as q
	`

// QueryByName is one of who's organisation.
func QueryByName(ctx context.Context, db pg.DB, who account.Principal, name string) (NamedQuery, error) {
	rows, _ := db.Query(ctx, selectQuery+`where q.org_id = $1 and q.name = $2`, who.OrgID, name)
	q, err := pgx.CollectExactlyOneRow(rows, scanQuery)
	return q, found("read query", err)
}

// Queries lists those of who's organisation by name. after is the name of the
// last one of the page before, empty at first.
func Queries(ctx context.Context, db pg.DB, who account.Principal, after string, limit int) ([]NamedQuery, error) {
	rows, _ := db.Query(ctx, selectQuery+`
		where q.org_id = $1 and q.name > $2
		order by q.name
		limit $3`, who.OrgID, after, pageSize(limit))
	queries, err := pgx.CollectRows(rows, scanQuery)
	if err != nil {
		return nil, fmt.Errorf("list queries: %w", err)
	}
	return queries, nil
}

func scanQuery(row pgx.CollectableRow) (NamedQuery, error) {
	var q NamedQuery
	var definition []byte
	var namespaces map[string]string
	err := row.Scan(&q.ID, &q.OrgID, &q.Name, &definition, &namespaces, &q.CreatedAt)
	if err != nil {
		return NamedQuery{}, err
	}
	if q.Definition, err = epcis.ReadValue(definition); err != nil {
		return NamedQuery{}, fmt.Errorf("query %s: %w", q.Name, err)
	}
	if q.Query, err = epcis.ParseQueryJSON(q.Definition, namespaces); err != nil {
		return NamedQuery{}, fmt.Errorf("query %s: %w", q.Name, err)
	}
	return q, nil
}

// DeleteQuery ends its subscriptions too.
func DeleteQuery(ctx context.Context, db pg.DB, who account.Principal, name string) error {
	err := pg.InTx(ctx, db, func(tx pgx.Tx) error {
		var id uuid.UUID
		err := tx.QueryRow(ctx, `
			delete from named_query
			where org_id = $1 and name = $2
			returning id`, who.OrgID, name).Scan(&id)
		if err != nil {
			return err
		}
		return account.Record(ctx, tx, who, "query.delete", "query:"+id.String(), map[string]string{"name": name})
	})
	return found("delete query", err)
}
