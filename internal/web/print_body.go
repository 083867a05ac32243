package web

import (
	"cmp"
	"net/url"
	"slices"

	"temgoc/internal/input"
	"temgoc/internal/printing"
	"temgoc/internal/stamp"
	"temgoc/labels"
)

// printBody asks for a run's codes. What it leaves out is the whole run, as PDF
// on the first stock that its codes fit, at usualDPI, in the run's own kind, with
// all shown.
type printBody struct {
	unitsBody
	Format printing.Format `json:"format"`
	Stock  string          `json:"stock"` // its name
	DPI    int             `json:"dpi"`
	Kind   stamp.Kind      `json:"kind"` // autoKind too
	Show   []string        `json:"show"`
	Line   string          `json:"line"` // of the producer's own
	PINs   bool            `json:"pins"`
}

// What a label may show or leave out.
const (
	showMaker = "producer"
	showDates = "dates"
	showHost  = "host"
)

var allShown = []string{showMaker, showDates, showHost}

// showNothing is what a form's query says, so that one in which nothing is
// ticked is told from an address without a form's fields.
const showNothing = "none"

// Resolutions of label printers, in dots per inch.
var resolutions = []int{203, usualDPI, 600}

const usualDPI = 300

// maxLine is in characters: more would not fit the smallest labels.
const maxLine = 40

// printQuery reads what an address or a form asks for.
func printQuery(values url.Values) (b printBody, err error) {
	q := &apiQuery{values: values}
	b = printBody{
		unitsBody: unitsBody{q.optional("from"), q.optional("to")},
		Format:    printing.Format(values.Get("format")),
		Stock:     values.Get("stock"),
		DPI:       q.number("dpi", 0),
		Kind:      stamp.Kind(values.Get("kind")),
		Show:      values["show"],
		Line:      values.Get("line"),
		PINs:      values.Get("pins") != "",
	}
	return b, q.bad.OrNil()
}

// spec is what b asks for in the words of printing, but for the kind of codes.
func (s *Server) spec(r runLabels, b printBody) (printing.Spec, error) {
	var bad input.Errors
	spec := printing.Spec{
		Format: cmp.Or(b.Format, printing.PDF),
		Title:  r.lang.T("label.document", "Product", r.Product.NameVI, "Lot", r.Batch.Lot),
		PINs:   b.PINs,
	}
	if !slices.Contains(formats, spec.Format) {
		bad.Add("format", "format.unknown")
	}
	if !slices.Contains(kinds, b.Kind) && b.Kind != "" {
		bad.Add("kind", "kind.unknown")
	}
	line, show := printedText(b, &bad)
	if spec.Format.List() && b.Stock == "" {
		return spec, bad.OrNil()
	}
	spec.DPI = readDPI(b.DPI, &bad)
	if b.Stock == "" {
		spec.Stock = s.usualStock(spec.Format, cmp.Or(b.Kind, r.Kind), spec.DPI)
	} else {
		spec.Stock = s.stock(b.Stock, spec.Format, &bad)
	}
	spec.Design = r.design(show, line)
	if spec.Stock.Media == labels.OnSheet {
		spec.Footer = r.footer()
	}
	if b.PINs && spec.Stock.Scratch == nil && !spec.Format.List() {
		bad.Add("pins", "pins.no_field")
	}
	return spec, bad.OrNil()
}

// printedText is what a label says beside the run's own.
func printedText(b printBody, bad *input.Errors) (line string, show []string) {
	line = bad.Line("line", b.Line, 0, maxLine)
	if claimsStars(line) {
		bad.Add("line", "line.claims_stars")
	}
	if b.Show == nil {
		return line, allShown
	}
	for _, what := range b.Show {
		if !slices.Contains(allShown, what) && what != showNothing {
			bad.Add("show", "show.unknown")
			break
		}
	}
	return line, b.Show
}

func readDPI(asked int, bad *input.Errors) int {
	dpi := cmp.Or(asked, usualDPI)
	if !slices.Contains(resolutions, dpi) {
		bad.Add("dpi", "dpi.unknown")
	}
	return dpi
}

// footer tells which sheet of the whole this is and which numbers it bears, for
// a producer activates stamps by their numbers.
func (r runLabels) footer() string {
	return r.lang.T("label.sheet",
		"Sheet", "{sheet}",
		"Sheets", "{sheets}",
		"First", "{first}",
		"Last", "{last}",
		"Lot", r.Batch.Lot)
}
