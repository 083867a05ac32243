package labels

import (
	"math"
	"strings"
)

// stand is where text that does not fill its field stands.
type stand byte

const (
	inMiddle stand = iota
	atTop
	atBottom
)

// field is where text may stand.
type field struct {
	Box
	stand
	centred bool
	disc    *disc // that the text must not leave, of a round label
}

// disc is in mm.
type disc struct {
	centre Point
	radius float64
}

// chord is what a line from top to bottom has of the field: its left end and
// its width, which is less than nothing outside the disc.
func (f field) chord(top, bottom float64) (left, width float64) {
	if f.disc == nil {
		return f.X, f.W
	}
	far := max(math.Abs(top-f.disc.centre.Y), math.Abs(bottom-f.disc.centre.Y))
	if far >= f.disc.radius {
		return f.disc.centre.X, -1
	}
	half := math.Sqrt(f.disc.radius*f.disc.radius - far*far)
	left = max(f.X, f.disc.centre.X-half)
	return left, min(f.right(), f.disc.centre.X+half) - left
}

// line is a line of text in its place, and the room that it had.
type line struct {
	Text
	left, width float64 // of the room
	centred     bool
	serial      bool
}

// say puts words on the line.
func (l line) say(s string) Text {
	l.Words, l.X = s, l.left
	if l.centred {
		l.X += (l.width - measureText(l.Bold, l.Size, s)) / 2
	}
	return l.Text
}

// fit sets passages as the field wants them to stand.
func (f field) fit(all []passage, s scale) (lines []line, ok bool) {
	for _, gap := range s.gaps() {
		if lines, ok = f.fitApart(all, s, gap); ok {
			break
		}
	}
	return lines, ok
}

func (f field) fitApart(all []passage, s scale, gap float64) (lines []line, ok bool) {
	if s.least(all) > f.H {
		return nil, false
	}
	const step = 0.1 // mm
	from := f.Y
	if f.stand == atBottom {
		from = f.bottom() - s.least(all)
	}
	for ; from >= f.Y; from -= step {
		lines, end, ok := f.set(all, s, gap, from)
		if ok && f.stand == inMiddle {
			drop(lines, (f.bottom()-end)/2)
		}
		if ok || f.stand != atBottom {
			return lines, ok
		}
	}
	return nil, false
}

func drop(lines []line, mm float64) {
	for i := range lines {
		lines[i].Y += mm
	}
}

// set puts passages under each other from a height of the field on, and tells
// where they end.
func (f field) set(all []passage, s scale, gap, from float64) (lines []line, end float64, ok bool) {
	y := from
	for i, p := range all {
		if p.apart && i > 0 {
			y += gap * s.size(p) * mmPerPoint
		}
		var more []line
		if more, y, ok = f.setOne(p, s, y); !ok {
			return nil, 0, false
		}
		lines = append(lines, more...)
	}
	return lines, y, true
}

// setOne sets a passage from a height on.
func (f field) setOne(p passage, s scale, y float64) (lines []line, end float64, ok bool) {
	size := s.size(p)
	em := size * mmPerPoint
	up, down := p.room(s)
	pitch := (up + down) * em
	chord := func(i int) (left, width float64) {
		return f.chord(y+float64(i)*pitch, y+float64(i+1)*pitch)
	}
	texts, ok := p.part(s, int((f.bottom()-y)/pitch), func(s string) float64 {
		return measureText(p.bold, size, s)
	}, func(i int) float64 { _, width := chord(i); return width })
	for i, text := range texts {
		left, width := chord(i)
		l := line{Text{text, p.bold, size, left, y + float64(i)*pitch + up*em}, left, width, f.centred, p.serial}
		l.Text = l.say(text)
		lines = append(lines, l)
	}
	return lines, y + float64(len(lines))*pitch, ok
}

// part makes at most so many lines of a passage.
func (p passage) part(s scale, most int, width measure, room func(i int) float64) (texts []string, ok bool) {
	if p.limit > 0 {
		most = min(most, p.limit)
	}
	if most < 1 {
		return nil, false
	}
	limit := most + 1 // so that one too many shows
	if s.may(p) == mayShorten {
		limit = most
	}
	texts, whole := width.flow(p.words, room, limit)
	if len(texts) > most || !whole && s.may(p) == mayNothing {
		return nil, false
	}
	for i, text := range texts {
		if width(text) > room(i) {
			return nil, false
		}
	}
	return texts, true
}

// groups is how many groups of a serial are on a line.
func (l line) groups() int { return strings.Count(l.Words, " ") + 1 }
