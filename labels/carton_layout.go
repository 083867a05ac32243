package labels

import (
	"cmp"
	"fmt"
	"image"
	"math"

	"temgoc/labels/qr"
)

// Measures of a carton's label, in mm. The two rows of bars that a lot of usual
// length needs fill it below its heading; the QR symbol is as wide as the row
// of GTIN and expiry leaves.
const (
	cartonWidth, cartonHeight = 148, 105 // A6 across
	cartonEdge                = 1.0      // blank, around the quiet zones
	cartonPadding             = 4.0      // around texts
	cartonSymbol              = 45.0     // side of the QR symbol with its quiet zone
)

// cartonLayout is a carton's label, everything in its place.
type cartonLayout struct {
	dpi   int
	marks []mark
	texts []Text

	// What is still free for texts.
	heading Box // to the left of the QR symbol
	side    Box // under it
}

// mark is a pattern in its place. All measures are whole dots of the printer.
type mark struct {
	pattern
	at     image.Point // corner of its first module
	module image.Point // size of a module
}

// place is that of a run of modules.
func (m mark) place(r qr.Run) image.Rectangle {
	modules := image.Rect(r.X, r.Y, r.X+r.N, r.Y+1)
	return image.Rect(modules.Min.X*m.module.X, modules.Min.Y*m.module.Y,
		modules.Max.X*m.module.X, modules.Max.Y*m.module.Y).Add(m.at)
}

func (c Carton) layout() (*cartonLayout, error) {
	elements, err := c.elements()
	if err != nil {
		return nil, err
	}
	l := &cartonLayout{dpi: cmp.Or(c.DPI, 300)}
	if l.dpi < 200 || l.dpi > 1200 {
		return nil, fmt.Errorf("resolution of %d dpi: want 200 to 1200", l.dpi)
	}
	if err := l.placeSymbol(c.URL); err != nil {
		return nil, err
	}
	if err := l.placeCarrier(c.Carrier, elements); err != nil {
		return nil, err
	}
	return l, l.placeTexts(c.Design)
}

func (l *cartonLayout) dots(mm float64) int {
	return int(math.Round(mm / mmPerInch * float64(l.dpi)))
}

func (l *cartonLayout) mm(dots int) float64 {
	return float64(dots) * mmPerInch / float64(l.dpi)
}

// placeSymbol puts the QR symbol into the upper right corner.
func (l *cartonLayout) placeSymbol(url string) error {
	s, err := qr.Encode(url, qr.Options{Level: qr.AtLeastM})
	if err != nil {
		return err
	}
	full := s.Size() + 2*QuietZone
	dots := l.dots(cartonSymbol) / full
	if dots < DotsPerModule(l.dpi) {
		return TooSmall{"carton-a6", full, cartonSymbol, l.dpi}
	}
	corner := image.Pt(l.dots(cartonWidth-cartonEdge)-full*dots, l.dots(cartonEdge))
	quiet := image.Pt(QuietZone*dots, QuietZone*dots)
	l.marks = append(l.marks, mark{patternOf(s), corner.Add(quiet), image.Pt(dots, dots)})

	left, below := cartonWidth-cartonEdge-cartonSymbol, l.mm(corner.Y+full*dots)
	l.heading = Box{cartonPadding, cartonPadding, Size{left - 2*cartonPadding, cartonHeight - 2*cartonPadding}}
	l.side = Box{left + cartonPadding, below, Size{cartonSymbol - 1.5*cartonPadding, cartonHeight - cartonPadding - below}}
	return nil
}

// keepFree lets texts end well above a part of the label.
func (l *cartonLayout) keepFree(b Box) {
	for _, texts := range []*Box{&l.heading, &l.side} {
		if texts.touches(b) {
			texts.H = b.Y - texts.Y - cartonPadding/2
		}
	}
}
