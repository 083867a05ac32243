package pdf

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/font/sfnt"
)

// sampleLetters has composed letters of two marks, which are made of several
// glyphs, and one that the fonts lack.
const sampleLetters = "Bánh cáy Thiên Đức ẤậỡỮ 0123 ★ 文"

func lettersOf(s string) *letterSet {
	var set letterSet
	for _, r := range s {
		set.add(r)
	}
	return &set
}

// Letters that are kept look as before, the others are gone.
func TestSubset(t *testing.T) {
	t.Parallel()
	for face := range faces {
		t.Run(faces[face].baseFont, func(t *testing.T) {
			t.Parallel()
			glyphs, err := Face(face).glyphs(lettersOf(sampleLetters))
			if err != nil {
				t.Fatal(err)
			}
			whole := parseTrueType(faces[face].file)
			cut := whole.subset(glyphs)
			if got := checksum(cut.bytes()); got != 0xB1B0AFBA {
				t.Errorf("checksum of the file is %X, want B1B0AFBA", got)
			}
			if got, most := len(cut.bytes()), len(faces[face].file)/8; got > most {
				t.Errorf("the font is cut to %d bytes, want at most %d", got, most)
			}
			before, after := parsed()[face], readable(t, cut, whole)
			for _, g := range glyphs {
				if diff := cmp.Diff(shape(t, before, g.index), shape(t, after, g.index)); diff != "" {
					t.Errorf("outline of %q (-whole +cut):\n%s", g.letter, diff)
				}
			}
			if lost, _ := before.GlyphIndex(nil, 'Q'); len(shape(t, after, lost)) != 0 {
				t.Error("the outline of Q is kept, and not used")
			}
		})
	}
}

// readable has the tables too that a PDF does not need and this reader does.
func readable(t *testing.T, cut, whole trueType) *sfnt.Font {
	t.Helper()
	tables := maps.Clone(whole)
	maps.Copy(tables, cut)
	font, err := sfnt.Parse(tables.bytes())
	if err != nil {
		t.Fatal(err)
	}
	return font
}

func shape(t *testing.T, font *sfnt.Font, glyph sfnt.GlyphIndex) sfnt.Segments {
	t.Helper()
	segments, err := font.LoadGlyph(new(sfnt.Buffer), glyph, thousand, nil)
	if err != nil {
		t.Fatal(err)
	}
	return segments
}

// A glyph that is made of others needs them too.
func TestClosure(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		letters string
		least   int
	}{
		{"", 1}, // the empty box
		{"A", 2},
		{"Á", 4}, // with its mark
	} {
		glyphs, err := Regular.glyphs(lettersOf(tt.letters))
		if err != nil {
			t.Fatal(err)
		}
		got := parseTrueType(faces[Regular].file).closure(glyphs)
		if len(got) < tt.least || !got[0] {
			t.Errorf("%q needs the glyphs %v, want at least %d with 0", tt.letters, got, tt.least)
		}
	}
}
