package labels

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
)

const mmPerInch = 25.4

// DotsPerModule is the number of a printer's dots that make a module: a whole
// number, since part dots blur or drop out, and the least that GS1 allows. 203
// dpi gives 4 dots (0.50 mm), 300 dpi gives 5 (0.42 mm).
func DotsPerModule(dpi int) int {
	return int(math.Ceil(MinModule / mmPerInch * float64(dpi)))
}

// WritePNG draws the symbol with its quiet zone in dots of a printer with the
// given resolution, in pure black and white. The file states its resolution,
// so that it has its right size when it is printed at 100 %.
func (s Symbol) WritePNG(w io.Writer, dpi int) error {
	if dpi < 72 || dpi > 2400 {
		return fmt.Errorf("resolution of %d dpi: want 72 to 2400", dpi)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, s.image(DotsPerModule(dpi))); err != nil {
		return fmt.Errorf("encode PNG: %w", err)
	}
	// Signature (8 bytes) and IHDR (25) come first; pHYs must come before IDAT.
	for _, part := range [][]byte{b.Bytes()[:33], physical(dpi), b.Bytes()[33:]} {
		if _, err := w.Write(part); err != nil {
			return fmt.Errorf("write PNG: %w", err)
		}
	}
	return nil
}

// image has two colours, which makes the PNG one bit a pixel.
func (s Symbol) image(dots int) *image.Paletted {
	side := s.full() * dots
	img := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for i := range img.Pix {
		if s.Dark(i%side/dots-QuietZone, i/side/dots-QuietZone) {
			img.Pix[i] = 1
		}
	}
	return img
}

// physical is the pHYs chunk: length, type, pixels per metre across and down,
// unit 1 (the metre), CRC of type and data (PNG specification 11.3.4.3).
func physical(dpi int) []byte {
	perMetre := uint32(math.Round(float64(dpi) / mmPerInch * 1000))
	chunk := append(binary.BigEndian.AppendUint32(nil, 9), "pHYs"...)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = append(chunk, 1)
	return binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
}
