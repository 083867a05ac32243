package scan

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"temgoc/internal/catalog"
	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// ReportKind is what a shopper says is wrong.
type ReportKind string

const (
	ReportCopied   ReportKind = "copied"   // the stamp seems to be a copy
	ReportMismatch ReportKind = "mismatch" // the pack is not what the page shows
	ReportDamaged  ReportKind = "damaged"  // the stamp is torn or was used before
	ReportExpired  ReportKind = "expired"  // expired goods, or stars, on sale
	ReportOther    ReportKind = "other"
)

// ReportKinds are all of them, in the order in which a form offers them.
var ReportKinds = []ReportKind{ReportCopied, ReportMismatch, ReportDamaged, ReportExpired, ReportOther}

// Report is what a shopper tells us, without saying who they are. Batch and
// Unit are nil for a code that is not one of ours.
type Report struct {
	ID       uuid.UUID
	Code     string // as printed, or as it was read
	Batch    *int32
	Unit     *int32 // nil for the batch's own code
	Kind     ReportKind
	Note     string
	Province string // its code; empty: not told
	Place    string // the shop or market; empty: not told
	At       time.Time
	ClosedAt *time.Time
	PhotoID  *uuid.UUID // of ReportPhoto; nil: none
}

// FileReport stores a report, and with it the picture that catalog.ReadPicture
// made of its photo, nil for none. The error is input.Errors when the shopper
// can mend it.
func FileReport(ctx context.Context, db pg.DB, r Report, jpeg []byte) error {
	if err := r.check(); err != nil {
		return err
	}
	_, err := db.Exec(ctx, `
		with filed as (
		    insert into report (id, code, batch_number, unit, kind, note, province, place)
		    values ($1, $2, $3, $4, $5, $6, $7, $8)
		)
		insert into report_photo (id, report_id, jpeg)
		select $9, $1, $10
		where $10::bytea is not null`,
		uuid.Must(uuid.NewV7()), r.Code, r.Batch, r.Unit, r.Kind, r.Note, r.Province, r.Place,
		uuid.New(), jpeg)
	if err != nil {
		return fmt.Errorf("file report: %w", err)
	}
	return nil
}

// check cleans what the shopper wrote.
func (r *Report) check() error {
	var bad input.Errors
	r.Code = bad.Line("code", r.Code, 0, 500)
	r.Note = bad.Text("note", r.Note, 0, 1000)
	r.Place = bad.Line("place", r.Place, 0, 120)
	if !slices.Contains(ReportKinds, r.Kind) {
		bad.Add("kind", "report.kind.missing")
	}
	if r.Code == "" && r.Note == "" {
		bad.Add("note", "report.empty")
	}
	if _, known := catalog.ProvinceName(r.Province); r.Province != "" && !known {
		bad.Add("province", "bought.unknown")
	}
	return bad.OrNil()
}
