package link

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/gs1"
	"temgoc/internal/pg"
)

// State of a stored link. Only an approved one is served.
type State string

const (
	Proposed State = "proposed"
	Approved State = "approved"
	Rejected State = "rejected"
)

// ErrDecided: somebody has decided on the link already.
var ErrDecided = errors.New("link is not waiting for a decision")

// Entry is a stored link, and whose it is.
type Entry struct {
	ID        uuid.UUID  `json:"id"`
	ProductID uuid.UUID  `json:"product_id"`
	BatchID   *uuid.UUID `json:"batch_id"` // nil: of the product
	batch     *int32     // its number
	OrgID     uuid.UUID  `json:"-"`
	Link
	State      State      `json:"state"`
	Replaces   *uuid.UUID `json:"replaces"` // the approved link in whose place this one is proposed
	ProposedBy uuid.UUID  `json:"-"`
	DecidedBy  *uuid.UUID `json:"-"`
	CreatedAt  time.Time  `json:"created_at"`
	DecidedAt  *time.Time `json:"decided_at"`
	Reason     string     `json:"reason"` // of a rejection

	GTIN        gs1.GTIN `json:"gtin"`
	Lot         string   `json:"lot"` // of the batch, if it is of one
	ProductName string   `json:"product_name"`
	OrgName     string   `json:"org_name"`
}

const selectEntry = `
	select
		l.id,
		l.product_id,
		b.id,
		b.number,
		p.org_id,
		l.link_type,
		l.href,
		l.title,
		l.lang,
		l.media_type,
		l.is_default,
		l.state,
		l.replaces,
		l.proposed_by,
		l.decided_by,
		l.created_at,
		l.decided_at,
		l.reason,
		coalesce(b.gtin, p.gtin),
		coalesce(b.lot, ''),
		p.name_vi,
		o.name
	from link as l
	join product as p on p.id = l.product_id
	join organisation as o on o.id = p.org_id
	left join batch as b on b.number = l.batch_number`

func scanEntry(row pgx.CollectableRow) (e Entry, err error) {
	var gtin string
	err = row.Scan(&e.ID, &e.ProductID, &e.BatchID, &e.batch, &e.OrgID,
		&e.Type, &e.Href, &e.Title, &e.Lang, &e.MediaType, &e.Default,
		&e.State, &e.Replaces, &e.ProposedBy, &e.DecidedBy, &e.CreatedAt, &e.DecidedAt, &e.Reason,
		&gtin, &e.Lot, &e.ProductName, &e.OrgName)
	if err != nil {
		return Entry{}, err
	}
	e.GTIN, err = gs1.ParseGTIN(gtin)
	return e, err
}

// ByID is ErrNotFound for another organisation's.
func ByID(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) (Entry, error) {
	rows, _ := db.Query(ctx, selectEntry+` where l.id = $1`, id) // its error comes with the rows
	e, err := pgx.CollectExactlyOneRow(rows, scanEntry)
	if errors.Is(err, pgx.ErrNoRows) || err == nil && !who.May(account.ReadOwn, e.OrgID) {
		return Entry{}, catalog.ErrNotFound
	}
	if err != nil {
		return Entry{}, fmt.Errorf("read link: %w", err)
	}
	return e, nil
}

// Query selects what List returns.
type Query struct {
	On    Bearer // whose links; zero: of all that who may see
	State State  // empty: any
	After uuid.UUID
	Limit int // 0: a full page
}

// page bounds the links of one answer.
const page = 200

// List is the links that who may see, in the order they were proposed, after
// the last id of the page before.
func List(ctx context.Context, db pg.DB, who account.Principal, q Query) ([]Entry, error) {
	if q.Limit <= 0 {
		q.Limit = page
	}
	rows, _ := db.Query(ctx, selectEntry+`
		where (p.org_id = @org or @all)
			and (@product = @none::uuid or l.product_id = @product and l.batch_number is null)
			and (@batch = @none::uuid or b.id = @batch)
			and (@state = '' or l.state = @state)
			and l.id > @after
		order by l.id
		limit @limit`, pgx.NamedArgs{
		"org":     who.OrgID,
		"all":     account.Allow(who.Role, account.ReadOwn, false),
		"product": q.On.ProductID,
		"batch":   q.On.BatchID,
		"none":    uuid.Nil,
		"state":   q.State,
		"after":   q.After,
		"limit":   min(q.Limit, page),
	})
	entries, err := pgx.CollectRows(rows, scanEntry)
	if err != nil {
		return nil, fmt.Errorf("list links: %w", err)
	}
	return entries, nil
}
