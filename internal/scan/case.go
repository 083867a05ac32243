package scan

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// CaseReason is what brought a case up.
type CaseReason string

const (
	UnitSuspected  CaseReason = "unit"  // the rules asked for a review of the unit
	BatchSuspected CaseReason = "batch" // too many amber units for chance
	UnitReported   CaseReason = "report"
)

// CaseState is what an inspector decided.
type CaseState string

const (
	CaseOpen      CaseState = "open"
	CaseWatched   CaseState = "watched" // nothing is done yet
	CaseDismissed CaseState = "dismissed"
	CaseVoided    CaseState = "voided"  // the unit was
	CaseAlerted   CaseState = "alerted" // shoppers of the batch are warned
)

// CaseStates are all of them, those that wait for somebody first.
var CaseStates = []CaseState{CaseOpen, CaseWatched, CaseAlerted, CaseVoided, CaseDismissed}

// Case is one stamp, or a whole batch, that may have been copied. A person
// decides.
type Case struct {
	ID        uuid.UUID  `json:"id"`
	Batch     int32      `json:"-"`
	Unit      *int32     `json:"unit"` // null: the whole batch
	Reason    CaseReason `json:"reason"`
	State     CaseState  `json:"state"`
	OpenedAt  time.Time  `json:"opened_at"`
	DecidedBy string     `json:"decided_by"` // name; empty while it is open
	DecidedAt *time.Time `json:"decided_at"`
	Note      string     `json:"note"`
	Facts     CaseFacts  `json:"facts"` // of now while nobody decided for good, else of then
}

// Pending tells whether somebody has to decide yet.
func (c Case) Pending() bool { return c.State == CaseOpen || c.State == CaseWatched }

// CaseFacts is the evidence in numbers: of a unit, or of a batch's Share.
type CaseFacts struct {
	Scans     int      `json:"scans"`
	Devices   int      `json:"devices"`
	Cleared   int      `json:"cleared"`
	Placed    int      `json:"placed"`
	Provinces []string `json:"provinces"`
	Share
}

const selectCase = `
	select
		c.id,
		c.batch_number,
		c.unit,
		c.reason,
		c.state,
		c.opened_at,
		coalesce(a.name, ''),
		c.decided_at,
		c.note,
		case
		    when c.state not in ('open', 'watched') or u.unit is null then c.evidence
		    else jsonb_build_object(
		        'scans', u.scans,
		        'devices', cardinality(u.devices),
		        'cleared', u.cleared,
		        'placed', u.placed,
		        'provinces', u.provinces)
		end
	from clone_case c
	join batch b on b.number = c.batch_number
	left join user_account a on a.id = c.decided_by
	left join unit_state u on u.batch_number = c.batch_number and u.unit = c.unit`

// CaseByID is ErrNotFound for a case of a batch that who may not see.
func CaseByID(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) (Case, error) {
	rows, _ := db.Query(ctx, selectCase+`
		where c.id = $1 and (b.org_id = $2 or $3)`, id, who.OrgID, readsAll(who))
	c, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Case])
	if errors.Is(err, pgx.ErrNoRows) {
		return Case{}, account.ErrNotFound
	}
	if err != nil {
		return Case{}, fmt.Errorf("read case: %w", err)
	}
	return c, nil
}

// CaseQuery asks for a page of a list.
type CaseQuery struct {
	State CaseState // empty: any
	After uuid.UUID // the last one of the page before; uuid.Nil: from the newest
	Limit int
}

// Cases lists those of who's own batches or, to who may read all, everyone's;
// newest first.
func Cases(ctx context.Context, db pg.DB, who account.Principal, q CaseQuery) ([]Case, error) {
	if q.State != "" && !slices.Contains(CaseStates, q.State) {
		return nil, input.Error{Field: "state", Problem: "case.state.unknown"}
	}
	rows, _ := db.Query(ctx, selectCase+`
		where (b.org_id = $1 or $2)
			and (c.state = $3 or $3 = '')
			and (c.id < $4 or $4 = $5)
		order by c.id desc
		limit $6`, who.OrgID, readsAll(who), q.State, q.After, uuid.Nil, q.Limit)
	cases, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Case])
	if err != nil {
		return nil, fmt.Errorf("list cases: %w", err)
	}
	return cases, nil
}

// CountCases counts by state, for who may read all.
func CountCases(ctx context.Context, db pg.DB, who account.Principal) (map[CaseState]int, error) {
	if err := who.Check(account.ReadReports, uuid.Nil); err != nil {
		return nil, err
	}
	counts := map[CaseState]int{}
	rows, _ := db.Query(ctx, `
		select state, count(*)
		from clone_case
		group by state`)
	var state CaseState
	var n int
	_, err := pgx.ForEachRow(rows, []any{&state, &n}, func() error {
		counts[state] = n
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("count cases: %w", err)
	}
	return counts, nil
}

// readsAll tells whether who sees the cases of every organisation.
func readsAll(who account.Principal) bool { return who.May(account.ReadReports, uuid.Nil) }
