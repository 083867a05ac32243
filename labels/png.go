package labels

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"io"
	"math"
)

const (
	mmPerInch  = 25.4
	mmPerPoint = mmPerInch / 72
)

// DotsPerModule is the number of a printer's dots that make a module: a whole
// number, since part dots blur or drop out, and the least that GS1 allows. 203
// dpi gives 4 dots (0.50 mm), 300 dpi gives 5 (0.42 mm).
func DotsPerModule(dpi int) int {
	return int(math.Ceil(MinModule / mmPerInch * float64(dpi)))
}

// WritePNG draws a whole label in dots of the template's resolution, in pure
// black and white. The file states its resolution, so that it has its right
// size when it is printed at 100 %.
func (t *Template) WritePNG(w io.Writer, c Code) error {
	b := newBitmap(t.Module.corner(Point{t.Stock.Label.W, t.Stock.Label.H}))
	t.drawCommon(b, image.Point{})
	if err := t.drawOwn(b, image.Point{}, c, newPen(t.Module.DPI)); err != nil {
		return err
	}
	return b.writePNG(w, t.Module.DPI)
}

// WritePNG draws the symbol with its quiet zone in dots of a printer with the
// given resolution, in the manner of a label's.
func (s Symbol) WritePNG(w io.Writer, dpi int) error {
	if dpi < 72 || dpi > 2400 {
		return fmt.Errorf("resolution of %d dpi: want 72 to 2400", dpi)
	}
	dots := DotsPerModule(dpi)
	b := newBitmap(image.Pt(s.full(), s.full()).Mul(dots))
	drawSymbol(b, image.Point{}, s.Symbol, dots)
	return b.writePNG(w, dpi)
}

// writePNG writes the bits as they are: an indexed picture of one bit a pixel,
// without filters, which would only hide what repeats (PNG specification 11.2).
func (b bitmap) writePNG(w io.Writer, dpi int) error {
	const depth, indexed = 1, 3
	header := binary.BigEndian.AppendUint32(nil, uint32(b.size.X))
	header = binary.BigEndian.AppendUint32(header, uint32(b.size.Y))
	header = append(header, depth, indexed, 0, 0, 0)

	perMetre := uint32(math.Round(float64(dpi) / mmPerInch * 1000))
	physical := binary.BigEndian.AppendUint32(nil, perMetre) // across
	physical = binary.BigEndian.AppendUint32(physical, perMetre)

	file := []byte("\x89PNG\r\n\x1a\n")
	file = appendChunk(file, "IHDR", header)
	file = appendChunk(file, "pHYs", append(physical, 1)) // 1 is the metre
	file = appendChunk(file, "PLTE", []byte{0xFF, 0xFF, 0xFF, 0, 0, 0})
	file = appendChunk(file, "IDAT", b.deflate())
	file = appendChunk(file, "IEND", nil)
	if _, err := w.Write(file); err != nil {
		return fmt.Errorf("write PNG: %w", err)
	}
	return nil
}

// deflate packs the rows, each behind the number of its filter.
func (b bitmap) deflate() []byte {
	var packed bytes.Buffer // takes everything, so no error comes back
	z := zlib.NewWriter(&packed)
	for y := range b.size.Y {
		z.Write([]byte{0})
		z.Write(b.row(y))
	}
	z.Close()
	return packed.Bytes()
}

// appendChunk adds length, type, data and the CRC of both (PNG specification
// 5.3).
func appendChunk(dst []byte, kind string, data []byte) []byte {
	dst = binary.BigEndian.AppendUint32(dst, uint32(len(data)))
	start := len(dst)
	dst = append(append(dst, kind...), data...)
	return binary.BigEndian.AppendUint32(dst, crc32.ChecksumIEEE(dst[start:]))
}
