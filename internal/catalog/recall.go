package catalog

import (
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/input"
)

// Recall calls a batch, or some of its units, back from the market until it is
// lifted.
type Recall struct {
	ID          uuid.UUID  `json:"id"`
	BatchNumber int32      `json:"batch_number"`
	First       *int       `json:"first"` // unit; nil with Last: the whole batch
	Last        *int       `json:"last"`
	Reason      string     `json:"reason"`
	Instruction string     `json:"instruction"`
	Contact     string     `json:"contact"`
	Cause       *uuid.UUID `json:"cause"`    // the recall of a batch that went into this one
	Distance    int        `json:"distance"` // steps of making from the cause's batch; 0 without one
	Drill       bool       `json:"drill"`    // shoppers are not told
	DeclaredAt  time.Time  `json:"declared_at"`
	LiftedAt    *time.Time `json:"lifted_at"`
	LiftReason  string     `json:"lift_reason"`
}

// NewRecall is what shoppers are to read, and of which units; those of the
// whole batch if First and Last are nil.
type NewRecall struct {
	Reason      string `json:"reason"`
	Instruction string `json:"instruction"`
	Contact     string `json:"contact"`
	First       *int   `json:"first"`
	Last        *int   `json:"last"`
	Drill       bool   `json:"drill"`
}

// ErrRecalled: the same is recalled already.
var ErrRecalled = errors.New("the batch is recalled already")

// Whole tells whether all units of the batch are recalled, those that are
// issued later included.
func (r Recall) Whole() bool { return r.First == nil }

// Covers tells whether the recall is of a unit.
func (r Recall) Covers(unit int) bool {
	return r.Whole() || *r.First <= unit && unit <= *r.Last
}

// recallColumns are read by Recall.columns, in this order.
const recallColumns = `
	r.id,
	r.batch_number,
	r.first_unit,
	r.last_unit,
	r.reason,
	r.instruction,
	r.contact,
	r.cause,
	r.distance,
	r.drill,
	r.declared_at,
	r.lifted_at,
	r.lift_reason`

func (r *Recall) columns() []any {
	return []any{
		&r.ID,
		&r.BatchNumber,
		&r.First,
		&r.Last,
		&r.Reason,
		&r.Instruction,
		&r.Contact,
		&r.Cause,
		&r.Distance,
		&r.Drill,
		&r.DeclaredAt,
		&r.LiftedAt,
		&r.LiftReason,
	}
}

func scanRecall(row pgx.CollectableRow) (r Recall, err error) {
	err = row.Scan(r.columns()...)
	return r, err
}

// Check finds what is wrong with a recall of a batch that has so many stamps,
// and cleans its texts.
func (in *NewRecall) Check(stamps int) error {
	var bad input.Errors
	in.Reason = bad.Text("reason", in.Reason, 1, 500)
	in.Instruction = bad.Text("instruction", in.Instruction, 0, 500)
	in.Contact = bad.Line("contact", in.Contact, 0, 200)
	in.checkUnits(&bad, stamps)
	return bad.OrNil()
}

// checkUnits refuses one end alone: what it would leave open may be far more
// than was meant.
func (in *NewRecall) checkUnits(bad *input.Errors, stamps int) {
	switch {
	case in.First == nil && in.Last == nil:
		return
	case in.First == nil:
		bad.Add("first", "text.missing")
		return
	case in.Last == nil:
		bad.Add("last", "text.missing")
		return
	}
	if *in.Last < *in.First {
		bad.Add("last", "range.reversed")
	}
	if *in.First < 0 || *in.First >= stamps {
		bad.Add("first", "recall.outside")
	}
	if *in.Last < 0 || *in.Last >= stamps {
		bad.Add("last", "recall.outside")
	}
}
