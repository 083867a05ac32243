package labels

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Mark is what a symbol of a calibration sheet says of itself: which one it is,
// and of which sheet. There are no marks but those of Marks.
type Mark struct {
	DPI      int // of the printer
	Largest  int // dots of a module, in the largest symbols of the sheet
	Dots     int // of a module
	Quiet    int // modules of the quiet zone, up to a dark frame
	Darkness Darkness
	Copy     int // from 1, of those that are alike
}

// Darkness is how black a symbol is printed: as the printer is set, or changed
// in the picture for want of a command, or by a setting of a label printer.
type Darkness string

const (
	AsSet Darkness = "n"
	Grown Darkness = "g" // dark modules a dot wider on each side, as of much ink or heat
	Lost  Darkness = "l" // a dot narrower
)

// Settings of label printers, from light to dark. Zebra's ^MD is added to the
// darkness that the printer is set to, of 30; TSPL's DENSITY is of 15.
var (
	zplSettings  = [...]int{-5, 0, 5, 10}
	tsplSettings = [...]int{6, 8, 10, 12}
)

// Setting is the command of a label printer and its value: "^MD" and -5. There
// is none for a darkness that no printer is told.
func (d Darkness) Setting() (command string, value int) {
	for i := range zplSettings {
		switch d {
		case zplDarkness(i):
			return "^MD", zplSettings[i]
		case tsplDarkness(i):
			return "DENSITY", tsplSettings[i]
		}
	}
	return "", 0
}

func zplDarkness(i int) Darkness  { return Darkness("z" + strconv.Itoa(i+1)) }
func tsplDarkness(i int) Darkness { return Darkness("t" + strconv.Itoa(i+1)) }

// usual is the setting that a printer comes with, and that of the narrow quiet
// zones.
const usual = 1

// ladder are the modules that a printer is tried with, in dots: from a quarter
// of a millimetre to two thirds.
func ladder(dpi int) []int {
	switch dpi {
	case 203:
		return []int{2, 3, 4, 5, 6}
	case 300:
		return []int{3, 4, 5, 6, 7, 8}
	case 600:
		return []int{6, 8, 10, 12, 14, 16}
	}
	return nil
}

// A set is a symbol of each size, alike in all else.
type set struct {
	quiet    int
	darkness Darkness
	copy     int
}

// plainSets are for printers that are told no darkness, in the order in which
// they stand on a page: those alike far from each other, for few printers are
// equally good everywhere.
var plainSets = []set{
	{4, AsSet, 1}, {2, AsSet, 1}, {4, Grown, 1}, {4, AsSet, 2}, {4, Lost, 1}, {1, AsSet, 1}, {4, AsSet, 3},
}

// settingSets try each setting of a label printer twice. The usual one comes
// last, for a printer keeps what it was told last.
func settingSets(darkness func(i int) Darkness) []set {
	var sets []set
	for i := range zplSettings {
		if i != usual {
			sets = append(sets, set{4, darkness(i), 1}, set{4, darkness(i), 2})
		}
	}
	d := darkness(usual)
	return append(sets, set{4, d, 1}, set{2, d, 1}, set{1, d, 1}, set{4, d, 2})
}

// setsWith are those of the sheet that has symbols of this darkness.
func setsWith(d Darkness) []set {
	switch d[:min(1, len(d))] {
	case "z":
		return settingSets(zplDarkness)
	case "t":
		return settingSets(tsplDarkness)
	}
	return plainSets
}

// Marks are all of the sheet that m is of, set by set, the smallest first.
func (m Mark) Marks() []Mark {
	var list []Mark
	for _, s := range setsWith(m.Darkness) {
		for _, dots := range ladder(m.DPI) {
			if dots <= m.Largest {
				list = append(list, Mark{m.DPI, m.Largest, dots, s.quiet, s.darkness, s.copy})
			}
		}
	}
	return list
}

// Module is its size.
func (m Mark) Module() Module { return dotsOf(m.DPI, m.Dots) }

// markPath is where a mark leads, under the base address of a service.
const markPath = "/calibrate"

// URL is what the symbol says.
func (m Mark) URL(base string) string { return base + markPath + "?c=" + m.String() }

// String is short: dpi, largest and own size in dots, quiet zone, darkness and
// copy, as in 300-8-5-4-n-1.
func (m Mark) String() string {
	return fmt.Sprintf("%d-%d-%d-%d-%s-%d", m.DPI, m.Largest, m.Dots, m.Quiet, m.Darkness, m.Copy)
}

// ParseMark reads what a symbol says, whatever service it leads to. What is on
// no sheet is an error.
func ParseMark(text string) (Mark, error) {
	u, err := url.Parse(text)
	if err != nil || u.Path != markPath {
		return Mark{}, fmt.Errorf("%q is no mark of a calibration sheet", text)
	}
	c := u.Query().Get("c")
	m, ok := parseMark(c)
	if !ok || m.String() != c || !slices.Contains(m.Marks(), m) {
		return Mark{}, fmt.Errorf("mark %q is on no calibration sheet", c)
	}
	return m, nil
}

func parseMark(c string) (Mark, bool) {
	parts := strings.Split(c, "-")
	if len(parts) != 6 {
		return Mark{}, false
	}
	m := Mark{Darkness: Darkness(parts[4])}
	for _, n := range []struct {
		into *int
		from string
	}{{&m.DPI, parts[0]}, {&m.Largest, parts[1]}, {&m.Dots, parts[2]}, {&m.Quiet, parts[3]}, {&m.Copy, parts[5]}} {
		value, err := strconv.Atoi(n.from)
		if err != nil {
			return Mark{}, false
		}
		*n.into = value
	}
	return m, slices.Contains(ladder(m.DPI), m.Largest)
}
