package labels

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/image/font/sfnt"
)

// WriteSVG draws a whole label in its real size. Texts are outlines, so that they
// look the same everywhere; the title and the description say them for screen
// readers. It refers to nothing outside of itself.
func (t *Template) WriteSVG(w io.Writer, c Code) error { return t.writeSVG(w, c, "") }

// WritePreview draws a label as WriteSVG does, and its edge as a faint line, of
// the class "cut".
func (t *Template) WritePreview(w io.Writer, c Code) error {
	edge := fmt.Sprintf(`<%s class="cut" fill="none" stroke="#999" stroke-width="%g"/>`, t.Stock.svgShape(), hairline)
	return t.writeSVG(w, c, edge)
}

func (t *Template) writeSVG(w io.Writer, c Code, edge string) error {
	var b bytes.Buffer
	// Some programs draw the edges of shapes where that is not forbidden.
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" role="img" stroke="none" width="%[1]gmm" height="%[2]gmm" `+
		`viewBox="0 0 %[1]g %[2]g">`, t.Stock.Label.W, t.Stock.Label.H)
	texts := slices.Concat(t.Common(), t.Own(c))
	if err := t.svgWords(&b, texts); err != nil {
		return err
	}
	fmt.Fprintf(&b, `<%s fill="#fff"/>%s`, t.Stock.svgShape(), edge)
	if foil := t.Stock.Scratch; foil != nil {
		fmt.Fprintf(&b, `<path fill="none" stroke="#000" stroke-width="%g" d="M%g %gh%gv%gh-%[4]gz"/>`,
			hairline, foil.X, foil.Y, foil.W, foil.H)
	}
	if err := t.svgSymbol(&b, c); err != nil {
		return err
	}
	for _, text := range texts {
		text.svg(&b)
	}
	b.WriteString("</svg>\n")
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write SVG: %w", err)
	}
	return nil
}

// svgWords says what the label says, under the name of the goods.
func (t *Template) svgWords(b *bytes.Buffer, texts []Text) error {
	var said []string
	for _, text := range texts {
		said = append(said, text.Words)
	}
	for _, element := range []struct{ tag, words string }{{"title", t.name}, {"desc", strings.Join(said, "\n")}} {
		fmt.Fprintf(b, "<%s>", element.tag)
		if err := xml.EscapeText(b, []byte(element.words)); err != nil {
			return fmt.Errorf("escape the %s: %w", element.tag, err)
		}
		fmt.Fprintf(b, "</%s>", element.tag)
	}
	return nil
}

// svgShape is the shape of a label, an element without its end.
func (s Stock) svgShape() string {
	if s.Round {
		return fmt.Sprintf(`circle cx="%g" cy="%[1]g" r="%[1]g"`, s.Label.W/2)
	}
	return fmt.Sprintf(`path d="M0 0h%gv%gH0z"`, s.Label.W, s.Label.H)
}

// svgSymbol draws the dark modules as one path, in whole modules.
func (t *Template) svgSymbol(b *bytes.Buffer, c Code) error {
	symbol, err := t.Symbol(c)
	if err != nil {
		return err
	}
	quiet := QuietZone * t.Module.MM
	fmt.Fprintf(b, `<path shape-rendering="crispEdges" transform="matrix(%.5[1]f 0 0 %.5[1]f %.4[2]f %.4[3]f)" d="`,
		t.Module.MM, t.symbol.X+quiet, t.symbol.Y+quiet)
	for r := range symbol.Runs() {
		fmt.Fprintf(b, "M%d %dh%dv1h-%[3]dz", r.X, r.Y, r.N)
	}
	b.WriteString(`"/>`)
	return nil
}

// outlineGrid is how many steps of a letter's outline make an em: at 9 points a
// step is 12 µm, and a label's outlines take some 20 kB.
const outlineGrid = 256

// svg draws a text as one path, relative from point to point.
func (t Text) svg(b *bytes.Buffer) {
	em := t.Size * mmPerPoint
	step := em / outlineGrid
	fmt.Fprintf(b, `<path transform="matrix(%.6[1]f 0 0 %.6[1]f %.3[2]f %.3[3]f)" d="`, step, t.X, t.Y)
	origin, pen := t, svgPen{b: b}
	origin.X, origin.Y = 0, 0
	for s := range origin.outline() {
		pen.draw(s.at(Point{}, 1/step))
	}
	b.WriteString(`"/>`)
}

// svgPen writes a path in whole steps, each point relative to where the last
// segment ended, so that nothing adds up.
type svgPen struct {
	b    *bytes.Buffer
	x, y int
}

func (p *svgPen) draw(s segment) {
	to := s.points[s.count()-1]
	x, y := int(math.Round(to.X)), int(math.Round(to.Y))
	switch {
	case s.op == sfnt.SegmentOpLineTo && y == p.y:
		p.write('h', x-p.x)
	case s.op == sfnt.SegmentOpLineTo && x == p.x:
		p.write('v', y-p.y)
	default:
		var steps []int
		for _, to := range s.points[:s.count()] {
			steps = append(steps, int(math.Round(to.X))-p.x, int(math.Round(to.Y))-p.y)
		}
		p.write(svgCommands[s.op], steps...)
	}
	p.x, p.y = x, y
}

var svgCommands = [...]byte{
	sfnt.SegmentOpMoveTo: 'm',
	sfnt.SegmentOpLineTo: 'l',
	sfnt.SegmentOpQuadTo: 'q',
	sfnt.SegmentOpCubeTo: 'c',
}

// write sets numbers off from each other by their signs or by spaces.
func (p *svgPen) write(command byte, numbers ...int) {
	p.b.WriteByte(command)
	for i, n := range numbers {
		if i > 0 && n >= 0 {
			p.b.WriteByte(' ')
		}
		p.b.WriteString(strconv.Itoa(n))
	}
}
