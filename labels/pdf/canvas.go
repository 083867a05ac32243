package pdf

import (
	"iter"
	"math"
	"strconv"
	"unicode/utf8"

	"temgoc/labels/qr"
)

// Canvas is a page in the making, or what the pages of a Document share. It is
// drawn on in black, on the dots of a printer.
type Canvas struct {
	dpi           int
	width, height int // dots
	content       []byte
	used          letters
}

// NewCanvas is an empty canvas of the given size, to the nearest dot.
func NewCanvas(width, height float64, dpi int) *Canvas {
	c := &Canvas{dpi: dpi}
	c.width, c.height = c.nearest(width), c.nearest(height)
	return c
}

// Clear makes the canvas empty, to be drawn on anew.
func (c *Canvas) Clear() {
	c.content = c.content[:0]
	c.used = letters{}
}

// Text writes s in one line from x along the baseline y. What the font lacks
// is drawn as an empty box; what is beyond the basic plane as U+FFFD.
func (c *Canvas) Text(x, y, points float64, face Face, s string) {
	c.op("BT /", faces[face].name, " ")
	c.num(points / pointsPerInch * float64(c.dpi))
	c.op("Tf 1 0 0 -1 ")
	c.num(c.dots(x))
	c.num(c.dots(y))
	c.op("Tm (")
	for _, r := range s {
		if r > 0xFFFF {
			r = utf8.RuneError
		}
		c.used[face].add(r)
		c.content = appendCode(c.content, r)
	}
	c.op(")Tj ET\n")
}

// Symbol draws the dark modules of a symbol, each so many dots wide. x and y
// are the corner of its first module, taken to the nearest dot; the quiet zone
// is the caller's.
func (c *Canvas) Symbol(x, y float64, dots int, runs iter.Seq[qr.Run]) {
	b := append(c.content, "q "...)
	for _, n := range [...]int{dots, 0, 0, dots, c.nearest(x), c.nearest(y)} {
		b = append(strconv.AppendInt(b, int64(n), 10), ' ')
	}
	b = append(b, "cm\n"...)
	for r := range runs {
		b = strconv.AppendInt(b, int64(r.X), 10)
		b = strconv.AppendInt(append(b, ' '), int64(r.Y), 10)
		b = strconv.AppendInt(append(b, ' '), int64(r.N), 10)
		b = append(b, " 1 re\n"...)
	}
	c.content = append(b, "f Q\n"...)
}

// Rect fills a rectangle.
func (c *Canvas) Rect(x, y, w, h float64) {
	c.rect(x, y, w, h)
	c.op("f\n")
}

// Frame draws the outline of a rectangle, its line of the given thickness
// centred on it.
func (c *Canvas) Frame(x, y, w, h, thickness float64) {
	c.thickness(thickness)
	c.rect(x, y, w, h)
	c.op("S\n")
}

// Line draws a straight line.
func (c *Canvas) Line(x1, y1, x2, y2, thickness float64) {
	c.thickness(thickness)
	c.num(c.dots(x1))
	c.num(c.dots(y1))
	c.op("m ")
	c.num(c.dots(x2))
	c.num(c.dots(y2))
	c.op("l S\n")
}

// Within draws with the origin at x, y, taken to the nearest dot.
func (c *Canvas) Within(x, y float64, draw func()) {
	c.op("q 1 0 0 1 ")
	c.num(float64(c.nearest(x)))
	c.num(float64(c.nearest(y)))
	c.op("cm\n")
	draw()
	c.op("Q\n")
}

// Shared draws what the pages of the Document share.
func (c *Canvas) Shared() { c.op("/" + sharedName + " Do\n") }

func (c *Canvas) rect(x, y, w, h float64) {
	for _, mm := range [...]float64{x, y, w, h} {
		c.num(c.dots(mm))
	}
	c.op("re ")
}

func (c *Canvas) thickness(mm float64) {
	c.num(c.dots(mm))
	c.op("w ")
}

func (c *Canvas) op(parts ...string) {
	for _, s := range parts {
		c.content = append(c.content, s...)
	}
}

// num writes a number and a space.
func (c *Canvas) num(f float64) { c.content = append(appendNumber(c.content, f), ' ') }

func (c *Canvas) dots(mm float64) float64 { return mm / mmPerInch * float64(c.dpi) }

func (c *Canvas) nearest(mm float64) int { return int(math.Round(c.dots(mm))) }

// appendNumber writes at most three decimals, and whole numbers as such.
func appendNumber(b []byte, f float64) []byte {
	return strconv.AppendFloat(b, math.Round(f*1000)/1000, 'f', -1, 64)
}

func number(f float64) string { return string(appendNumber(nil, f)) }

// appendCode writes a letter of a literal string (ISO 32000-1, 7.3.4.2): its
// code is two bytes, which stand for themselves save those that would end the
// string or be read as another.
func appendCode(b []byte, r rune) []byte {
	for _, code := range [...]byte{byte(r >> 8), byte(r)} {
		switch code {
		case '(', ')', '\\':
			b = append(b, '\\', code)
		case '\r':
			b = append(b, `\r`...)
		default:
			b = append(b, code)
		}
	}
	return b
}
