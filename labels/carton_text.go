package labels

import (
	"errors"
	"slices"
)

// The largest sizes of texts, in points of a plain line: a carton is read from
// further off than a stamp.
const headingSize, sideSize = 16, 12

// placeTexts puts the name of the goods to the left of the QR symbol and what
// else there is to say under it. What has no room is left out as on stamps.
func (l *cartonLayout) placeTexts(d Design) error {
	for _, c := range newContent(d, "").lesser() {
		heading, ok := fill(l.heading, headingSize, c.title, c.note, c.maker)
		if !ok {
			continue
		}
		side, ok := fill(l.side, sideSize, append(slices.Clone(c.lines), c.host)...)
		if !ok {
			continue
		}
		for _, line := range slices.Concat(heading, side) {
			l.texts = append(l.texts, line.Text)
		}
		return nil
	}
	return errors.New("the title or the first line does not fit on a carton's label")
}

// fill sets texts from the top of a box, as large as it allows.
func fill(b Box, largest float64, all ...passage) (lines []line, ok bool) {
	all = passages(all...)
	for _, s := range slices.Concat(scales(largest, leastSize), worstScales(leastSize, leastSize)) {
		if lines, ok := (field{Box: b, stand: atTop}).fit(all, s); ok {
			return lines, true
		}
	}
	return nil, false
}
