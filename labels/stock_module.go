package labels

import (
	"fmt"
	"math"

	"temgoc/labels/qr"
)

// Module is how large a module of a symbol comes out: a whole number of a
// printer's dots.
type Module struct {
	DPI  int     `json:"dpi"`
	Dots int     `json:"dots"`
	MM   float64 `json:"mm"`
}

func dotsOf(dpi, dots int) Module {
	return Module{dpi, dots, float64(dots) * mmPerInch / float64(dpi)}
}

// side is that of a symbol with its quiet zone, in mm.
func (m Module) side(version int) float64 { return m.MM * float64(modules(version)) }

// modules are those on a side, with the quiet zone (ISO/IEC 18004, 6.3.1).
func modules(version int) int { return 17 + 4*version + 2*QuietZone }

// TooSmall refuses a symbol whose modules would come out below MinModule.
type TooSmall struct {
	Stock   string
	Modules int     // on a side, with the quiet zone
	Room    float64 // mm that the stock has for them
	DPI     int
}

func (e TooSmall) Error() string {
	return fmt.Sprintf("a symbol of %d modules with its quiet zone needs %.1f mm at %d dpi, stock %s has %.1f mm",
		e.Modules, float64(e.Modules)*dotsOf(e.DPI, DotsPerModule(e.DPI)).MM, e.DPI, e.Stock, e.Room)
}

const (
	// symbolEdge is left between the symbol's quiet zone and the label's edge.
	symbolEdge = 0.3 // mm
	// scratchEdge is left around the field that foil covers, which is put on
	// with some play.
	scratchEdge = 0.5 // mm
)

// Room is the largest square, in mm, that a symbol with its quiet zone may take.
func (s Stock) Room() float64 {
	if s.Round {
		return (s.Label.W - 2*symbolEdge) / math.Sqrt2
	}
	room := 0.0
	for _, free := range s.symbolAreas() {
		room = max(room, min(free.W, free.H))
	}
	return room
}

// symbolAreas are where a symbol may stand on a label that is not round.
func (s Stock) symbolAreas() []Box {
	label := Box{Size: s.Label}.grow(-symbolEdge)
	if s.Scratch == nil {
		return []Box{label}
	}
	return label.without(s.Scratch.grow(scratchEdge))
}

// Resolutions that printers have.
const minDPI, maxDPI = 72, 2400

// largeLabel is read from further off, so its modules grow with it: by this
// many a side of the label, once that is more than PreferredModule.
const largeLabel = 130

// Module is the largest that a symbol of the given version is set with: about
// PreferredModule on stamps, where the room allows. Below MinModule it is
// TooSmall. A template may take a smaller one for the sake of its text.
func (s Stock) Module(version, dpi int) (Module, error) {
	if dpi < minDPI || dpi > maxDPI {
		return Module{}, fmt.Errorf("resolution of %d dpi: want %d to %d", dpi, minDPI, maxDPI)
	}
	perMM := float64(dpi) / mmPerInch
	preferred := math.Ceil(PreferredModule * perMM)
	preferred = max(preferred, math.Floor(min(s.Label.W, s.Label.H)/largeLabel*perMM))
	preferred = min(preferred, math.Floor(MaxModule*perMM))
	dots := min(int(preferred), int(s.Room()/float64(modules(version))*perMM))
	if dots < DotsPerModule(dpi) {
		return Module{}, TooSmall{s.Name, modules(version), s.Room(), dpi}
	}
	return dotsOf(dpi, dots), nil
}

// Fits tells how large the modules of codes like the sample come out. It is
// TooSmall where they do not fit.
func (s Stock) Fits(url string, dpi int) (Module, error) {
	version, err := versionOf(url)
	if err != nil {
		return Module{}, err
	}
	return s.Module(version, dpi)
}

// Fitting are those of the stocks that codes like the sample fit.
func Fitting(stocks []Stock, url string, dpi int) []Stock {
	var fit []Stock
	for _, s := range stocks {
		if _, err := s.Fits(url, dpi); err == nil {
			fit = append(fit, s)
		}
	}
	return fit
}

// versionOf is that of the largest symbol of any code like the sample.
func versionOf(url string) (int, error) {
	return qr.Version(qr.Worst(url), qr.Options{Level: qr.AtLeastM})
}
