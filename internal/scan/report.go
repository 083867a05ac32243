package scan

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

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

// Report is what a shopper tells us, without saying who they are. Batch and
// Unit are nil for a code that is not one of ours.
type Report struct {
	ID       uuid.UUID
	Code     string // as printed, or as it was read
	Batch    *int32
	Unit     *int32 // nil for the batch's own code
	Kind     ReportKind
	Note     string
	At       time.Time
	ClosedAt *time.Time
}

// FileReport stores a report. The error is input.Errors when the shopper can
// mend it.
func FileReport(ctx context.Context, db pg.DB, r Report) error {
	var bad input.Errors
	r.Code = bad.Line("code", r.Code, 0, 500)
	r.Note = bad.Text("note", r.Note, 0, 1000)
	switch r.Kind {
	case ReportCopied, ReportMismatch, ReportDamaged, ReportExpired, ReportOther:
	default:
		bad.Add("kind", "report.kind.missing")
	}
	if r.Code == "" && r.Note == "" {
		bad.Add("note", "report.empty")
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	_, err := db.Exec(ctx, `
		insert into report (id, code, batch_number, unit, kind, note)
		values ($1, $2, $3, $4, $5, $6)`,
		uuid.Must(uuid.NewV7()), r.Code, r.Batch, r.Unit, r.Kind, r.Note)
	if err != nil {
		return fmt.Errorf("file report: %w", err)
	}
	return nil
}

// Reports lists them newest first. after is the last id of the page before,
// uuid.Nil for the first page. Whoever asks must be allowed to read them.
func Reports(ctx context.Context, db pg.DB, after uuid.UUID, limit int) ([]Report, error) {
	rows, err := db.Query(ctx, `
		select id,
		       code,
		       batch_number,
		       unit,
		       kind,
		       note,
		       created_at,
		       closed_at
		from report
		where id < $1 or $1 = $2
		order by id desc
		limit $3`,
		after, uuid.Nil, limit)
	if err != nil {
		return nil, fmt.Errorf("list reports: %w", err)
	}
	reports, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Report])
	if err != nil {
		return nil, fmt.Errorf("list reports: %w", err)
	}
	return reports, nil
}
