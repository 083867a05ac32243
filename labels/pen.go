package labels

import (
	"image"
	"image/draw"
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/vector"
)

// pen writes texts in the dots of a printer. It keeps the glyphs that it has
// drawn, so one goroutine uses it for many labels.
type pen struct {
	dpi    int
	glyphs map[letter]glyph
}

func newPen(dpi int) *pen { return &pen{dpi, make(map[letter]glyph)} }

type letter struct {
	rune
	bold bool
	size float64 // points
}

// glyph is a letter's picture, and where its corner lies from the pen.
type glyph struct {
	bitmap
	corner image.Point
}

// write draws a text on a label whose corner is at a place of the picture. Every
// letter begins on a whole dot: so the same letter looks the same everywhere,
// which is what makes small text readable.
func (p *pen) write(b bitmap, at image.Point, t Text) {
	em := p.em(t.Size)
	x, y := t.X/mmPerInch*float64(p.dpi), t.Y/mmPerInch*float64(p.dpi)
	for _, r := range t.Words {
		g := p.glyph(letter{r, t.Bold, t.Size})
		b.add(g.bitmap, at.Add(round(x, y)).Add(g.corner))
		x += faceOf(t.Bold).advance(r) * em
	}
}

// em is the size of a font in dots.
func (p *pen) em(points float64) float64 { return points * mmPerPoint / mmPerInch * float64(p.dpi) }

func round(x, y float64) image.Point {
	return image.Pt(int(math.Round(x)), int(math.Round(y)))
}

func (p *pen) glyph(l letter) glyph {
	g, ok := p.glyphs[l]
	if !ok {
		g = l.draw(p.em(l.size))
		p.glyphs[l] = g
	}
	return g
}

// The share of a dot, of 255, that a letter must cover to make it black: a
// little less than half, so that no thin stroke between two rows of dots is lost
// from both; more in bold, so that small letters do not fill up.
const (
	darkRegular = 112
	darkBold    = 144
)

func (l letter) dark() uint8 {
	if l.bold {
		return darkBold
	}
	return darkRegular
}

// draw fills the outline of a letter, without hinting.
func (l letter) draw(em float64) glyph {
	shape, dark := faceOf(l.bold).outline(l.rune), l.dark()
	box := extent(shape, em)
	z := vector.NewRasterizer(box.Dx(), box.Dy())
	origin := Point{-float64(box.Min.X), -float64(box.Min.Y)}
	for _, s := range shape {
		trace(z, s.at(origin, em))
	}
	mask := image.NewAlpha(image.Rectangle{Max: box.Size()})
	z.DrawOp = draw.Src
	z.Draw(mask, mask.Rect, image.Opaque, image.Point{})

	b := newBitmap(box.Size())
	for i, alpha := range mask.Pix {
		if x, y := i%mask.Stride, i/mask.Stride; alpha >= dark {
			b.row(y)[x/8] |= 0x80 >> (x % 8)
		}
	}
	return glyph{b, box.Min}
}

// extent is that of an outline in whole dots.
func extent(shape []segment, em float64) image.Rectangle {
	var box image.Rectangle
	for _, s := range shape {
		for _, p := range s.points[:s.count()] {
			x, y := int(math.Floor(p.X*em)), int(math.Floor(p.Y*em))
			box = box.Union(image.Rect(x, y, x+1, y+1))
		}
	}
	return box
}

func trace(z *vector.Rasterizer, s segment) {
	x := func(i int) float32 { return float32(s.points[i].X) }
	y := func(i int) float32 { return float32(s.points[i].Y) }
	switch s.op {
	case sfnt.SegmentOpMoveTo:
		z.MoveTo(x(0), y(0))
	case sfnt.SegmentOpLineTo:
		z.LineTo(x(0), y(0))
	case sfnt.SegmentOpQuadTo:
		z.QuadTo(x(0), y(0), x(1), y(1))
	case sfnt.SegmentOpCubeTo:
		z.CubeTo(x(0), y(0), x(1), y(1), x(2), y(2))
	}
}
