package labels

import "io"

// A carton label fills one A6 page across (148 × 105 mm). Its symbol and its
// text are about twice the size of a stamp's: it is read on a pallet.
const cartonWidth, cartonHeight = 148.0, 105.0

var cartonDesign = design{
	dots: 11, edge: 3, padding: 6, // 0.931 mm
	title: 22, note: 16, line: 14, serial: 14,
}

// WriteCarton draws one label for a carton or a document.
func WriteCarton(w io.Writer, l Label) error {
	s, err := QR(l.Code, AtLeastM)
	if err != nil {
		return err
	}
	c := newCanvas(cartonWidth, cartonHeight, l.Title)
	c.addPage()
	if err := c.label(box{0, 0, cartonWidth, cartonHeight}, cartonDesign, l, s); err != nil {
		return err
	}
	return c.writeTo(w)
}
