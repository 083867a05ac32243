package pdf

import (
	"encoding/binary"
	"fmt"
	"slices"
	"sync"

	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansbold"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Face is one of the fonts: DejaVu Sans, which has every Vietnamese letter.
type Face int

const (
	Regular Face = iota
	Bold
)

// faces are cut to the letters used, which their names tell by the tag in front
// (ISO 32000-1, 9.6.4).
var faces = [...]struct {
	name     string // in content streams
	baseFont string
	stem     int // width of an upright stroke, of 1000 to an em
	file     []byte
}{
	Regular: {"R", "TEMGOC+DejaVuSans", 88, dejavusans.TTF},
	Bold:    {"B", "TEMGOC+DejaVuSans-Bold", 165, dejavusansbold.TTF},
}

// A font is a composite one (ISO 32000-1, 9.7) whose character codes are
// UTF-16: content streams and widths do not depend on which glyphs there are.
const (
	compositeFont  = iota // how text is encoded
	descendantFont        // widths
	descriptor
	fontFile
	glyphMap // from character code to glyph
	unicodeMap
	objectsPerFont
)

func fontObject(face Face) int { return fontObjects + int(face)*objectsPerFont }

// parsed gives the faces in a form that tells glyphs and widths. It panics on a
// font that it cannot read: ours are part of the program.
var parsed = sync.OnceValue(func() (fonts [len(faces)]*sfnt.Font) {
	for face := range fonts {
		f, err := sfnt.Parse(faces[face].file)
		if err != nil {
			panic(fmt.Sprintf("parse %s: %v", faces[face].baseFont, err))
		}
		fonts[face] = f
	}
	return fonts
})

// thousand is the size, in pixels to an em, at which fonts are measured in PDF.
const thousand = fixed.Int26_6(1000)

// glyph is what a letter is drawn as.
type glyph struct {
	letter rune
	index  sfnt.GlyphIndex // 0, an empty box, where the font lacks the letter
	width  int             // of 1000 to an em
}

func (face Face) glyphs(used *letterSet) ([]glyph, error) {
	var buf sfnt.Buffer
	var glyphs []glyph
	for r := range used.all() {
		index, err := parsed()[face].GlyphIndex(&buf, r)
		if err != nil {
			return nil, fmt.Errorf("find the glyph of %U: %w", r, err)
		}
		width, err := parsed()[face].GlyphAdvance(&buf, index, thousand, font.HintingNone)
		if err != nil {
			return nil, fmt.Errorf("measure %U: %w", r, err)
		}
		glyphs = append(glyphs, glyph{r, index, int(width)})
	}
	return glyphs, nil
}

// font writes the objects of a face, for the letters used.
func (o *objects) font(face Face, used *letterSet) error {
	glyphs, err := face.glyphs(used)
	if err != nil {
		return err
	}
	first, name := fontObject(face), faces[face].baseFont
	o.dictionary(first+compositeFont, fmt.Sprintf(
		"/Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R",
		name, first+descendantFont, first+unicodeMap))
	o.dictionary(first+descendantFont, fmt.Sprintf("/Type/Font/Subtype/CIDFontType2/BaseFont/%s"+
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
		"/FontDescriptor %d 0 R/CIDToGIDMap %d 0 R/W[%s]",
		name, first+descriptor, first+glyphMap, widths(glyphs)))
	if err := o.descriptor(face); err != nil {
		return err
	}
	file := parseTrueType(faces[face].file).subset(glyphs).bytes()
	o.stream(first+fontFile, fmt.Sprintf("/Length1 %d", len(file)), file)
	o.stream(first+glyphMap, "", indices(glyphs))
	o.stream(first+unicodeMap, "", toUnicode(glyphs))
	return nil
}

// symbolic says that the font is used by its own glyph numbers (ISO 32000-1,
// table 123).
const symbolic = 1 << 2

func (o *objects) descriptor(face Face) error {
	var buf sfnt.Buffer
	m, err := parsed()[face].Metrics(&buf, thousand, font.HintingNone)
	if err != nil {
		return fmt.Errorf("measure %s: %w", faces[face].baseFont, err)
	}
	box, err := parsed()[face].Bounds(&buf, thousand, font.HintingNone) // Y downwards
	if err != nil {
		return fmt.Errorf("measure %s: %w", faces[face].baseFont, err)
	}
	first := fontObject(face)
	o.dictionary(first+descriptor, fmt.Sprintf("/Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%d %d %d %d]"+
		"/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile2 %d 0 R",
		faces[face].baseFont, symbolic, box.Min.X, -box.Max.Y, box.Max.X, -box.Min.Y,
		m.Ascent, -m.Descent, m.CapHeight, faces[face].stem, first+fontFile))
	return nil
}

// widths lists a letter and its width, letter by letter (ISO 32000-1, 9.7.4.3).
func widths(glyphs []glyph) []byte {
	var b []byte
	for _, g := range glyphs {
		b = fmt.Appendf(b, "%d[%d]", g.letter, g.width)
	}
	return b
}

// indices maps letters to glyphs, two bytes a letter, up to the last used.
func indices(glyphs []glyph) []byte {
	if len(glyphs) == 0 {
		return nil
	}
	b := make([]byte, 2*(glyphs[len(glyphs)-1].letter+1))
	for _, g := range glyphs {
		binary.BigEndian.PutUint16(b[2*g.letter:], uint16(g.index))
	}
	return b
}

// toUnicode tells readers that the codes are UTF-16 (ISO 32000-1, 9.10.3): in
// lists of a hundred, the most that a list may have.
func toUnicode(glyphs []glyph) []byte {
	b := []byte(`/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
`)
	for list := range slices.Chunk(glyphs, 100) {
		b = fmt.Appendf(b, "%d beginbfchar\n", len(list))
		for _, g := range list {
			b = fmt.Appendf(b, "<%04X> <%04[1]X>\n", g.letter)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, `endcmap
CMapName currentdict /CMap defineresource pop
end
end
`...)
}
