package labels

import (
	"fmt"
	"image"
	"io"
	"slices"

	"temgoc/labels/pdf"
)

// Carton is a label for a carton or a document, A6 across: a QR symbol for
// whoever opens it and, for warehouses, the GS1 element string of its goods as
// a barcode and in writing.
type Carton struct {
	Design
	URL     string // what the QR symbol says
	GTIN    string // 14 digits
	Lot     string // at most 20 characters
	Expiry  string // YYMMDD; may be empty
	Carrier Carrier
	DPI     int // of the printer; 0 for 300
}

// WritePDF draws the label on a page of its own size.
func (c Carton) WritePDF(w io.Writer) error {
	l, err := c.layout()
	if err != nil {
		return err
	}
	canvas := pdf.NewCanvas(cartonWidth, cartonHeight, l.dpi)
	for _, m := range l.marks {
		l.draw(canvas, m)
	}
	drawTexts(canvas, l.texts)

	d, pages := pdf.Document{Title: clean(c.Title), Lang: "vi"}, pdf.NewPages(0)
	pages.Add(canvas)
	tail, err := d.Tail(slices.Values([][]byte{pages.Note()}))
	if err != nil {
		return fmt.Errorf("end PDF: %w", err)
	}
	if _, err := w.Write(slices.Concat(d.Head(), pages.Bytes(), tail)); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	return nil
}

// draw makes one shape of a symbol of squares, so that none shows seams.
func (l *cartonLayout) draw(canvas *pdf.Canvas, m mark) {
	if m.module.X == m.module.Y {
		canvas.Symbol(l.mm(m.at.X), l.mm(m.at.Y), m.module.X, slices.Values(m.runs))
		return
	}
	for _, bar := range m.runs {
		b := m.place(bar)
		canvas.Rect(l.mm(b.Min.X), l.mm(b.Min.Y), l.mm(b.Dx()), l.mm(b.Dy()))
	}
}

// WritePNG draws the label in the dots of its printer, as Template does.
func (c Carton) WritePNG(w io.Writer) error {
	l, err := c.layout()
	if err != nil {
		return err
	}
	return l.picture().writePNG(w, l.dpi)
}

func (l *cartonLayout) picture() bitmap {
	b := newBitmap(image.Pt(l.dots(cartonWidth), l.dots(cartonHeight)))
	for _, m := range l.marks {
		for _, r := range m.runs {
			b.fill(m.place(r))
		}
	}
	p := newPen(l.dpi)
	for _, t := range l.texts {
		p.write(b, image.Point{}, t)
	}
	return b
}

// WriteZPL draws the label for a printer that speaks ZPL II. It lies across the
// tape, a quarter turned, since most printers are 4 inches wide.
func (c Carton) WriteZPL(w io.Writer) error {
	l, err := c.layout()
	if err != nil {
		return err
	}
	if _, err := w.Write(appendFormat(nil, l.picture().turned())); err != nil {
		return fmt.Errorf("write ZPL: %w", err)
	}
	return nil
}

// turned is a picture with its left edge on top.
func (b bitmap) turned() bitmap {
	t := newBitmap(image.Pt(b.size.Y, b.size.X))
	for y := range b.size.Y {
		for x := range b.size.X {
			if b.row(y)[x/8]<<(x%8)&0x80 != 0 {
				right := t.size.X - 1 - y
				t.row(x)[right/8] |= 0x80 >> (right % 8)
			}
		}
	}
	return t
}
