package labels

import "fmt"

// tspl is a file for printers that speak TSPL2: a row of labels is a picture
// and nothing else, so no text of a label can be taken for a command.
type tspl struct{ roll }

// NewTSPL makes the labels of a template for printers of its resolution that
// speak TSPL2. The error is NeedsRoll for a stock of sheets.
func NewTSPL(t *Template) (Document, error) {
	r, err := newRoll(t)
	if err != nil {
		return nil, err
	}
	return tspl{r}, nil
}

func (d tspl) Head() []byte { return tsplHead(d.Stock) }

// tsplHead sets what a printer may have kept from another file.
func tsplHead(s Stock) []byte {
	return fmt.Appendf(nil, "SIZE %.2f mm,%.2f mm\r\nGAP %.2f mm,0 mm\r\nDIRECTION 1\r\nREFERENCE 0,0\r\n",
		s.Page.W, s.Page.H, s.Gap)
}

func (d tspl) Part(_ int, codes []Code) (Part, error) { return d.part(codes, appendPage) }

// appendPage writes a row of labels. A bit of BITMAP is 0 for black.
func appendPage(dst []byte, b bitmap) []byte {
	dst = fmt.Appendf(dst, "CLS\r\nBITMAP 0,0,%d,%d,0,", b.stride, b.size.Y)
	start := len(dst)
	dst = append(dst, b.bits...)
	for i := range dst[start:] {
		dst[start+i] ^= 0xFF
	}
	return append(dst, "\r\nPRINT 1,1\r\n"...)
}
