package labels

import (
	"fmt"
	"image"
	"math"

	"temgoc/labels/qr"
)

// Calibration tries a printer: symbols of growing modules, several of each and
// at different places, with quiet zones of 4, 2 and 1 modules between them and
// a dark frame, and more or less dark. Each is a Mark, as hard to read as a
// stamp's compact code. Judge says what those that were read mean.
type Calibration struct {
	Stock  Stock  // of sheets: one page of it is filled, whatever is cut from it
	DPI    int    // 203, 300 or 600
	Base   string // what the symbols lead to: "https://id.example.vn"
	Legend Legend
}

// Legend is what people read beside the symbols.
type Legend struct {
	Lang  string // "vi"
	Title string
	Notes []string // how to print it
	Ruler string   // about the line of 100 mm
	Size  func(Module) string
	Set   func(quiet int, d Darkness) []string // what symbols side by side have in common
}

// Lengths in mm.
const (
	calibrationMargin = 8  // printers leave up to 5 white
	calibrationFrame  = 1  // dark, around each quiet zone
	calibrationGap    = 2  // between frames
	legendColumn      = 12 // at the least, beside the symbols of a roll's label
	rulerLength       = 100
)

// Sizes of text, in points.
const (
	calibrationTitle = 12
	calibrationText  = 7.5
	calibrationSmall = 5
)

// calibrationVersion is that of a compact code under a host of usual length.
const calibrationVersion = 4

// trial is a symbol in its place.
type trial struct {
	Mark
	symbol qr.Symbol
	at     image.Point // of its first module, in dots
}

// proof is a page of a calibration sheet, in dots.
type proof struct {
	size     image.Point
	darkness Darkness
	trials   []trial
	bars     []image.Rectangle
	texts    []Text
}

// proofs lays the sheet out whose symbols are as dark as the given one.
func (c Calibration) proofs(d Darkness) ([]proof, error) {
	m, err := c.first(d)
	if err != nil {
		return nil, err
	}
	trials := map[set][]trial{}
	for _, mark := range m.Marks() {
		symbol, err := c.symbol(mark)
		if err != nil {
			return nil, err
		}
		of := set{mark.Quiet, mark.Darkness, mark.Copy}
		trials[of] = append(trials[of], trial{Mark: mark, symbol: symbol})
	}
	if c.Stock.Media == OnSheet {
		return c.pages(setsWith(d), trials), nil
	}
	return c.rows(setsWith(d), trials), nil
}

func (c Calibration) symbol(m Mark) (qr.Symbol, error) {
	return qr.Encode(m.URL(c.Base), qr.Options{Level: qr.M, Version: calibrationVersion})
}

// first is a mark of the sheet. Its largest modules are the largest that the
// labels have room for.
func (c Calibration) first(d Darkness) (Mark, error) {
	sizes := ladder(c.DPI)
	if sizes == nil {
		return Mark{}, fmt.Errorf("calibration at %d dpi: want 203, 300 or 600", c.DPI)
	}
	m := Mark{DPI: c.DPI, Largest: sizes[len(sizes)-1], Dots: sizes[0], Quiet: QuietZone, Darkness: d, Copy: 1}
	symbol, err := c.symbol(m)
	if err != nil || c.Stock.Media == OnSheet {
		return m, err
	}
	if _, err := c.Stock.Module(symbol.Version(), c.DPI); err != nil {
		return Mark{}, err
	}
	for dotsOf(c.DPI, m.Largest).side(symbol.Version()) > c.Stock.Room() {
		sizes = sizes[:len(sizes)-1]
		m.Largest = sizes[len(sizes)-1]
	}
	return m, nil
}

// side is that of the symbol with its quiet zone, in dots.
func (t trial) side() int { return (t.symbol.Size() + 2*t.Quiet) * t.Dots }

// put places a symbol with its quiet zone in a frame of the given width. The
// corner is the frame's.
func (p *proof) put(t trial, corner image.Point, frame int) {
	outer := image.Rectangle{corner, corner.Add(image.Pt(t.side(), t.side())).Add(image.Pt(2*frame, 2*frame))}
	in := outer.Inset(frame)
	p.bars = append(p.bars,
		image.Rect(outer.Min.X, outer.Min.Y, outer.Max.X, in.Min.Y),
		image.Rect(outer.Min.X, in.Max.Y, outer.Max.X, outer.Max.Y),
		image.Rect(outer.Min.X, in.Min.Y, in.Min.X, in.Max.Y),
		image.Rect(in.Max.X, in.Min.Y, outer.Max.X, in.Max.Y))
	t.at = in.Min.Add(image.Pt(t.Quiet*t.Dots, t.Quiet*t.Dots))
	p.trials = append(p.trials, t)
}

// dots is a length in mm in dots of the printer.
func (c Calibration) dots(mm float64) int { return int(math.Round(mm / mmPerInch * float64(c.DPI))) }

// mm is the other way round.
func (c Calibration) mm(dots int) float64 { return float64(dots) * mmPerInch / float64(c.DPI) }
