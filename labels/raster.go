package labels

import (
	"fmt"
	"image"

	"temgoc/labels/qr"
)

// corner is the dot that a point lies on.
func (m Module) corner(p Point) image.Point {
	return round(p.X/mmPerInch*float64(m.DPI), p.Y/mmPerInch*float64(m.DPI))
}

// area is a rectangle in dots.
func (m Module) area(b Box) image.Rectangle {
	return image.Rectangle{m.corner(Point{b.X, b.Y}), m.corner(Point{b.right(), b.bottom()})}
}

// drawCommon draws what all labels have alike on the one whose corner is at a
// place of the picture.
func (t *Template) drawCommon(b bitmap, at image.Point) {
	p := newPen(t.Module.DPI)
	for _, text := range t.Common() {
		p.write(b, at, text)
	}
	if foil := t.Stock.Scratch; foil != nil {
		b.frame(t.Module.area(*foil).Add(at), max(1, t.Module.corner(Point{X: hairline}).X))
	}
}

// drawOwn draws what one label has of its own.
func (t *Template) drawOwn(b bitmap, at image.Point, c Code, p *pen) error {
	symbol, err := t.Symbol(c)
	if err != nil {
		return fmt.Errorf("label %d: %w", c.Number, err)
	}
	drawSymbol(b, at.Add(t.Module.corner(t.Corner())), symbol, t.Module.Dots)
	for _, text := range t.Own(c) {
		p.write(b, at, text)
	}
	return nil
}

// drawSymbol draws every module as a square of whole dots, from the corner of
// the quiet zone.
func drawSymbol(b bitmap, at image.Point, s qr.Symbol, dots int) {
	for run := range s.Runs() {
		x, y := QuietZone+run.X, QuietZone+run.Y
		b.fill(image.Rect(x*dots, y*dots, (x+run.N)*dots, (y+1)*dots).Add(at))
	}
}
