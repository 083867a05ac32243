package qr

import (
	"image/color"
	"strings"
	"testing"

	"github.com/boombuler/barcode/qr"
	"github.com/google/go-cmp/cmp"
)

var boombulerLevels = map[Level]qr.ErrorCorrectionLevel{L: qr.L, M: qr.M, Q: qr.Q, H: qr.H}

// boombuler encodes a text in one segment, and tells the mask that it took.
func boombuler(t *testing.T, text string, level Level, mode mode) Symbol {
	t.Helper()
	encoding := [...]qr.Encoding{numericMode: qr.Numeric, alphanumericMode: qr.AlphaNumeric, byteMode: qr.Unicode}[mode]
	code, err := qr.Encode(text, boombulerLevels[level], encoding)
	if err != nil {
		t.Fatal(err)
	}
	size := code.Bounds().Dx()
	s := Symbol{version: (size - 17) / 4, level: level, rows: make([]Row, size)}
	for i := range size * size {
		if x, y := i%size, i/size; code.At(x, y) == color.Black {
			s.rows[y].set(x)
		}
	}
	if _, s.mask, err = readFormat(s); err != nil {
		t.Fatal(err)
	}
	return s
}

// single is our symbol of one segment in the given mode and with the given mask.
func single(text string, version int, level Level, mode mode, mask int) Symbol {
	p := plan{[]segment{{mode, text}}, classOf(version), version, level}
	placed := newMatrix(sizeOf(version))
	p.place(placed)
	return p.symbol(placed, mask)
}

func classOf(version int) class {
	for _, c := range classes {
		if version <= c.last {
			return c
		}
	}
	panic("no such version")
}

// fill makes a text in the given mode that leaves as many characters free of
// the most that a symbol holds.
func fill(version int, level Level, mode mode, free int) string {
	sample := [...]string{
		numericMode:      "0123456789" + "8675309",
		alphanumericMode: alphabet + "QR-CODE",
		byteMode:         "https://id.example.vn/01/?s=~{}|",
	}[mode]
	bits := capacity(version, level) - indicatorBits - classOf(version).count[mode]
	n := bits * sixths / characterCost[mode]
	return strings.Repeat(sample, n/len(sample)+1)[:n-free]
}

// Every version and level, as full as can be and with padding: in bytes each,
// in the other modes in turn.
func TestSameAsBoombuler(t *testing.T) {
	t.Parallel()
	for level := L; level <= H; level++ {
		t.Run(level.String(), func(t *testing.T) {
			t.Parallel()
			for version := 1; version <= versions; version++ {
				for mode := range modes {
					if mode != byteMode && version%4 != int(level-L) {
						continue // boombuler takes most of this package's test time
					}
					text := fill(version, level, mode, version%4)
					want := boombuler(t, text, level, mode)
					got := single(text, version, level, mode, want.Mask())
					if diff := cmp.Diff(want.String(), got.String()); diff != "" {
						t.Fatalf("version %d, mode %d, %d characters (-boombuler +got):\n%s", version, mode, len(text), diff)
					}
				}
			}
		})
	}
}
