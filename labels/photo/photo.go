// Package photo finds the QR symbols in photographs of labels and sheets: tens
// of them in one picture, of versions 1 to 10, which are those of stamps.
//
// What it promises:
//   - A text comes from a symbol whose error correction agrees: none is guessed.
//   - The work on a picture is bounded, whatever is in it, and ends with the
//     context.
//   - Pictures are never turned upright first: symbols are found as they lie.
package photo

import (
	"context"
	"image"
	"image/draw"
	"slices"

	"github.com/makiuchi-d/gozxing"
)

// smallest is the least height and width that is searched: finer structure
// than that has been seen at twice the size.
const smallest = 300 // pixels

// Read gives what the symbols in a picture say, each text once. When ctx ends
// it gives what it has found by then.
//
// The picture is searched as it is, and at half and a quarter of its size and
// so on: there the corners of large symbols are as sharp as they can be.
func Read(ctx context.Context, img image.Image) []string {
	var texts []string
	for gray := luminance(img); ctx.Err() == nil; gray = half(gray) {
		texts = append(texts, search(ctx, gray)...)
		if size := gray.Rect.Size(); min(size.X, size.Y) < 2*smallest {
			break
		}
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

// search reads a picture at one size.
func search(ctx context.Context, gray *image.Gray) []string {
	size := gray.Rect.Size()
	source, err := gozxing.NewPlanarYUVLuminanceSource(gray.Pix, size.X, size.Y, 0, 0, size.X, size.Y, false)
	if err != nil {
		return nil
	}
	bits, err := gozxing.NewHybridBinarizer(source).GetBlackMatrix()
	if err != nil {
		return nil
	}
	r := newReader(bits)
	return r.read(ctx, r.corners(ctx))
}

// luminance is a copy of a picture without its colours, its rows end to end.
func luminance(img image.Image) *image.Gray {
	gray := image.NewGray(image.Rectangle{Max: img.Bounds().Size()})
	photo, ok := img.(*image.YCbCr) // what JPEG decodes to
	if !ok {
		draw.Draw(gray, gray.Rect, img, img.Bounds().Min, draw.Src)
		return gray
	}
	for y := range gray.Rect.Dy() {
		at := photo.YOffset(photo.Rect.Min.X, photo.Rect.Min.Y+y)
		copy(gray.Pix[y*gray.Stride:][:gray.Stride], photo.Y[at:])
	}
	return gray
}

// half is a picture at half its size: each pixel is the mean of four.
func half(src *image.Gray) *image.Gray {
	dst := image.NewGray(image.Rect(0, 0, src.Rect.Dx()/2, src.Rect.Dy()/2))
	for y := range dst.Rect.Dy() {
		upper, lower := src.Pix[2*y*src.Stride:], src.Pix[(2*y+1)*src.Stride:]
		row := dst.Pix[y*dst.Stride:][:dst.Stride]
		for x := range row {
			sum := int(upper[2*x]) + int(upper[2*x+1]) + int(lower[2*x]) + int(lower[2*x+1])
			row[x] = uint8((sum + 2) / 4)
		}
	}
	return dst
}
