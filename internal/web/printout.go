package web

import (
	"context"
	"io"
	"net/http"

	"temgoc/internal/input"
	"temgoc/internal/printing"
	"temgoc/internal/stamp"
	"temgoc/labels"
)

// formats are all in which codes leave.
var formats = append([]printing.Format{printing.SVG, printing.PNG}, jobFormats...)

// jobFormats are of many labels.
var jobFormats = []printing.Format{printing.PDF, printing.ZPL, printing.TSPL, printing.CSV, printing.XLSX}

// printout is what is to leave of a run: checked, and known to fit its stock.
type printout struct {
	runLabels
	Units  stamp.Range
	Spec   printing.Spec
	Choice kindChoice
	Sample labels.Code      // of the first unit
	Label  *labels.Template // nil for lists
}

// printout checks what b asks for, and says all that is wrong with it at once.
func (s *Server) printout(r runLabels, b printBody) (p printout, err error) {
	p.runLabels = r
	var bad input.Errors
	p.Units, err = r.units(b.unitsBody)
	bad = append(bad, input.Of(err)...)
	p.Spec, err = s.spec(r, b)
	bad = append(bad, input.Of(err)...)
	if err := bad.OrNil(); err != nil {
		return p, err
	}
	if p.Choice, err = s.kindOf(r, b, p.Spec); err != nil {
		return p, err
	}
	if p.Spec.Kind = p.Choice.Kind; p.Spec.Format.List() { // a stock was for auto to go by
		p.Spec = printing.Spec{Format: p.Spec.Format, Kind: p.Spec.Kind, Title: p.Spec.Title, PINs: p.Spec.PINs}
	}
	return p, p.set()
}

// units is the asked-for units of the run, all of them if none are.
func (r runLabels) units(asked unitsBody) (stamp.Range, error) {
	units, err := asked.units()
	if err != nil {
		return stamp.Range{}, err
	}
	part, err := r.Part(units)
	return part, inUnits(err)
}

// kindOf is the kind of codes that b asks for, the run's own if it says none. A
// list without a stock has no size that auto could go by.
func (s *Server) kindOf(r runLabels, b printBody, spec printing.Spec) (kindChoice, error) {
	onStock := spec.Stock.Name != ""
	kind, why := b.Kind, kindAsked
	if b.Kind == "" || b.Kind == r.Kind || b.Kind == autoKind && !onStock {
		kind, why = r.Kind, kindIssued
	}
	if !onStock {
		return kindChoice{Kind: kind, Why: why}, nil
	}
	return s.chooseKind(kind, why, spec.Stock, spec.DPI)
}

// set makes the first label. The module that it settles on may be smaller than
// the one that the symbol alone would have, for the sake of the text.
func (p *printout) set() (err error) {
	if p.Sample, err = p.one(p.Units.First, p.Spec); err != nil || p.Spec.Format.List() {
		return err
	}
	p.Label, err = labels.NewTemplate(p.Spec.Stock, p.Spec.Design, p.Sample, p.Spec.DPI)
	if err != nil { // the symbol fits, as chooseKind saw
		return problem{Status: http.StatusUnprocessableEntity, Key: "error.text_too_long"}
	}
	p.Choice.Module = &p.Label.Module
	return nil
}

// write makes the file while it is sent, in bounded memory.
func (p printout) write(ctx context.Context, w io.Writer) error {
	switch p.Spec.Format {
	case printing.SVG:
		return p.Label.WriteSVG(w, p.Sample)
	case printing.PNG:
		return p.Label.WritePNG(w, p.Sample)
	}
	document, err := p.Spec.Document(p.Sample, p.Units.Len())
	if err != nil {
		return err
	}
	codes, err := printing.Codes(p.Run, p.keys, p.base, &p.Units, p.Spec)
	if err != nil {
		return err
	}
	return labels.Write(ctx, w, document, codes)
}
