package labels

import (
	"bytes"
	"image"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// script is read strictly: anything but what comes next ends the test.
type script struct {
	t    *testing.T
	rest []byte
}

func (s *script) take(want string) {
	s.t.Helper()
	rest, ok := bytes.CutPrefix(s.rest, []byte(want))
	if !ok {
		s.t.Fatalf("%.60q comes, want %q", s.rest, want)
	}
	s.rest = rest
}

func (s *script) bytes(n int) []byte {
	s.t.Helper()
	if n > len(s.rest) {
		s.t.Fatalf("%d bytes come, want %d", len(s.rest), n)
	}
	taken := s.rest[:n]
	s.rest = s.rest[n:]
	return taken
}

func (s *script) number() float64 {
	s.t.Helper()
	end := bytes.IndexFunc(s.rest, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	n, err := strconv.ParseFloat(string(s.rest[:max(end, 0)]), 64)
	if err != nil {
		s.t.Fatalf("%.60q comes, want a number", s.rest)
	}
	s.rest = s.rest[end:]
	return n
}

func (s *script) integer() int {
	s.t.Helper()
	n := s.number()
	if n != math.Trunc(n) {
		s.t.Fatalf("%g, want a whole number", n)
	}
	return int(n)
}

// printZPL gives what a ZPL II printer makes of a file, a picture a format. It
// knows the commands that labels need, and refuses any other.
func printZPL(t *testing.T, file []byte) []*image.Gray {
	t.Helper()
	var printed []*image.Gray
	for s := (&script{t, file}); len(s.rest) > 0; {
		s.take("^XA^PW")
		width := s.integer()
		s.take("^LL")
		height := s.integer()
		s.take("^LH0,0\n")
		var bits []byte
		stride := (width + 7) / 8
		for y := 0; y < height; y = len(bits) / stride {
			s.take("^FO0," + strconv.Itoa(y))
			bits = append(bits, s.graphicField(stride)...)
		}
		s.take("^XZ\n")
		printed = append(printed, paper(t, image.Pt(width, height), bits))
	}
	return printed
}

// graphicField reads ^GFA; its two sizes and its rows must agree.
func (s *script) graphicField(stride int) []byte {
	s.t.Helper()
	s.take("^GFA,")
	size := s.integer()
	if size > 99_999 {
		s.t.Errorf("a graphic field of %d bytes, want 99999 at most", size)
	}
	s.take("," + strconv.Itoa(size) + "," + strconv.Itoa(stride) + ",")
	bits := s.unpack(s.bytes(max(bytes.IndexByte(s.rest, '^'), 0)), 2*stride)
	if len(bits) != size {
		s.t.Fatalf("%d bytes of a picture, want %d", len(bits), size)
	}
	s.take("^FS\n")
	return bits
}

// unpack undoes the compression of ASCII hex (ZPL II Programming Guide,
// "Alternative Data Compression Scheme"). A row has a number of digits.
func (s *script) unpack(data []byte, digits int) []byte {
	s.t.Helper()
	var hex []byte
	count := 0
	for _, c := range data {
		left := digits - len(hex)%digits
		switch {
		case c >= 'G' && c <= 'Y':
			count += int(c-'G') + 1
			continue
		case c >= 'g' && c <= 'z':
			count += 20 * (int(c-'g') + 1)
			continue
		case count > 0 && strings.IndexByte(",!:", c) >= 0, count > left:
			s.t.Fatalf("a count of %d before %q, with %d digits left in the row", count, c, left)
		case c == ',':
			hex = append(hex, bytes.Repeat([]byte{0x0}, left)...)
		case c == '!':
			hex = append(hex, bytes.Repeat([]byte{0xF}, left)...)
		case c == ':' && left == digits && len(hex) >= digits:
			hex = append(hex, hex[len(hex)-digits:]...)
		default:
			digit := strings.IndexByte("0123456789ABCDEF", c)
			if digit < 0 {
				s.t.Fatalf("%q in a picture, after %d digits", c, len(hex))
			}
			hex = append(hex, bytes.Repeat([]byte{byte(digit)}, max(count, 1))...)
		}
		count = 0
	}
	bits := make([]byte, 0, len(hex)/2)
	for pair := range slices.Chunk(hex, 2) {
		bits = append(bits, pair[0]<<4|pair[1])
	}
	return bits
}

// printTSPL gives what a TSPL2 printer of a resolution makes of a file, a
// picture a PRINT.
func printTSPL(t *testing.T, file []byte, dpi int) []*image.Gray {
	t.Helper()
	s := &script{t, file}
	dots := func() int { return int(math.Round(s.number() / mmPerInch * float64(dpi))) }
	s.take("SIZE ")
	width := dots()
	s.take(" mm,")
	height := dots()
	s.take(" mm\r\nGAP ")
	s.number()
	s.take(" mm,0 mm\r\nDIRECTION 1\r\nREFERENCE 0,0\r\n")
	var printed []*image.Gray
	for len(s.rest) > 0 {
		s.take("CLS\r\nBITMAP 0,0,")
		stride := s.integer()
		s.take("," + strconv.Itoa(height) + ",0,")
		bits := bytes.Clone(s.bytes(stride * height))
		for i := range bits {
			bits[i] = ^bits[i]
		}
		s.take("\r\nPRINT 1,1\r\n")
		printed = append(printed, paper(t, image.Pt(width, height), bits))
	}
	return printed
}

// paper is a picture of bits, 1 for black. No bit may be beyond the edge.
func paper(t *testing.T, size image.Point, bits []byte) *image.Gray {
	t.Helper()
	img := image.NewGray(image.Rectangle{Max: size})
	stride := (size.X + 7) / 8
	if len(bits) != stride*size.Y {
		t.Fatalf("%d bytes of a picture of %v, want %d a row", len(bits), size, stride)
	}
	for i := range img.Pix {
		img.Pix[i] = 0xFF
	}
	for i, eight := range bits {
		for x := i % stride * 8; eight != 0; x, eight = x+1, eight<<1 {
			if eight>>7 == 0 {
				continue
			}
			if x >= size.X {
				t.Fatalf("a black dot at %d,%d of a picture of %v", x, i/stride, size)
			}
			img.Pix[i/stride*img.Stride+x] = 0
		}
	}
	return img
}
