package labels

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"unicode/utf8"
)

const (
	maxName, maxLike     = 40, 60  // letters
	minLength, maxLength = 5, 1000 // mm, of pages and labels
	maxColumns, maxRows  = 50, 100
	maxGap               = 50 // mm
	minScratchW          = 8  // mm: a PIN that is still read
	minScratchH          = 3  // mm
	smallestVersion      = 3  // that a code of goods can have
)

var stockName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// check holds that labels lie side by side on their page, and that each has
// room for a symbol.
func (s Stock) check() error {
	return cmp.Or(
		s.checkWords(),
		s.checkLengths(),
		s.checkMedia(),
		inRange("columns", s.Columns, maxColumns),
		inRange("rows", s.Rows, maxRows),
		fills("x", "w", s.First.X, s.Label.W, s.Pitch.W, s.Page.W, s.Columns),
		fills("y", "h", s.First.Y, s.Label.H, s.Pitch.H, s.Page.H, s.Rows),
		s.checkRound(),
		s.checkScratch(),
		s.checkRoom(),
	)
}

func (s Stock) checkWords() error {
	if len(s.Name) > maxName || !stockName.MatchString(s.Name) {
		return fmt.Errorf("name: want up to %d small letters and digits, with single hyphens between, such as roll-50x30", maxName)
	}
	if utf8.RuneCountInString(s.Like) > maxLike || clean(s.Like) != s.Like {
		return fmt.Errorf("like: want one line of up to %d letters, such as Avery L7160", maxLike)
	}
	return nil
}

// checkLengths also refuses what is not a number: no comparison with it holds.
func (s Stock) checkLengths() error {
	for _, length := range []struct {
		field string
		mm    float64
	}{
		{"page.w", s.Page.W}, {"page.h", s.Page.H}, {"label.w", s.Label.W}, {"label.h", s.Label.H},
	} {
		if !(length.mm >= minLength && length.mm <= maxLength) {
			return fmt.Errorf("%s is %g mm: give %d to %d", length.field, length.mm, minLength, maxLength)
		}
	}
	if !(s.Gap >= 0 && s.Gap <= maxGap) {
		return fmt.Errorf("gap is %g mm: give 0 to %d", s.Gap, maxGap)
	}
	return nil
}

func (s Stock) checkMedia() error {
	switch {
	case s.Media != OnSheet && s.Media != OnRoll:
		return fmt.Errorf("media is %q: give %q or %q", s.Media, OnSheet, OnRoll)
	case s.Media == OnRoll && s.Rows != 1:
		return fmt.Errorf("rows is %d: a roll has 1, its pages are rows of labels", s.Rows)
	case s.Media == OnSheet && s.Gap != 0:
		return fmt.Errorf("gap is %g mm: only rolls have one; leave it out", s.Gap)
	}
	return nil
}

func inRange(field string, n, most int) error {
	if n < 1 || n > most {
		return fmt.Errorf("%s is %d: give 1 to %d", field, n, most)
	}
	return nil
}

// fills holds that n labels in a line neither overlap nor leave their page. axis
// and length are the names of the fields.
func fills(axis, length string, first, label, pitch, page float64, n int) error {
	const slack = 0.01 // mm, for sums that come out inexactly
	end := first + float64(n-1)*pitch + label
	switch {
	case !(first >= 0):
		return fmt.Errorf("first.%s is %g mm: give 0 or more", axis, first)
	case !(pitch >= 0):
		return fmt.Errorf("pitch.%s is %g mm: give 0 or more", length, pitch)
	case n > 1 && pitch < label-slack:
		return fmt.Errorf("pitch.%s is %g mm, the labels are %g mm, so they overlap: give at least that", length, pitch, label)
	case !(end <= page+slack):
		return fmt.Errorf("the last label ends at %.2f mm, page.%s is %g mm: make first.%s, pitch.%[2]s or label.%[2]s smaller",
			end, length, page, axis)
	}
	return nil
}

func (s Stock) checkRound() error {
	switch {
	case s.Round && s.Label.W != s.Label.H:
		return fmt.Errorf("label is %g × %g mm: a round one is as wide as high", s.Label.W, s.Label.H)
	case s.Round && s.Scratch != nil:
		return errors.New("scratch: a round label has no room for it; leave it out")
	}
	return nil
}

func (s Stock) checkScratch() error {
	switch {
	case s.Scratch == nil:
		return nil
	case !(s.Scratch.W >= minScratchW && s.Scratch.H >= minScratchH):
		return fmt.Errorf("scratch is %g × %g mm: give at least %d × %d", s.Scratch.W, s.Scratch.H, minScratchW, minScratchH)
	case !s.Scratch.within(Box{Size: s.Label}):
		return errors.New("scratch: it leaves the label; x, y, w and h are in mm from the label's corner")
	}
	return nil
}

func (s Stock) checkRoom() error {
	if need := MinModule * float64(modules(smallestVersion)); s.Room() < need {
		return fmt.Errorf("label: it has room for a symbol of %.1f mm, the smallest needs %.1f mm", s.Room(), need)
	}
	return nil
}
