package labels

import (
	"math"
	"testing"

	"golang.org/x/image/font/sfnt"
)

// TestMeasureText: a text is as wide as its letters together, in proportion to
// its size.
func TestMeasureText(t *testing.T) {
	t.Parallel()
	const s = "Bánh cáy Nguyễn ★ 500 g \U0001f375"
	var sum float64
	for _, r := range s {
		sum += measureText(true, 9, string(r))
	}
	if got := measureText(true, 9, s); math.Abs(got-sum) > 1e-9 {
		t.Errorf("%q is %g mm wide, its letters are %g mm", s, got, sum)
	}
	if got, want := measureText(true, 18, s), 2*sum; math.Abs(got-want) > 1e-9 {
		t.Errorf("at twice the size %g mm, want %g mm", got, want)
	}
	if regular, bold := measureText(false, 9, s), measureText(true, 9, s); bold <= regular {
		t.Errorf("bold is %g mm wide, regular %g mm", bold, regular)
	}
	// DejaVu Sans has digits of 1303 units in an em of 2048.
	if got, want := measureText(false, 10, "0123456789"), 100*mmPerPoint*1303/2048; math.Abs(got-want) > 1e-6 {
		t.Errorf("ten digits are %g mm wide, want %g mm", got, want)
	}
}

// TestOutline: the letters of a text stand where its advances put them, above
// its baseline, closed.
func TestOutline(t *testing.T) {
	t.Parallel()
	text := Text{Words: "HH", Size: 72 / mmPerInch, X: 10, Y: 20} // 1 mm an em
	ink := inkOf(text)
	// An H is 1540 units wide, its stems stand 201 from either side; capitals
	// are 1493 high.
	want := Box{10 + 201.0/2048, 20 - 1493.0/2048, Size{(1540 + 1540 - 2*201) / 2048.0, 1493.0 / 2048}}
	if math.Abs(ink.X-want.X)+math.Abs(ink.Y-want.Y)+math.Abs(ink.W-want.W)+math.Abs(ink.H-want.H) > 1e-6 {
		t.Errorf("ink %v, want %v", ink, want)
	}
	var start, last Point
	for s := range text.outline() {
		if s.op == sfnt.SegmentOpMoveTo {
			if last != start {
				t.Errorf("contour from %v ends at %v", start, last)
			}
			start = s.points[0]
		}
		last = s.points[s.count()-1]
	}
	for range text.outline() {
		break // early, as any loop may
	}
}

// TestVietnameseIsThere: no letter of the language is drawn as an empty box.
func TestVietnameseIsThere(t *testing.T) {
	t.Parallel()
	const letters = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ" +
		"AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬEÈẺẼÉẸÊỀỂỄẾỆIÌỈĨÍỊOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴĐ★…₫"
	for _, bold := range []bool{false, true} {
		box := faceOf(bold).ink('\U0010fffd') // has no glyph
		for _, r := range letters {
			if ink := faceOf(bold).ink(r); ink == box || ink.area() == 0 {
				t.Errorf("bold %v: no glyph for %q", bold, r)
			}
		}
	}
}
