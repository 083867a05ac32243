package labels

import (
	"image"
	"testing"
)

// drawn is a bitmap written down: # for black.
func drawn(rows ...string) bitmap {
	b := newBitmap(image.Pt(len(rows[0]), len(rows)))
	for y, row := range rows {
		for x, c := range row {
			if c == '#' {
				b.fill(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return b
}

// checkDots wants the pixels that a rule makes black, and no others, not even
// among the bits that fill up a row.
func checkDots(t *testing.T, what string, b bitmap, black func(image.Point) bool) {
	t.Helper()
	for i := range 8 * len(b.bits) {
		p := image.Pt(i%(8*b.stride), i/(8*b.stride))
		got := b.ColorIndexAt(p.X, p.Y) == 1
		if want := p.In(b.Bounds()) && black(p); got != want {
			t.Fatalf("%s: dot %v is black: %v, want %v", what, p, got, want)
		}
	}
}

func TestFill(t *testing.T) {
	t.Parallel()
	const width, height = 21, 3
	for x0 := -2; x0 < width+2; x0++ {
		for x1 := x0; x1 < width+3; x1++ {
			b, r := newBitmap(image.Pt(width, height)), image.Rectangle{image.Pt(x0, 1), image.Pt(x1, 5)}
			b.fill(r)
			checkDots(t, r.String(), b, func(p image.Point) bool { return p.In(r) })
		}
	}
}

func TestFrame(t *testing.T) {
	t.Parallel()
	r := image.Rect(1, 2, 14, 9)
	for _, width := range []int{1, 2, 3} {
		b := newBitmap(image.Pt(16, 10))
		b.frame(r, width)
		checkDots(t, r.String(), b, func(p image.Point) bool { return p.In(r) && !p.In(r.Inset(width)) })
	}
}

func TestAdd(t *testing.T) {
	t.Parallel()
	stamp := drawn(
		"#.#.#####.#",
		".##.......#",
		"###########",
	)
	for y := -4; y < 6; y++ {
		for x := -13; x < 23; x++ {
			b, at := newBitmap(image.Pt(21, 5)), image.Pt(x, y)
			old := image.Rect(3, 1, 9, 3)
			b.fill(old)
			b.add(stamp, at)
			checkDots(t, at.String(), b, func(p image.Point) bool {
				q := p.Sub(at)
				return p.In(old) || q.In(stamp.Bounds()) && stamp.ColorIndexAt(q.X, q.Y) == 1
			})
		}
	}
}
