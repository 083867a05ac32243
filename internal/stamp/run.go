package stamp

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
	"temgoc/internal/input"
	"temgoc/internal/origincode"
	"temgoc/internal/pg"
)

// Run is stamps that were issued together. With the key KID it is all that
// their codes are made from.
type Run struct {
	ID            uuid.UUID      `json:"id"`
	BatchID       uuid.UUID      `json:"batch_id"`
	OrgID         uuid.UUID      `json:"-"`
	BatchNumber   int32          `json:"batch_number"`
	FirstUnit     int            `json:"first_unit"`
	Quantity      int            `json:"quantity"`
	Kind          Kind           `json:"kind"`
	GTIN          gs1.GTIN       `json:"gtin"`
	KID           origincode.KID `json:"-"`
	CertificateID *uuid.UUID     `json:"certificate_id"` // of the OCOP stars it carries; null: a plain origin stamp
	Stars         int            `json:"stars"`
	CreatedAt     time.Time      `json:"created_at"`
}

func (r Run) LastUnit() int { return r.FirstUnit + r.Quantity - 1 }

// subject names a run in the audit.
func subject(id uuid.UUID) string { return "stamp-run:" + id.String() }

// Range is all units of the run.
func (r Run) Range() Range { return Range{r.FirstUnit, r.LastUnit()} }

// Part is the asked-for units of the run; nil asks for all.
func (r Run) Part(asked *Range) (Range, error) {
	if asked == nil {
		return r.Range(), nil
	}
	var bad input.Errors
	if asked.Len() == 0 {
		bad.Add("last", "range.reversed")
	}
	if asked.First < r.FirstUnit || asked.First > r.LastUnit() {
		bad.Add("first", "range.outside")
	}
	if asked.Last < r.FirstUnit || asked.Last > r.LastUnit() {
		bad.Add("last", "range.outside")
	}
	return *asked, bad.OrNil()
}

const selectRun = `
	select
		r.id,
		b.id,
		b.org_id,
		r.batch_number,
		r.first_unit,
		r.quantity,
		r.kind,
		r.gtin,
		r.kid,
		r.certificate_id,
		r.stars,
		r.created_at
	from stamp_run r
	join batch b on b.number = r.batch_number`

func scanRun(row pgx.CollectableRow) (r Run, err error) {
	var gtin string
	err = row.Scan(&r.ID, &r.BatchID, &r.OrgID, &r.BatchNumber, &r.FirstUnit, &r.Quantity,
		&r.Kind, &gtin, &r.KID, &r.CertificateID, &r.Stars, &r.CreatedAt)
	if err != nil {
		return Run{}, err
	}
	r.GTIN, err = gs1.ParseGTIN(gtin)
	return r, err
}

// RunByID is a run that who may see; another's is not found.
func RunByID(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) (Run, error) {
	rows, _ := db.Query(ctx, selectRun+` where r.id = $1`, id) // its error comes with the rows
	run, err := pgx.CollectExactlyOneRow(rows, scanRun)
	if errors.Is(err, pgx.ErrNoRows) || err == nil && !who.May(account.ReadOwn, run.OrgID) {
		return Run{}, catalog.ErrNotFound
	}
	if err != nil {
		return Run{}, fmt.Errorf("read stamp run: %w", err)
	}
	return run, nil
}

// runsPage bounds the runs of one answer.
const runsPage = 200

// Runs are those of a batch in the order of their units, from the first that
// begins at from or later; limit 0 is a full page. The next page is from
// behind the last one's units.
func Runs(ctx context.Context, db pg.DB, who account.Principal, batchID uuid.UUID, from, limit int) ([]Run, error) {
	batch, err := catalog.BatchByID(ctx, db, who, batchID)
	if err != nil {
		return nil, err
	}
	if limit <= 0 {
		limit = runsPage
	}
	rows, _ := db.Query(ctx, selectRun+`
		where r.batch_number = $1 and r.first_unit >= $2
		order by r.first_unit
		limit $3`, batch.Number, from, min(limit, runsPage))
	runs, err := pgx.CollectRows(rows, scanRun)
	if err != nil {
		return nil, fmt.Errorf("list stamp runs: %w", err)
	}
	return runs, nil
}
