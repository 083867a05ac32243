package labels

import (
	"bytes"
	"errors"
	"image"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestHexRow(t *testing.T) {
	t.Parallel()
	of := func(n int, b byte) []byte { return bytes.Repeat([]byte{b}, n) }
	for _, tt := range []struct {
		name string
		row  []byte
		want string
	}{
		{"white", of(60, 0), ","},
		{"black", of(60, 0xFF), "!"},
		{"single digits", []byte{0x12, 0x34}, "1234"},
		{"white to the end", []byte{0x10, 0, 0}, "1,"},
		{"black to the end", []byte{0xEF, 0xFF}, "E!"},
		{"7 of a digit", []byte{0xAA, 0xAA, 0xAA, 0xA1}, "MA1"},
		{"21", append(of(10, 0), 1), "gG01"},
		{"327, as in the manual", append(of(163, 0xBB), 0xB1), "vMB1"},
		{"419", append(of(209, 0), 0x01), "zY01"},
		{"more than two letters count", append(of(210, 0), 0x10), "zY001,"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := string(appendHexRow(nil, tt.row)); got != tt.want {
				t.Errorf("%x is packed as %s, want %s", tt.row, got, tt.want)
			}
		})
	}
}

// A field of any picture gives the picture back.
func TestGraphicField(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		b := newBitmap(image.Pt(1+random.IntN(7000), 1+random.IntN(20)))
		for range random.IntN(40) {
			corner := image.Pt(random.IntN(b.size.X), random.IntN(b.size.Y))
			b.fill(image.Rectangle{corner, corner.Add(image.Pt(random.IntN(900), random.IntN(9)))})
		}
		printed := printZPL(t, appendFormat(nil, b))
		if len(printed) != 1 {
			t.Fatalf("%d pictures, want 1", len(printed))
		}
		checkPrinted(t, printed[0], b)
	}
}

// A picture of more bytes than a field may have is put together of several.
func TestLargePicture(t *testing.T) {
	t.Parallel()
	b := newBitmap(image.Pt(2400, 700)) // 210,000 bytes
	b.frame(b.Bounds(), 3)
	file := appendFormat(nil, b)
	if got := bytes.Count(file, []byte("^GFA")); got != 3 {
		t.Errorf("%d graphic fields, want 3", got)
	}
	checkPrinted(t, printZPL(t, file)[0], b)
}

// checkPrinted compares every dot of a picture with what it was made of.
func checkPrinted(t *testing.T, got *image.Gray, want bitmap) {
	t.Helper()
	if got.Rect != want.Bounds() {
		t.Fatalf("picture of %v, want %v", got.Rect, want.Bounds())
	}
	for i, gray := range got.Pix {
		x, y := i%got.Stride, i/got.Stride
		if black := want.ColorIndexAt(x, y) == 1; black != (gray == 0) {
			t.Fatalf("dot %d,%d has gray %d, want black: %v", x, y, gray, black)
		}
	}
}

var labelPrinters = map[string]func(*Template) (Document, error){"zpl": NewZPL, "tspl": NewTSPL}

func TestLabelPrintersNeedRolls(t *testing.T) {
	t.Parallel()
	sheets := &Template{Stock: Stock{Name: "a4", Media: OnSheet}}
	for name, newDocument := range labelPrinters {
		_, err := newDocument(sheets)
		if refused := (NeedsRoll{}); !errors.As(err, &refused) || !strings.Contains(err.Error(), "a4") {
			t.Errorf("%s: error %v, want NeedsRoll", name, err)
		}
	}
}
