package labels

import (
	"io"

	"temgoc/labels/pdf"
)

// WritePDF draws the sheet, or a roll's labels a page a row, on the dots of the
// printer. A file for any printer can change no darkness, so some symbols are
// drawn as if it were changed.
func (c Calibration) WritePDF(w io.Writer) error {
	proofs, err := c.proofs(AsSet)
	if err != nil {
		return err
	}
	pages := make([]*pdf.Canvas, len(proofs))
	for i, p := range proofs {
		pages[i] = c.canvas(p)
	}
	return pdf.Write(w, pdf.Document{Title: c.Legend.Title, Lang: c.Legend.Lang}, pages...)
}

func (c Calibration) canvas(p proof) *pdf.Canvas {
	page := pdf.NewCanvas(c.mm(p.size.X), c.mm(p.size.Y), c.DPI)
	for _, bar := range p.bars {
		page.Rect(c.mm(bar.Min.X), c.mm(bar.Min.Y), c.mm(bar.Dx()), c.mm(bar.Dy()))
	}
	for _, t := range p.trials {
		x, y := c.mm(t.at.X), c.mm(t.at.Y)
		if t.edge() == 0 {
			page.Symbol(x, y, t.Dots, t.symbol.Runs())
			continue
		}
		page.Symbol(x, y, 1, t.runs()) // as one path, which has no seams
	}
	for _, text := range p.texts {
		face := pdf.Regular
		if text.Bold {
			face = pdf.Bold
		}
		page.Text(text.X, text.Y, text.Size, face, text.Words)
	}
	return page
}
