package labels

import (
	"fmt"
	"iter"
	"sync"

	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansbold"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// face is one of the fonts that all text is set in, on paper and on screen:
// DejaVu Sans, which has every Vietnamese letter and the star. Letters stand
// side by side by their advances alone, without kerning, so that a text is as
// wide in a PDF as in a picture. A face may be used from many goroutines.
type face struct {
	font     *sfnt.Font
	ppem     fixed.Int26_6          // one unit of the font a pixel
	em       float64                // in those
	advances [measuredRunes]float64 // in ems
	glyphs   sync.Map               // of rune to []segment, in ems
}

// measuredRunes are measured once: Latin with Vietnamese, punctuation, symbols.
const measuredRunes = 0x2700

var (
	regular = sync.OnceValue(func() *face { return parseFace(dejavusans.TTF) })
	heavy   = sync.OnceValue(func() *face { return parseFace(dejavusansbold.TTF) })
)

func faceOf(bold bool) *face {
	if bold {
		return heavy()
	}
	return regular()
}

// parseFace panics on a font that it cannot read: ours are part of the program.
func parseFace(ttf []byte) *face {
	parsed, err := sfnt.Parse(ttf)
	if err != nil {
		panic(fmt.Sprintf("parse the font: %v", err))
	}
	f := &face{font: parsed, ppem: fixed.I(int(parsed.UnitsPerEm()))}
	f.em = float64(f.ppem)
	var buf sfnt.Buffer
	for r := range rune(measuredRunes) {
		f.advances[r] = f.measure(&buf, r)
	}
	return f
}

// measure reads the advance of a letter, in ems. A letter that the font lacks
// is drawn as glyph 0, an empty box.
func (f *face) measure(buf *sfnt.Buffer, r rune) float64 {
	advance, err := f.font.GlyphAdvance(buf, f.glyph(buf, r), f.ppem, font.HintingNone)
	if err != nil {
		panic(fmt.Sprintf("measure %q: %v", r, err))
	}
	return float64(advance) / f.em
}

func (f *face) glyph(buf *sfnt.Buffer, r rune) sfnt.GlyphIndex {
	glyph, err := f.font.GlyphIndex(buf, r)
	if err != nil {
		panic(fmt.Sprintf("find the glyph of %q: %v", r, err))
	}
	return glyph
}

// advance is how far the pen moves for a letter, in ems.
func (f *face) advance(r rune) float64 {
	if r < measuredRunes {
		return f.advances[r]
	}
	return f.measure(new(sfnt.Buffer), r)
}

// measureText is the printed width of s in mm.
func measureText(bold bool, points float64, s string) float64 {
	f, ems := faceOf(bold), 0.0
	for _, r := range s {
		ems += f.advance(r)
	}
	return ems * points * mmPerPoint
}

// segment is a piece of an outline: a move, or a line or curve from where the
// last one ended to the last of its points; the others are a curve's controls.
// An outline is filled by the nonzero rule; each of its contours ends where it
// began.
type segment struct {
	op     sfnt.SegmentOp
	points [3]Point
}

// count is how many of the points there are.
func (s segment) count() int {
	switch s.op {
	case sfnt.SegmentOpQuadTo:
		return 2
	case sfnt.SegmentOpCubeTo:
		return 3
	}
	return 1
}

// at scales and moves a segment.
func (s segment) at(origin Point, scale float64) segment {
	for i, p := range s.points {
		s.points[i] = Point{origin.X + p.X*scale, origin.Y + p.Y*scale}
	}
	return s
}

// outline gives the letters of a text as shapes, in mm from the label's top
// left corner, Y downwards.
func (t Text) outline() iter.Seq[segment] {
	return func(yield func(segment) bool) {
		f, em, pen := faceOf(t.Bold), t.Size*mmPerPoint, Point{t.X, t.Y}
		for _, r := range t.Words {
			for _, s := range f.outline(r) {
				if !yield(s.at(pen, em)) {
					return
				}
			}
			pen.X += f.advance(r) * em
		}
	}
}

// outline gives a letter as a shape, in ems from the pen on the baseline.
func (f *face) outline(r rune) []segment {
	if known, ok := f.glyphs.Load(r); ok {
		return known.([]segment)
	}
	var buf sfnt.Buffer
	loaded, err := f.font.LoadGlyph(&buf, f.glyph(&buf, r), f.ppem, nil)
	if err != nil {
		panic(fmt.Sprintf("load the glyph of %q: %v", r, err))
	}
	shape := make([]segment, len(loaded))
	for i, s := range loaded {
		shape[i].op = s.Op
		for j, p := range s.Args {
			shape[i].points[j] = Point{float64(p.X) / f.em, float64(p.Y) / f.em}
		}
	}
	f.glyphs.Store(r, shape)
	return shape
}

// ink is what a letter blackens, in ems from the pen on the baseline, Y
// downwards. The controls of its curves count, so it may be a little large.
func (f *face) ink(r rune) Box {
	left, top, right, bottom := 0.0, 0.0, 0.0, 0.0
	for i, s := range f.outline(r) {
		for j, p := range s.points[:s.count()] {
			if i+j == 0 {
				left, top, right, bottom = p.X, p.Y, p.X, p.Y
			}
			left, right = min(left, p.X), max(right, p.X)
			top, bottom = min(top, p.Y), max(bottom, p.Y)
		}
	}
	return Box{left, top, Size{right - left, bottom - top}}
}

// reach is how far the letters of s go above and below the baseline, in ems.
func (f *face) reach(s string) (up, down float64) {
	for _, r := range s {
		ink := f.ink(r)
		up, down = max(up, -ink.Y), max(down, ink.bottom())
	}
	return up, down
}
