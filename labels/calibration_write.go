package labels

import (
	"fmt"
	"image"
	"io"
	"iter"
	"slices"

	"temgoc/labels/qr"
)

// shapes are the symbol's dark parts in dots, from its own corner. Symbols that
// are grown or lost some keep their places: their edges move by a dot.
func (t trial) shapes() iter.Seq[image.Rectangle] {
	return func(yield func(image.Rectangle) bool) {
		for run := range t.symbol.Runs() {
			for x := run.X; x < run.X+run.N; x++ {
				if !yield(t.module(x, run.Y)) {
					return
				}
			}
		}
	}
}

// edge is how far a dark module's edges to light ones are moved outwards.
func (t trial) edge() int {
	switch t.Darkness {
	case Grown:
		return 1
	case Lost:
		return -1
	}
	return 0
}

// module is a dark one.
func (t trial) module(x, y int) image.Rectangle {
	r, by := image.Rect(x, y, x+1, y+1), t.edge()
	r.Min, r.Max = r.Min.Mul(t.Dots), r.Max.Mul(t.Dots)
	if !t.symbol.Dark(x-1, y) {
		r.Min.X -= by
	}
	if !t.symbol.Dark(x+1, y) {
		r.Max.X += by
	}
	if !t.symbol.Dark(x, y-1) {
		r.Min.Y -= by
	}
	if !t.symbol.Dark(x, y+1) {
		r.Max.Y += by
	}
	return r
}

// runs are the shapes as rows of dots.
func (t trial) runs() iter.Seq[qr.Run] {
	return func(yield func(qr.Run) bool) {
		for r := range t.shapes() {
			for y := r.Min.Y; y < r.Max.Y; y++ {
				if !yield(qr.Run{X: r.Min.X, Y: y, N: r.Dx()}) {
					return
				}
			}
		}
	}
}

// draw makes a page a picture of one bit a dot.
func (p proof) draw(dpi int) bitmap {
	b, pen := newBitmap(p.size), newPen(dpi)
	for _, bar := range p.bars {
		b.fill(bar)
	}
	for _, t := range p.trials {
		for r := range t.shapes() {
			b.fill(r.Add(t.at))
		}
	}
	for _, text := range p.texts {
		pen.write(b, image.Point{}, text)
	}
	return b
}

// WritePNG draws the sheet in dots of the printer. Where it takes more than one
// page, or row of a roll, they stand one below the other.
func (c Calibration) WritePNG(w io.Writer) error {
	pages, err := c.proofs(AsSet)
	if err != nil {
		return err
	}
	size := pages[0].size
	all := newBitmap(image.Pt(size.X, size.Y*len(pages)))
	for i, page := range pages {
		all.add(page.draw(c.DPI), image.Pt(0, size.Y*i))
	}
	return all.writePNG(w, c.DPI)
}

// WriteZPL writes the labels for a printer that speaks ZPL II. ^MD stands in
// each format, where it holds for that label and not for one still waiting.
func (c Calibration) WriteZPL(w io.Writer) error {
	return c.writeRoll(w, zplDarkness(usual), func(file []byte, d Darkness, b bitmap) []byte {
		start := len(file) + len("^XA")
		_, value := d.Setting()
		return slices.Insert(appendFormat(file, b), start, fmt.Appendf(nil, "^MD%d", value)...)
	})
}

// WriteTSPL writes the labels for a printer that speaks TSPL2.
func (c Calibration) WriteTSPL(w io.Writer) error {
	return c.writeRoll(w, tsplDarkness(usual), func(file []byte, d Darkness, b bitmap) []byte {
		if len(file) == 0 {
			file = tspl{roll{Template: &Template{Stock: c.Stock}}}.Head()
		}
		command, value := d.Setting()
		return appendPage(fmt.Appendf(file, "%s %d\r\n", command, value), b)
	})
}

func (c Calibration) writeRoll(w io.Writer, d Darkness, add func([]byte, Darkness, bitmap) []byte) error {
	if c.Stock.Media != OnRoll {
		return NeedsRoll{c.Stock.Name}
	}
	rows, err := c.proofs(d)
	if err != nil {
		return err
	}
	var file []byte
	for _, row := range rows {
		file = add(file, row.darkness, row.draw(c.DPI))
	}
	if _, err := w.Write(file); err != nil {
		return fmt.Errorf("write calibration labels: %w", err)
	}
	return nil
}
