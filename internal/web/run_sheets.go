package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"

	"temgoc/internal/stamp"
	"temgoc/labels"
)

// sheetPart is what one PDF holds of a run. A part is a hundred sheets: it is
// made in a few seconds, and a printer's paper tray holds it.
type sheetPart struct {
	Number int // from 1
	Sheets int // of all parts
	stamp.Range
}

const (
	sheetsPerPart = 100
	labelsPerPart = sheetsPerPart * labels.LabelsPerSheet // 2,400
)

// parts is how many PDFs the run takes.
func (r runLabels) parts() int { return ceilDiv(r.Quantity, labelsPerPart) }

// part is false for a number that the run does not have.
func (r runLabels) part(number int) (sheetPart, bool) {
	if number < 1 || number > r.parts() {
		return sheetPart{}, false
	}
	first := r.FirstUnit + (number-1)*labelsPerPart
	return sheetPart{
		Number: number,
		Sheets: ceilDiv(r.Quantity, labels.LabelsPerSheet),
		Range:  stamp.Range{First: first, Last: min(first+labelsPerPart-1, r.LastUnit())},
	}, true
}

// printing bounds how many PDFs are made at once: each keeps the processors
// busy for seconds and takes up to 30 MB.
var printing = make(chan struct{}, 2)

// writeSheets draws a part, and sends it when nobody waits to draw any more: a
// slow reader holds up no other. It goes out in pieces, each with its own time.
func (r runLabels) writeSheets(ctx context.Context, w io.Writer, p sheetPart) error {
	var pdf bytes.Buffer // up to 3 MB for compact codes, 6 for sealed ones
	if err := r.drawSheets(ctx, &pdf, p); err != nil {
		return err
	}
	for pdf.Len() > 0 {
		if _, err := w.Write(pdf.Next(pieceSize)); err != nil {
			return err
		}
	}
	return nil
}

// drawSheets takes its turn. Every sheet tells in its lower margin which it is
// of the whole run and which numbers it bears, for a producer activates stamps
// by their numbers.
func (r runLabels) drawSheets(ctx context.Context, w io.Writer, p sheetPart) error {
	select {
	case printing <- struct{}{}:
		defer func() { <-printing }()
	case <-ctx.Done():
		return fmt.Errorf("wait to make sheets: %w", ctx.Err())
	}
	list, err := r.labels(p.Range)
	if err != nil {
		return err
	}
	return labels.WriteSheet(ctx, w, labels.Sheet{
		Title:  r.lang.T("label.document", "Product", r.Product.NameVI, "Lot", r.Batch.Lot),
		Footer: func(page int) string { return r.footer(p, page) },
	}, slices.Values(list))
}

func (r runLabels) labels(units stamp.Range) ([]labels.Label, error) {
	codes, err := r.Codes(r.keys, r.base, &units)
	if err != nil {
		return nil, err
	}
	list := make([]labels.Label, 0, units.Len())
	for code, err := range codes {
		if err != nil {
			return nil, err
		}
		list = append(list, r.label(code))
	}
	return list, nil
}

func (r runLabels) footer(p sheetPart, page int) string {
	first := p.First + (page-1)*labels.LabelsPerSheet
	return r.lang.T("label.sheet",
		"Sheet", (p.Number-1)*sheetsPerPart+page,
		"Sheets", p.Sheets,
		"First", first,
		"Last", min(first+labels.LabelsPerSheet-1, p.Last),
		"Lot", r.Batch.Lot)
}

func ceilDiv(a, b int) int { return (a + b - 1) / b }
