package labels

import (
	"bytes"
	"fmt"
)

// zpl is a file for printers that speak ZPL II: a row of labels is a format of
// its own, with a picture and nothing else in it. No text of a label is ever in
// the file as text, so none can be taken for a command.
type zpl struct{ roll }

// NewZPL makes the labels of a template for printers of its resolution that
// speak ZPL II. The error is NeedsRoll for a stock of sheets.
func NewZPL(t *Template) (Document, error) {
	r, err := newRoll(t)
	if err != nil {
		return nil, err
	}
	return zpl{r}, nil
}

func (zpl) Head() []byte { return nil }

func (z zpl) Part(_ int, codes []Code) (Part, error) { return z.part(codes, appendFormat) }

// appendFormat writes a row of labels: its width and length, the origin, which
// a printer may have kept from another file, and the picture.
func appendFormat(dst []byte, b bitmap) []byte {
	dst = fmt.Appendf(dst, "^XA^PW%d^LL%d^LH0,0\n", b.size.X, b.size.Y)
	for y := 0; y < b.size.Y; {
		rows := min(b.size.Y-y, maxField/b.stride)
		dst = appendField(dst, b, y, rows)
		y += rows
	}
	return append(dst, "^XZ\n"...)
}

// maxField is the most bytes that a graphic field may have. Larger pictures are
// put together of several.
const maxField = 99_999

// appendField writes some rows of a picture in ASCII hex with Zebra's
// compression; the byte counts are those before it.
func appendField(dst []byte, b bitmap, y, rows int) []byte {
	size := rows * b.stride
	dst = fmt.Appendf(dst, "^FO0,%d^GFA,%d,%d,%d,", y, size, size, b.stride)
	for i := range rows {
		if i > 0 && bytes.Equal(b.row(y+i), b.row(y+i-1)) {
			dst = append(dst, ':') // as the row before
			continue
		}
		dst = appendHexRow(dst, b.row(y+i))
	}
	return append(dst, "^FS\n"...)
}

func appendHexRow(dst, row []byte) []byte {
	for i := 0; i < 2*len(row); {
		digit, n := nibble(row, i), 1
		for i+n < 2*len(row) && nibble(row, i+n) == digit {
			n++
		}
		i += n
		switch {
		case i == 2*len(row) && digit == 0x0:
			return append(dst, ',') // white up to the end of the row
		case i == 2*len(row) && digit == 0xF:
			return append(dst, '!') // black
		}
		dst = appendRun(dst, digit, n)
	}
	return dst
}

func nibble(row []byte, i int) byte { return row[i/2] >> (4 - i%2*4) & 0xF }

// maxRun is the longest run that two letters count: z (400) and Y (19).
const maxRun = 419

// appendRun writes a digit n times: g to z count twenties, G to Y ones.
func appendRun(dst []byte, digit byte, n int) []byte {
	for ; n > 0; n -= maxRun {
		count := min(n, maxRun)
		if count >= 20 {
			dst = append(dst, 'g'-1+byte(count/20))
		}
		if ones := count % 20; ones > 0 && count > 1 {
			dst = append(dst, 'G'-1+byte(ones))
		}
		dst = append(dst, "0123456789ABCDEF"[digit])
	}
	return dst
}
