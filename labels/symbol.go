package labels

import "temgoc/labels/qr"

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

// Symbol is a QR symbol that is printed by itself, with its quiet zone.
type Symbol struct{ qr.Symbol }

// QR encodes a code of printable ASCII. L is never taken: it does not last on
// goods.
func QR(code string) (Symbol, error) {
	s, err := qr.Encode(code, qr.Options{Level: qr.AtLeastM})
	return Symbol{s}, err
}

// Side is the printed width and height in mm with the quiet zone, for a module
// of the given width in mm.
func (s Symbol) Side(module float64) float64 { return module * float64(s.full()) }

// full is the number of modules on a side with the quiet zone.
func (s Symbol) full() int { return s.Size() + 2*QuietZone }
