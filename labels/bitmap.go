package labels

import (
	"image"
	"image/color"
)

// bitmap is a picture of one bit a pixel, in the form that printers take: rows
// from the top, each of whole bytes, the leftmost pixel in the highest bit, 1
// for black. The bits that fill up a row's last byte stay 0.
type bitmap struct {
	size   image.Point
	stride int // bytes of a row
	bits   []byte
}

func newBitmap(size image.Point) bitmap {
	stride := (size.X + 7) / 8
	return bitmap{size, stride, make([]byte, stride*size.Y)}
}

// row is the y-th from the top.
func (b bitmap) row(y int) []byte { return b.bits[y*b.stride:][:b.stride] }

// fill makes a rectangle black; what of it lies outside is left out.
func (b bitmap) fill(r image.Rectangle) {
	r = r.Intersect(b.Bounds())
	if r.Empty() {
		return
	}
	first, last := r.Min.X/8, (r.Max.X-1)/8
	head, tail := byte(0xFF)>>(r.Min.X%8), byte(0xFF)<<(7-(r.Max.X-1)%8)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := b.row(y)[first : last+1]
		if first == last {
			row[0] |= head & tail
			continue
		}
		row[0] |= head
		for i := 1; i < last-first; i++ {
			row[i] = 0xFF
		}
		row[last-first] |= tail
	}
}

// frame draws the edges of a rectangle within it, lines of the given width.
func (b bitmap) frame(r image.Rectangle, width int) {
	in := r.Inset(width)
	b.fill(image.Rect(r.Min.X, r.Min.Y, r.Max.X, in.Min.Y))
	b.fill(image.Rect(r.Min.X, in.Max.Y, r.Max.X, r.Max.Y))
	b.fill(image.Rect(r.Min.X, in.Min.Y, in.Min.X, in.Max.Y))
	b.fill(image.Rect(in.Max.X, in.Min.Y, r.Max.X, in.Max.Y))
}

// add makes black what is black in another picture, whose corner comes to a
// place of this one. What lies outside is left out.
func (b bitmap) add(other bitmap, at image.Point) {
	for y := max(0, -at.Y); y < min(other.size.Y, b.size.Y-at.Y); y++ {
		row := b.row(at.Y + y)
		for i, bits := range other.row(y) {
			x := at.X + 8*i // below 0 left of this picture: hence shifts, which round down
			pair := uint16(bits) << (8 - x&7)
			b.merge(row, x>>3, byte(pair>>8))
			b.merge(row, x>>3+1, byte(pair))
		}
	}
}

// merge adds eight pixels to a row.
func (b bitmap) merge(row []byte, i int, bits byte) {
	switch {
	case i < 0 || i >= len(row):
		return
	case i == len(row)-1:
		bits &= 0xFF << (8*b.stride - b.size.X)
	}
	row[i] |= bits
}

// A bitmap is an image.PalettedImage.

func (b bitmap) Bounds() image.Rectangle { return image.Rectangle{Max: b.size} }

func (b bitmap) ColorModel() color.Model { return color.Palette{color.White, color.Black} }

// ColorIndexAt is 1 for a black pixel.
func (b bitmap) ColorIndexAt(x, y int) uint8 { return b.row(y)[x/8] >> (7 - x%8) & 1 }

func (b bitmap) At(x, y int) color.Color {
	if b.ColorIndexAt(x, y) == 1 {
		return color.Black
	}
	return color.White
}
