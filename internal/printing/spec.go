package printing

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"temgoc/internal/input"
	"temgoc/internal/stamp"
	"temgoc/labels"
)

// Spec is how codes are put out. It is stored with its job, so its fields keep
// their names.
type Spec struct {
	Format Format        `json:"format"`
	Kind   stamp.Kind    `json:"kind"`           // empty: the run's
	Stock  labels.Stock  `json:"stock,omitzero"` // zero for lists
	DPI    int           `json:"dpi,omitempty"`  // 0 for lists
	Design labels.Design `json:"design,omitzero"`
	Title  string        `json:"title,omitempty"`  // of the document
	Footer string        `json:"footer,omitempty"` // of a sheet, with {sheet} {sheets} {first} {last}; empty: none
	PINs   bool          `json:"pins,omitempty"`   // print or list them
}

// of is the spec for a run, with nothing left open and nothing that a list does
// not have.
func (s Spec) of(run stamp.Run) Spec {
	if s.Kind == "" {
		s.Kind = run.Kind
	}
	if s.Format.List() {
		s.Stock, s.DPI, s.Design, s.Footer = labels.Stock{}, 0, labels.Design{}, ""
	}
	return s
}

var (
	jobFormats  = []Format{PDF, ZPL, TSPL, CSV, XLSX}
	resolutions = []int{203, 300, 600} // dots per inch
)

// check is of what an order says; whether the symbol fits shows when a
// document is begun.
func (s Spec) check() error {
	var bad input.Errors
	if !slices.Contains(jobFormats, s.Format) {
		bad.Add("format", "format.unknown")
	}
	if s.Kind != stamp.Compact && s.Kind != stamp.Sealed {
		bad.Add("kind", "kind.unknown")
	}
	if !s.Format.List() && s.Stock.Name == "" {
		bad.Add("stock", "stock.missing")
	}
	if !s.Format.List() && !slices.Contains(resolutions, s.DPI) {
		bad.Add("dpi", "dpi.unknown")
	}
	return bad.OrNil()
}

// Document begins a file of total labels whose codes are as long as sample.
func (s Spec) Document(sample labels.Code, total int) (labels.Document, error) {
	switch s.Format {
	case CSV:
		return labels.CodesCSV(s.columns()...), nil
	case XLSX:
		return labels.CodesXLSX(s.columns()...), nil
	}
	t, err := labels.NewTemplate(s.Stock, s.Design, sample, s.DPI)
	if err != nil {
		return nil, fmt.Errorf("set labels on stock %s: %w", s.Stock.Name, err)
	}
	switch s.Format {
	case PDF:
		return labels.NewPDF(t, labels.PDFOptions{Title: s.Title, Footer: s.footer(total)}), nil
	case ZPL:
		return labels.NewZPL(t)
	case TSPL:
		return labels.NewTSPL(t)
	}
	return nil, fmt.Errorf("format %q is of one label", s.Format)
}

func (s Spec) columns() []labels.Column {
	columns := []labels.Column{labels.NumberColumn, labels.SerialColumn, labels.URLColumn}
	if s.PINs {
		columns = append(columns, labels.PINColumn)
	}
	return columns
}

// footer fills the pattern for each sheet of a document of total labels.
func (s Spec) footer(total int) func(sheet, first, last int) string {
	if s.Footer == "" {
		return nil
	}
	perSheet := max(1, s.Stock.PerPage())
	sheets := strconv.Itoa((total + perSheet - 1) / perSheet)
	return func(sheet, first, last int) string {
		return strings.NewReplacer(
			"{sheet}", strconv.Itoa(sheet),
			"{sheets}", sheets,
			"{first}", strconv.Itoa(first),
			"{last}", strconv.Itoa(last),
		).Replace(s.Footer)
	}
}

// hash identifies an order. It is stored, so its encoding must stay.
func (s Spec) hash(runID uuid.UUID, units stamp.Range) ([]byte, error) {
	spec, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("encode print spec: %w", err)
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "print v1\nrun %s\nunits %d-%d\nspec %s\n", runID, units.First, units.Last, spec))
	return sum[:], nil
}
