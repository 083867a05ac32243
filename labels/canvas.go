package labels

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansbold"
)

const (
	mmPerPoint = mmPerInch / 72
	fontFamily = "DejaVu" // has every Vietnamese letter, and the star
)

// canvas is a PDF document in the making, black only, measured in mm from the
// top left corner of its current page.
type canvas struct {
	pdf    *fpdf.Fpdf
	height float64 // of a page
}

// newCanvas begins a document whose pages have the given size and no margins.
func newCanvas(width, height float64, title string) *canvas {
	pdf := fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: width, Ht: height}})
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.AddUTF8FontFromBytes(fontFamily, "", dejavusans.TTF)
	pdf.AddUTF8FontFromBytes(fontFamily, "B", dejavusansbold.TTF)
	pdf.SetTitle(clean(title), true)
	// fpdf would write the time of day and list its fonts in random order.
	pdf.SetCreationDate(time.Unix(0, 0).UTC())
	pdf.SetModificationDate(time.Unix(0, 0).UTC())
	pdf.SetCatalogSort(true)
	return &canvas{pdf, height}
}

func (c *canvas) addPage() { c.pdf.AddPage() }

// font chooses what later text is measured and drawn in; the size is in points.
func (c *canvas) font(bold bool, size float64) {
	style := ""
	if bold {
		style = "B"
	}
	c.pdf.SetFont(fontFamily, style, size)
}

// width is that of s in mm, in the current font.
func (c *canvas) width(s string) float64 { return c.pdf.GetStringWidth(s) }

// text draws s, which must be clean, from x along the baseline y.
func (c *canvas) text(x, y float64, s string) { c.pdf.Text(x, y, s) }

// symbol draws s with its quiet zone from the corner x, y. The rectangles are
// one path, filled at once, so that no seam shows between them. They are whole
// numbers of modules under a matrix: a sheet holds thousands.
func (c *canvas) symbol(x, y, module float64, s Symbol) {
	b := fmt.Appendf(nil, "q %.5f 0 0 %.5f %.3f %.3f cm\n",
		module/mmPerPoint, -module/mmPerPoint, x/mmPerPoint, (c.height-y)/mmPerPoint)
	for r := range s.runs() {
		b = strconv.AppendInt(b, int64(r.x), 10)
		b = strconv.AppendInt(append(b, ' '), int64(r.y), 10)
		b = strconv.AppendInt(append(b, ' '), int64(r.n), 10)
		b = append(b, " 1 re\n"...)
	}
	c.pdf.RawWriteStr(string(append(b, "f Q"...)))
}

// writeTo ends the document.
func (c *canvas) writeTo(w io.Writer) error {
	if err := c.pdf.Output(w); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	return nil
}
