package labels

import (
	"image"
	"math"
)

// pages lays the sets out as rows of a sheet, one below the other. The next
// copy of a size stands elsewhere in its row.
func (c Calibration) pages(sets []set, trials map[set][]trial) []proof {
	list := []proof{c.page()}
	y := c.dots(calibrationTop)
	for i, s := range sets {
		row := rotated(trials[s], 2*(s.copy-1))
		height := c.rowHeight(row)
		if c.mm(y+height) > c.Stock.Page.H-calibrationBottom {
			list, y = append(list, c.page()), c.dots(calibrationTop)
		}
		c.row(&list[len(list)-1], s, row, y, i%2 == 1)
		y += height
	}
	return list
}

// Lengths in mm: what the title and the notes take, and what the ruler takes.
const (
	calibrationTop    = 26
	calibrationBottom = 13
	underSymbol       = 3.5
	calibrationLine   = 3.6
)

// page has nothing but what is above and below the symbols.
func (c Calibration) page() proof {
	p := proof{size: c.pageDots()}
	const x = calibrationMargin
	p.texts = append(p.texts, Text{c.Legend.Title, true, calibrationTitle, x, calibrationMargin + 4})
	for i, note := range c.Legend.Notes {
		p.texts = append(p.texts, Text{note, false, calibrationText, x, calibrationMargin + 8.5 + calibrationLine*float64(i)})
	}
	p.bars = c.ruler(x, c.Stock.Page.H-calibrationMargin-1)
	p.texts = append(p.texts, Text{c.Legend.Ruler, false, calibrationText, x + rulerLength + 4, c.Stock.Page.H - calibrationMargin - 1})
	return p
}

func (c Calibration) pageDots() image.Point {
	return image.Pt(c.dots(c.Stock.Page.W), c.dots(c.Stock.Page.H))
}

// ruler is a line of 100 mm with a tick every 10; y is that of the line.
func (c Calibration) ruler(x, y float64) []image.Rectangle {
	line, left, base := c.dots(0.2), c.dots(x), c.dots(y)
	bars := []image.Rectangle{image.Rect(left, base, left+c.dots(rulerLength), base+line)}
	for mm := 0; mm <= rulerLength; mm += 10 {
		tick := 2.0
		if mm%50 == 0 {
			tick = 3
		}
		at := left + c.dots(float64(mm))
		bars = append(bars, image.Rect(at-line/2, base-c.dots(tick), at-line/2+line, base+line))
	}
	return bars
}

func rotated(row []trial, by int) []trial {
	by %= len(row)
	return append(append([]trial(nil), row[by:]...), row[:by]...)
}

func (c Calibration) rowHeight(row []trial) int {
	highest := 0
	for _, t := range row {
		highest = max(highest, t.side())
	}
	return highest + c.dots(2*calibrationFrame+underSymbol)
}

// row draws a set from the left margin, or up to the right one, and says beside
// it what it is.
func (c Calibration) row(p *proof, s set, row []trial, y int, right bool) {
	frame, gap := c.dots(calibrationFrame), c.dots(calibrationGap)
	width := -gap
	for _, t := range row {
		width += t.side() + 2*frame + gap
	}
	x, beside := c.dots(calibrationMargin), c.dots(calibrationMargin)+width+2*gap
	if right {
		x, beside = p.size.X-x-width, x
	}
	c.say(p, s, Point{c.mm(beside), c.mm(y) + calibrationLine}, c.Stock.Page.W-2*calibrationMargin-c.mm(width+2*gap))
	for _, t := range row {
		p.put(t, image.Pt(x, y), frame)
		outer := t.side() + 2*frame
		p.texts = append(p.texts, Text{c.Legend.Size(t.Module()), false, calibrationSmall, c.mm(x), c.mm(y+outer) + 2.2})
		x += outer + gap
	}
}

// say writes what a set is, from a point downwards.
func (c Calibration) say(p *proof, s set, at Point, room float64) {
	for i, line := range c.Legend.Set(s.quiet, s.darkness) {
		p.texts = append(p.texts, within(room, Text{line, i == 0, calibrationText, at.X, at.Y + calibrationLine*float64(i)}))
	}
}

// rows lays the sets out on the labels of a roll, as many symbols of a set on a
// label as fit. What is printed at once has one darkness.
func (c Calibration) rows(sets []set, trials map[set][]trial) []proof {
	var list []proof
	column := 0
	for _, s := range sets {
		for rest := trials[s]; len(rest) > 0; column++ {
			if column%c.Stock.Columns == 0 || list[len(list)-1].darkness != s.darkness {
				column = 0
				list = append(list, proof{size: c.pageDots(), darkness: s.darkness})
			}
			var on []trial
			on, rest = c.deal(rest)
			c.label(&list[len(list)-1], c.Stock.Place(column), s, on)
		}
	}
	return list
}

// deal takes the symbols of the next label: the largest that is left, and as
// many of the smallest as fit beside it and the legend. A round one takes one.
func (c Calibration) deal(trials []trial) (on, rest []trial) {
	largest, rest := trials[len(trials)-1], trials[:len(trials)-1]
	on = []trial{largest}
	for width := c.field().W - legendColumn - c.wide(largest); len(rest) > 0 && !c.Stock.Round; rest = rest[1:] {
		if width -= calibrationGap + c.wide(rest[0]); width < 0 {
			break
		}
		on = append(on, rest[0])
	}
	return on, rest
}

// frame is the width of a symbol's, in mm: less than usual where the label has
// no more room.
func (c Calibration) frame(t trial) float64 {
	field := c.field()
	return min(calibrationFrame, (min(field.W, field.H)-c.mm(t.side()))/2)
}

// wide is a symbol's side with its frame, in mm.
func (c Calibration) wide(t trial) float64 { return c.mm(t.side()) + 2*c.frame(t) }

// field is the part of a label that symbols may take.
func (c Calibration) field() Size {
	if c.Stock.Round {
		return Size{c.Stock.Room(), c.Stock.Room()}
	}
	return Size{c.Stock.Label.W - 2*symbolEdge, c.Stock.Label.H - 2*symbolEdge}
}

// label draws symbols side by side. On a round one it is one, in the middle.
func (c Calibration) label(p *proof, place Box, s set, trials []trial) {
	field := c.field()
	x, middle := place.X+(place.W-field.W)/2, place.Y+place.H/2
	if c.Stock.Round {
		x = place.X + (place.W-c.wide(trials[0]))/2
	}
	var legend []string
	for _, t := range trials {
		p.put(t, image.Pt(c.dots(x), c.dots(middle-c.wide(t)/2)), c.dots(c.frame(t)))
		x += c.wide(t) + calibrationGap
		legend = append(legend, c.Legend.Size(t.Module()))
	}
	legend = append(legend, c.Legend.Set(s.quiet, s.darkness)...)
	c.tell(p, place, x, legend)
}

const legendLine = 2.2 // mm

// tell writes the legend of a label beside its symbols, where there is room. A
// symbol says by itself which it is.
func (c Calibration) tell(p *proof, place Box, x float64, legend []string) {
	if c.Stock.Round {
		c.tellRound(p, place, legend)
		return
	}
	room := place.X + place.W - symbolEdge - x
	if room < legendColumn/2 {
		return
	}
	y := place.Y + place.H/2 - legendLine*float64(len(legend)-2)/2
	for i, words := range legend {
		p.texts = append(p.texts, within(room, Text{words, false, calibrationSmall, x, y + legendLine*float64(i)}))
	}
}

// tellRound writes the first line above the symbol and the others below it.
func (c Calibration) tellRound(p *proof, place Box, legend []string) {
	middle, radius, half := Point{place.X + place.W/2, place.Y + place.H/2}, place.W/2, c.field().H/2
	for i, words := range legend {
		down := half + legendLine*float64(i) - 0.5
		if i == 0 {
			down = -half - legendLine/2
		}
		room := 1.8 * math.Sqrt(max(0, radius*radius-down*down)) // nine tenths of the chord
		t := within(room, Text{words, false, calibrationSmall, 0, middle.Y + down})
		t.X = middle.X - measureText(t.Bold, t.Size, t.Words)/2
		p.texts = append(p.texts, t)
	}
}

// within makes a text smaller that would be wider than its room.
func within(room float64, t Text) Text {
	t.Size *= min(1, room/measureText(t.Bold, t.Size, t.Words))
	return t
}
