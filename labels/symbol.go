package labels

import (
	"errors"
	"fmt"
	"image/color"
	"iter"
	"strings"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
)

// Widths of a module in mm for a QR Code with a GS1 Digital Link URI (GS1
// General Specifications 5.12.3.1, symbol specification table 1).
const (
	MinModule       = 0.396
	PreferredModule = 0.495
	MaxModule       = 0.990
)

// QuietZone is the light margin on each side of a symbol, in modules
// (ISO/IEC 18004, 6.3.8). Everything here that draws a symbol adds it.
const QuietZone = 4

// Symbol is a QR symbol as a matrix of modules, without its quiet zone.
type Symbol struct {
	size int
	dark []bool // row by row
}

// QR encodes a code of printable ASCII, which every reader understands alike;
// other text would need an ECI that many readers ignore.
func QR(content string, level Level) (Symbol, error) {
	if err := checkCode(content); err != nil {
		return Symbol{}, err
	}
	correction, err := level.correction(len(content))
	if err != nil {
		return Symbol{}, err
	}
	// The mode is named because qr.Auto corrupts text with a plus sign.
	// "Unicode" is one segment of plain bytes.
	code, err := qr.Encode(content, correction, qr.Unicode)
	if err != nil {
		return Symbol{}, fmt.Errorf("encode QR symbol: %w", err)
	}
	return matrix(code), nil
}

func checkCode(code string) error {
	if code == "" {
		return errors.New("the code is empty")
	}
	for i, r := range code {
		if r < ' ' || r > '~' {
			return fmt.Errorf("character %q at byte %d of the code is not printable ASCII", r, i)
		}
	}
	return nil
}

func matrix(code barcode.Barcode) Symbol {
	size := code.Bounds().Dx()
	s := Symbol{size: size, dark: make([]bool, size*size)}
	for i := range s.dark {
		s.dark[i] = code.At(i%size, i/size) == color.Black
	}
	return s
}

// Size is the number of modules on a side, without the quiet zone.
func (s Symbol) Size() int { return s.size }

// Version is from 1 (21 modules) to 40 (177 modules).
func (s Symbol) Version() int { return (s.size - 17) / 4 }

// Dark tells the colour of the module in column x of row y. Outside the symbol
// all is light.
func (s Symbol) Dark(x, y int) bool {
	return x >= 0 && x < s.size && y >= 0 && y < s.size && s.dark[y*s.size+x]
}

// Side is the printed width and height in mm with the quiet zone, for a module
// of the given width in mm.
func (s Symbol) Side(module float64) float64 { return module * float64(s.full()) }

// full is the number of modules on a side with the quiet zone.
func (s Symbol) full() int { return s.size + 2*QuietZone }

// String draws the matrix, a line a row, a # for a dark module.
func (s Symbol) String() string {
	var b strings.Builder
	for y := range s.size {
		for x := range s.size {
			if s.Dark(x, y) {
				b.WriteByte('#')
			} else {
				b.WriteByte('.')
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// run is n dark modules side by side. x and y count from the corner of the
// quiet zone.
type run struct{ x, y, n int }

// runs gives the dark modules, those side by side joined: drawn as one shape
// they show no seams, and take less room.
func (s Symbol) runs() iter.Seq[run] {
	return func(yield func(run) bool) {
		for y := range s.size {
			for x := 0; x < s.size; x++ {
				start := x
				for s.Dark(x, y) {
					x++
				}
				if x > start && !yield(run{QuietZone + start, QuietZone + y, x - start}) {
					return
				}
			}
		}
	}
}
