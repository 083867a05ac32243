package stamp

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/pg"
)

// Ledger accounts for every stamp of a batch:
// Issued = Waiting + Active + Voided, always.
type Ledger struct {
	Packs   int `json:"packs"`
	Issued  int `json:"issued"`
	Waiting int `json:"waiting"`
	Active  int `json:"active"`
	Voided  int `json:"voided"`
	Left    int `json:"left"` // stamps that can still be issued

	// Ranges cover all that is issued in order, without a gap; a page of them.
	Ranges []StateRange `json:"ranges"`
	Next   int          `json:"next,omitempty"` // first unit of the next page; 0: there is none
}

// ledgerPage bounds the ranges of one answer.
const ledgerPage = 500

// LedgerOf has the sums of the whole batch, and its ranges from the one that
// holds the unit from. A ledger whose sums disagree is an error, not an answer.
func LedgerOf(ctx context.Context, db pg.DB, who account.Principal, batchID uuid.UUID, from int) (Ledger, error) {
	batch, err := catalog.BatchByID(ctx, db, who, batchID)
	if err != nil {
		return Ledger{}, err
	}
	t := tally{from: from, Ledger: Ledger{Ranges: []StateRange{}}}
	if err := t.read(ctx, db, batch.Number); err != nil {
		return Ledger{}, fmt.Errorf("ledger of batch %d: %w", batch.Number, err)
	}
	return t.Ledger, nil
}

// tally adds up a ledger range by range, so that memory does not grow with
// their number.
type tally struct {
	Ledger
	from  int // first unit that is wanted in Ranges
	ahead int // first unit that is not accounted for yet
}

// read is one statement: two would see two states of a busy batch. A batch
// without rows of state gives one empty range.
func (t *tally) read(ctx context.Context, db pg.DB, batch int32) error {
	rows, _ := db.Query(ctx, `
		select
			b.quantity,
			b.next_unit,
			(select coalesce(sum(quantity), 0) from stamp_run where batch_number = b.number),
			coalesce(s.first_unit, 0),
			coalesce(s.last_unit, -1),
			coalesce(s.state, 'waiting'),
			coalesce(s.reason, ''),
			coalesce(s.since, b.created_at)
		from batch b
		left join stamp_range_state s on s.batch_number = b.number
		where b.number = $1
		order by s.first_unit`, batch)
	var inRuns int
	var s StateRange
	_, err := pgx.ForEachRow(rows, []any{&t.Packs, &t.Issued, &inRuns, &s.First, &s.Last, &s.State, &s.Reason, &s.Since},
		func() error { return t.add(s) })
	if err != nil {
		return err
	}
	return t.close(inRuns)
}

// add counts a range, and what is waiting before it.
func (t *tally) add(s StateRange) error {
	if s.First < t.ahead || s.Last >= t.Issued {
		return fmt.Errorf("range %d to %d is not between %d and %d", s.First, s.Last, t.ahead, t.Issued-1)
	}
	t.wait(s.First - 1)
	t.count(s)
	return nil
}

// close counts what is waiting at the end, and compares the sums.
func (t *tally) close(inRuns int) error {
	t.wait(t.Issued - 1)
	t.Left = left(t.Packs, t.Issued, t.Voided)
	if sum := t.Waiting + t.Active + t.Voided; sum != t.Issued || inRuns != t.Issued {
		return fmt.Errorf("sums disagree: %d issued, %d in runs, %d in states", t.Issued, inRuns, sum)
	}
	return nil
}

func (t *tally) wait(last int) {
	t.count(StateRange{Range: Range{t.ahead, last}, State: Waiting})
}

func (t *tally) count(s StateRange) {
	if s.Len() == 0 {
		return
	}
	switch s.State {
	case Waiting:
		t.Waiting += s.Len()
	case Active:
		t.Active += s.Len()
	case Voided:
		t.Voided += s.Len()
	}
	t.ahead = s.Last + 1
	t.show(s)
}

// show puts the range on the page, or marks that the next one begins with it.
func (t *tally) show(s StateRange) {
	switch {
	case s.Last < t.from || t.Next > 0:
	case len(t.Ranges) == ledgerPage:
		t.Next = s.First
	default:
		t.Ranges = append(t.Ranges, s)
	}
}
