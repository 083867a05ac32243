package labels

import (
	"fmt"
	"math"
)

// box is a rectangle on a page, in mm from its top left corner.
type box struct{ x, y, w, h float64 }

// dot is that of a 300 dpi printer, in mm. Modules are whole dots, else they
// come out of uneven widths; 6 dots are also 4 at 200 and 12 at 600 dpi.
const dot = mmPerInch / 300

// design is how one kind of label is set: the symbol on the left, the text
// beside it, both in the middle of the height.
type design struct {
	dots    int     // wanted width of a module
	edge    float64 // between the label's edge and the symbol's quiet zone, mm
	padding float64 // between the label's edge and its text, mm

	title, note, line, serial float64 // font sizes, points
}

const (
	lineHeight = 1.2  // of the font size
	ascent     = 0.93 // of the font size, from the top of a line to its baseline
	blockGap   = 0.45 // of the font size, above the first line of a block
	titleLines = 2
	// Text that is too much is set smaller, down to three quarters: 7.5 points
	// become 5.6, about the least that is read at arm's length.
	minScale, scaleStep = 0.75, 0.05
)

// row is a line of text in its place: y is the baseline, in mm from the top of
// the text.
type row struct {
	text string
	bold bool
	size float64
	y    float64
}

// label draws l into b. The quiet zone keeps symbol and text apart.
func (c *canvas) label(b box, d design, l Label, s Symbol) error {
	dots := min(d.dots, int((b.h-2*d.edge)/dot)/s.full())
	module := float64(dots) * dot
	if module < MinModule {
		return fmt.Errorf("code of %d bytes needs a symbol of %.1f mm, the label is %.1f mm high",
			len(l.Code), s.Side(MinModule), b.h)
	}
	// On multiples of the module, whole dots stay whole on the page.
	snap := func(mm float64) float64 { return math.Round(mm/module) * module }
	side := s.Side(module)
	c.symbol(snap(b.x+d.edge), snap(b.y+(b.h-side)/2), module, s)

	left := d.edge + side
	room := box{b.x + left, b.y + d.padding, b.w - left - d.padding, b.h - 2*d.padding}
	rows, height, err := c.fit(room, d, l)
	if err != nil {
		return err
	}
	top := room.y + (room.h-height)/2
	for _, r := range rows {
		c.font(r.bold, r.size)
		c.text(room.x, top+r.y, r.text)
	}
	return nil
}

// fit sets the text of l as large as the room allows, up to the design's sizes.
func (c *canvas) fit(room box, d design, l Label) (rows []row, height float64, err error) {
	for scale := 1.0; scale > minScale-scaleStep/2; scale -= scaleStep {
		if rows, height = c.rows(d, l, scale, room.w); height <= room.h {
			return rows, height, nil
		}
	}
	return nil, 0, fmt.Errorf("its text needs %.1f mm of height, the label has %.1f mm", height, room.h)
}

// rows sets the blocks of l under each other.
func (c *canvas) rows(d design, l Label, scale, width float64) (rows []row, height float64) {
	block := func(bold bool, size float64, limit int, texts ...string) {
		size *= scale
		em := size * mmPerPoint
		gap := blockGap * em
		c.font(bold, size)
		for _, text := range texts {
			for _, line := range measure(c.width).wrap(clean(text), width, limit) {
				if height > 0 {
					height += gap
				}
				rows = append(rows, row{line, bold, size, height + ascent*em})
				height += lineHeight * em
				gap = 0
			}
		}
	}
	block(true, d.title, titleLines, l.Title)
	block(true, d.note, 0, l.Note)
	block(false, d.line, 0, l.Lines...)
	block(false, d.serial, 0, Group(clean(l.Serial)))
	return rows, height
}
