package labels

import (
	"fmt"
	"image"
	"math"
	"slices"
)

// Measures of barcodes, in mm if not said otherwise: those for trade items in
// general distribution (GS1 General Specifications, symbol specification table
// 2).
const (
	barModule = 0.495 // at least
	barHeight = 32.0  // at least 31.75
	barQuiet  = 10    // modules, left and right
	// A lot of more than 17 letters is too wide for that. Its modules are as
	// large as there is room, and not under the least of any GS1-128.
	leastBarModule = 0.25

	matrixModule = 1.4 // at most 1.52; at least 0.75
	matrixQuiet  = 1   // module, all around

	// Sizes of the element string in writing, in points.
	readableUnder  = 10.0
	readableBeside = 14.0
	// readableLine is the height of a line of one point.
	readableLine = mmPerPoint * (ascent0 + descent0)
)

// placeCarrier puts the element string at the bottom.
func (l *cartonLayout) placeCarrier(carrier Carrier, elements []element) error {
	switch carrier {
	case GS1128:
		return l.placeBars(elements)
	case GS1DataMatrix:
		return l.placeMatrix(elements)
	}
	return fmt.Errorf("carrier %q: want %q or %q", carrier, GS1128, GS1DataMatrix)
}

// placeBars makes one symbol of all elements, or two where one is too wide.
func (l *cartonLayout) placeBars(elements []element) error {
	all, err := gs1128Pattern(elements)
	if err != nil {
		return err
	}
	rows := [][]element{elements}
	if l.barDots(all) < l.wantedBarDots() {
		last := len(elements) - 1
		rows = [][]element{elements[:last], elements[last:]}
	}
	top := l.dots(cartonHeight - cartonEdge)
	for _, row := range slices.Backward(rows) {
		top -= l.dots(barHeight + readableUnder*readableLine)
		if err := l.placeBarRow(row, top); err != nil {
			return err
		}
	}
	return nil
}

func (l *cartonLayout) placeBarRow(elements []element, top int) error {
	p, err := gs1128Pattern(elements)
	if err != nil {
		return err
	}
	dots := l.barDots(p)
	if l.mm(dots) < leastBarModule {
		return fmt.Errorf("%s: a GS1-128 symbol of %d modules is too wide at %d dpi", readable(elements), p.size.X, l.dpi)
	}
	at := image.Pt(l.dots(cartonEdge)+barQuiet*dots, top)
	l.marks = append(l.marks, mark{p, at, image.Pt(dots, l.dots(barHeight))})
	l.write(readable(elements), readableUnder, l.mm(at.X), l.mm(top)+barHeight)
	l.keepFree(Box{cartonEdge, l.mm(top), Size{l.mm(dots * (p.size.X + 2*barQuiet)), barHeight + readableUnder*readableLine}})
	return nil
}

func (l *cartonLayout) wantedBarDots() int {
	return int(math.Ceil(barModule / mmPerInch * float64(l.dpi)))
}

// barDots is the width of a module: the wanted one, or less for want of room.
func (l *cartonLayout) barDots(p pattern) int {
	room := l.dots(cartonWidth - 2*cartonEdge)
	return min(l.wantedBarDots(), room/(p.size.X+2*barQuiet))
}

// placeMatrix puts the symbol into the lower left corner, and beside it each
// element on a line.
func (l *cartonLayout) placeMatrix(elements []element) error {
	p, err := dataMatrixPattern(elements)
	if err != nil {
		return err
	}
	dots := int(matrixModule / mmPerInch * float64(l.dpi))
	full := (p.size.Y + 2*matrixQuiet) * dots
	corner := image.Pt(l.dots(cartonPadding), l.dots(cartonHeight-cartonPadding)-full)
	quiet := image.Pt(matrixQuiet*dots, matrixQuiet*dots)
	l.marks = append(l.marks, mark{p, corner.Add(quiet), image.Pt(dots, dots)})

	const line = readableBeside * readableLine
	y := l.mm(corner.Y+full/2) - line*float64(len(elements))/2
	for _, e := range elements {
		l.write(readable([]element{e}), readableBeside, l.mm(corner.X+full)+cartonPadding, y)
		y += line
	}
	l.keepFree(Box{cartonPadding, l.mm(corner.Y), Size{cartonWidth - 2*cartonPadding, l.mm(full)}})
	return nil
}

// write puts a line of the element string under y, smaller if it is too wide.
func (l *cartonLayout) write(words string, points, x, y float64) {
	points = min(points, (cartonWidth-cartonPadding-x)/measureText(false, 1, words))
	l.texts = append(l.texts, Text{Words: words, Size: points, X: x, Y: y + points*mmPerPoint*ascent0})
}
