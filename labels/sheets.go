package labels

import (
	"fmt"
	"iter"
	"slices"

	"temgoc/labels/pdf"
)

// PDFOptions are what a PDF says beside its labels.
type PDFOptions struct {
	Title string // in the document's properties
	// Footer is small print under the labels of a sheet, for the page counted
	// from 1 and the numbers of its first and last code; nil for none. It may be
	// called from many goroutines.
	Footer func(page, first, last int) string
}

// sheets is a PDF of pages of labels: sheets, or rows of a roll. What all
// labels say is there once; a label costs its symbol and what it says of its
// own.
type sheets struct {
	template *Template
	options  PDFOptions
	document pdf.Document
}

const hairline = 0.1 // mm: round where the foil is to be stuck

// NewPDF is a PDF of labels, on pages of the template's stock.
func NewPDF(t *Template, o PDFOptions) Document {
	shared := pdf.NewCanvas(t.Stock.Label.W, t.Stock.Label.H, t.Module.DPI)
	drawTexts(shared, t.Common())
	if foil := t.Stock.Scratch; foil != nil {
		shared.Frame(foil.X, foil.Y, foil.W, foil.H, hairline)
	}
	return sheets{t, o, pdf.Document{Title: clean(o.Title), Lang: "vi", Shared: shared}}
}

func (s sheets) Step() int { return s.template.Stock.PerPage() }

func (s sheets) Head() []byte { return s.document.Head() }

func (s sheets) Tail(notes iter.Seq[[]byte]) ([]byte, error) { return s.document.Tail(notes) }

func (s sheets) Part(at int, codes []Code) (Part, error) {
	if at%s.Step() != 0 {
		return Part{}, fmt.Errorf("a part begins in the middle of page %d", at/s.Step()+1)
	}
	page := at / s.Step()
	pages := pdf.NewPages(page)
	c := pdf.NewCanvas(s.template.Stock.Page.W, s.template.Stock.Page.H, s.template.Module.DPI)
	for onPage := range slices.Chunk(codes, s.Step()) {
		c.Clear()
		if err := s.page(c, onPage); err != nil {
			return Part{}, err
		}
		page++
		s.footer(c, page, onPage)
		pages.Add(c)
	}
	return Part{pages.Bytes(), pages.Note()}, nil
}

func (s sheets) page(c *pdf.Canvas, codes []Code) error {
	for i, code := range codes {
		symbol, err := s.template.Symbol(code)
		if err != nil {
			return fmt.Errorf("label %d: %w", code.Number, err)
		}
		place, corner := s.template.Stock.Place(i), s.template.Corner()
		quiet := QuietZone * s.template.Module.MM
		c.Within(place.X, place.Y, func() {
			c.Shared()
			c.Symbol(corner.X+quiet, corner.Y+quiet, s.template.Module.Dots, symbol.Runs())
			drawTexts(c, s.template.Own(code))
		})
	}
	return nil
}

func drawTexts(c *pdf.Canvas, texts []Text) {
	for _, t := range texts {
		face := pdf.Regular
		if t.Bold {
			face = pdf.Bold
		}
		c.Text(t.X, t.Y, t.Size, face, t.Words)
	}
}

const (
	footerPoints  = 7.5
	leastPoints   = 4    // smaller is not read
	footerLine    = 1.2  // of the size: a line from top to bottom
	footerAscent  = 0.93 // of the size: from its top to the baseline
	unprintedEdge = 4    // mm that printers leave white at the edges of a sheet
)

// footer is set in the middle of what is free under the labels, as large as the
// room allows; a sheet that is cut up to its lower edge has none.
func (s sheets) footer(c *pdf.Canvas, page int, codes []Code) {
	stock := s.template.Stock
	if stock.Media != OnSheet || s.options.Footer == nil {
		return
	}
	words := clean(s.options.Footer(page, codes[0].Number, codes[len(codes)-1].Number))
	lowest := stock.Place(stock.PerPage() - 1)
	top, left := lowest.Y+lowest.H, max(stock.First.X, unprintedEdge)
	height, width := stock.Page.H-unprintedEdge-top, stock.Page.W-2*left
	points := min(footerPoints, height/mmPerPoint/footerLine, width/measureText(false, 1, words))
	if points < leastPoints {
		return
	}
	em := points * mmPerPoint
	c.Text(left, top+(height-footerLine*em)/2+footerAscent*em, points, pdf.Regular, words)
}
