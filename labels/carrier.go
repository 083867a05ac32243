package labels

import (
	"fmt"
	"image"
	"image/color"
	"slices"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/datamatrix"

	"temgoc/labels/qr"
)

// Carrier is the kind of barcode that says a carton's GS1 element string.
type Carrier string

const (
	GS1128        Carrier = "gs1-128"    // for line scanners: every warehouse has them
	GS1DataMatrix Carrier = "datamatrix" // for camera scanners
)

// pattern is the dark modules of a symbol of any kind, without a quiet zone. A
// bar is a module high.
type pattern struct {
	size image.Point
	runs []qr.Run
}

func patternOf(s qr.Symbol) pattern {
	return pattern{image.Pt(s.Size(), s.Size()), slices.Collect(s.Runs())}
}

// gs1128Pattern is a Code 128 symbol with FNC1 in front: that makes it GS1-128
// (GS1 General Specifications, 5.4).
func gs1128Pattern(elements []element) (pattern, error) {
	b, err := code128.Encode(string(code128.FNC1) + elementString(elements))
	if err != nil {
		return pattern{}, fmt.Errorf("encode GS1-128: %w", err)
	}
	return readPattern(b, image.Pt(b.Bounds().Dx(), 1)), nil
}

// dataMatrixPattern is a Data Matrix ECC 200 symbol with FNC1 in front (GS1
// General Specifications, 5.6).
func dataMatrixPattern(elements []element) (pattern, error) {
	b, err := datamatrix.Encode(string([]byte{datamatrix.FNC1}) + elementString(elements))
	if err != nil {
		return pattern{}, fmt.Errorf("encode GS1 DataMatrix: %w", err)
	}
	return readPattern(b, b.Bounds().Size()), nil
}

// readPattern finds the dark modules of an encoder's picture, in which each is
// a pixel.
func readPattern(b barcode.Barcode, size image.Point) pattern {
	p := pattern{size: size}
	dark := func(x, y int) bool { return x < size.X && b.At(x, y) == color.Black }
	for y := range size.Y {
		for x := 0; x < size.X; x++ {
			start := x
			for dark(x, y) {
				x++
			}
			if x > start {
				p.runs = append(p.runs, qr.Run{X: start, Y: y, N: x - start})
			}
		}
	}
	return p
}
