package web

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/origincode"
	"temgoc/internal/pg"
	"temgoc/internal/stamp"
	"temgoc/labels"
)

// runLabels is all that the labels of a run are made from. What is printed is
// Vietnamese, whatever language the producer reads.
type runLabels struct {
	stamp.Run
	Batch   catalog.Batch
	Product catalog.Product

	StarsLapsed bool // the run was issued with stars that may no longer be printed

	lang *Lang
	keys *origincode.Ring
	base string // of printed codes: scheme and host
}

// runLabels reads a run whose stamps who may print.
func (s *Server) runLabels(ctx context.Context, who account.Principal, id uuid.UUID) (runLabels, error) {
	r := runLabels{lang: s.languages.byTag["vi"], keys: s.Keys, base: s.codeBase()}
	var err error
	if r.Run, err = stamp.RunByID(ctx, s.Pool, who, id); err != nil {
		return r, err
	}
	if err := who.Check(account.PrintStamps, r.OrgID); err != nil {
		return r, err
	}
	if r.Batch, err = catalog.BatchByID(ctx, s.Pool, who, r.BatchID); err != nil {
		return r, err
	}
	if err := r.dropLapsedStars(ctx, s.Pool, day.Of(s.Now())); err != nil {
		return r, err
	}
	r.Product, err = catalog.ProductByID(ctx, s.Pool, who, r.Batch.ProductID)
	return r, err
}

// dropLapsedStars keeps stars off the labels once the certificate that they
// were issued under is not in force: no new stamp may bear them then.
func (r *runLabels) dropLapsedStars(ctx context.Context, db pg.DB, today day.Day) error {
	if r.CertificateID == nil {
		return nil
	}
	certificates, err := catalog.Certificates(ctx, db, r.Batch.ProductID)
	if err != nil {
		return err
	}
	for _, c := range certificates {
		if c.ID == *r.CertificateID && c.State(today).InForce() {
			return nil
		}
	}
	r.Stars, r.StarsLapsed = 0, true
	return nil
}

func (s *Server) codeBase() string { return s.PublicURL.Scheme + "://" + s.PublicURL.Host }

// label is what is printed on one stamp. A run without stars says nothing of
// OCOP: on a pack, silence is no claim.
func (r runLabels) label(code stamp.Code) labels.Label {
	l := labels.Label{
		Code:   string(code.URL),
		Title:  r.Product.NameVI,
		Lines:  batchLines(r.lang, r.Batch),
		Serial: string(code.Serial),
	}
	if r.Stars > 0 {
		l.Note = r.lang.T("label.ocop", "N", r.Stars)
	}
	return l
}

// batchLines are the lot and the dates as they are printed.
func batchLines(l *Lang, b catalog.Batch) []string {
	lines := []string{l.T("label.lot", "Lot", b.Lot), l.T("label.produced", "Date", l.Date(b.ProducedOn))}
	if !b.ExpiresOn.IsZero() {
		lines = append(lines, l.T("label.expires", "Date", l.Date(b.ExpiresOn)))
	}
	return lines
}

// one is the code of one unit of the run.
func (r runLabels) one(unit int) (stamp.Code, error) {
	codes, err := r.Codes(r.keys, r.base, &stamp.Range{First: unit, Last: unit})
	if err != nil {
		return stamp.Code{}, err
	}
	for code, err := range codes {
		return code, err
	}
	return stamp.Code{}, catalog.ErrNotFound
}

// symbol is the QR symbol of one unit, for SVG and PNG.
func (r runLabels) symbol(unit int) (labels.Symbol, error) {
	code, err := r.one(unit)
	if err != nil {
		return labels.Symbol{}, err
	}
	return labels.QR(string(code.URL), labels.AtLeastM)
}

// writeCSV streams the codes of units of the run, all if nil: a million take
// no memory.
func (r runLabels) writeCSV(ctx context.Context, w io.Writer, units *stamp.Range) error {
	codes, err := r.Codes(r.keys, r.base, units)
	if err != nil {
		return err
	}
	csv := labels.NewCSV(w)
	if err := csv.Row("number", "serial", "url"); err != nil {
		return err
	}
	var number []byte
	for code, err := range codes {
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("write codes: %w", err)
		}
		number = strconv.AppendInt(number[:0], int64(code.Unit), 10)
		if err := csv.ByteRow(number, code.Serial, code.URL); err != nil {
			return err
		}
	}
	return csv.Flush()
}
