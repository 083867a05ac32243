// Package inspection is what a person decides of stamps that may have been
// copied.
//
//   - A decision, what it does to stamps and shoppers' pages, and its line in
//     the audit commit together.
//   - Of two that decide at once, one does; the other is told so.
//   - Whatever was decided stays on record with the facts that it was decided
//     on.
package inspection

import (
	"context"
	"errors"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/input"
	"temgoc/internal/pg"
	"temgoc/internal/scan"
	"temgoc/internal/stamp"
)

// Deed is what a decision does.
type Deed string

const (
	Dismiss Deed = "dismiss" // all is well so far
	Watch   Deed = "watch"   // keeps its warning and its place in the list
	Void    Deed = "void"    // cancels the stamp
	Alert   Deed = "alert"   // warns all shoppers of the batch
	Lift    Deed = "lift"    // ends that warning; what became of the case is open again
)

// Decision is asked for.
type Decision struct {
	Deed    Deed   `json:"decision"`
	Note    string `json:"note"`     // why; for officers
	Alert   string `json:"alert"`    // what shoppers read, of an alert
	AlertEN string `json:"alert_en"` // may be empty
}

// ErrDecided: somebody has decided on the case already.
var ErrDecided = errors.New("case is decided")

// step is from the states in which a deed is possible to that which it leads to.
type step struct {
	from []scan.CaseState
	to   scan.CaseState
}

var (
	pending = []scan.CaseState{scan.CaseOpen, scan.CaseWatched}
	steps   = map[Deed]step{
		Dismiss: {pending, scan.CaseDismissed},
		Watch:   {[]scan.CaseState{scan.CaseOpen}, scan.CaseWatched},
		Void:    {pending, scan.CaseVoided},
		Alert:   {pending, scan.CaseAlerted},
		Lift:    {[]scan.CaseState{scan.CaseAlerted}, scan.CaseWatched},
	}
)

// Possible are the deeds that a case is open to.
func Possible(c scan.Case) (deeds []Deed) {
	for _, d := range []Deed{Dismiss, Watch, Void, Alert, Lift} {
		if slices.Contains(steps[d].from, c.State) && (d != Void || c.Unit != nil) {
			deeds = append(deeds, d)
		}
	}
	return deeds
}

// Decide does what d says of a case.
func Decide(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID, d Decision) error {
	return pg.InTx(ctx, db, func(tx pgx.Tx) error {
		c, err := scan.LockCase(ctx, tx, who, id)
		if err != nil {
			return err
		}
		if err := d.check(c); err != nil {
			return err
		}
		if !slices.Contains(steps[d.Deed].from, c.State) {
			return ErrDecided
		}
		if err := d.do(ctx, tx, who, c); err != nil {
			return err
		}
		if err := c.Settle(ctx, tx, who, steps[d.Deed].to, d.Note); err != nil {
			return err
		}
		return account.Record(ctx, tx, who, account.DecideCases, "case:"+id.String(), map[string]string{
			"decision": string(d.Deed),
			"note":     d.Note,
			"alert":    d.Alert,
		})
	})
}

// check finds what is wrong with a decision on c, and cleans its texts.
func (d *Decision) check(c scan.Case) error {
	var bad input.Errors
	d.Note = bad.Text("note", d.Note, 1, 1000)
	d.Alert = bad.Line("alert", d.Alert, 0, 300)
	d.AlertEN = bad.Line("alert_en", d.AlertEN, 0, 300)
	_, known := steps[d.Deed]
	switch {
	case !known:
		bad.Add("decision", "case.decision.missing")
	case d.Deed == Void && c.Unit == nil:
		bad.Add("decision", "case.decision.void_batch")
	case d.Deed == Alert && d.Alert == "":
		bad.Add("alert", "text.missing")
	}
	return bad.OrNil()
}

func (d Decision) do(ctx context.Context, tx pgx.Tx, who account.Principal, c scan.Case) error {
	switch d.Deed {
	case Dismiss:
		return c.Clear(ctx, tx)
	case Void:
		return voidUnit(ctx, tx, who, c)
	case Alert:
		if err := c.Raise(ctx, tx, who, scan.Alert{VI: d.Alert, EN: d.AlertEN}); err != nil {
			return err
		}
		return catalog.Touch(ctx, tx, c.Batch)
	case Lift:
		if err := c.Lift(ctx, tx, who); err != nil {
			return err
		}
		return catalog.Touch(ctx, tx, c.Batch)
	}
	return nil
}

// voidUnit is content with a stamp that its producer has voided meanwhile.
func voidUnit(ctx context.Context, tx pgx.Tx, who account.Principal, c scan.Case) error {
	goods, err := catalog.GoodsOf(ctx, tx, []int32{c.Batch})
	if err != nil {
		return err
	}
	err = stamp.VoidCopied(ctx, tx, who, goods[0].Batch.ID, int(*c.Unit))
	if held, ok := errors.AsType[stamp.Conflict](err); ok && held.State == stamp.Voided {
		return nil
	}
	return err
}
