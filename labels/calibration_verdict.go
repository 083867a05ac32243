package labels

import (
	"errors"
	"slices"
)

// Share is how many symbols were read of those printed.
type Share struct{ Read, Printed int }

// Whole is true where every symbol was read, and there was one.
func (s Share) Whole() bool { return s.Printed > 0 && s.Read == s.Printed }

// Verdict is what the symbols that were read of a calibration sheet say of the
// printer. What was not read may be the camera's fault: more pictures can only
// make it better.
type Verdict struct {
	Share               // of the whole sheet
	DPI      int        // of the printer
	Best     Darkness   // that lets the smallest modules be read
	Safe     Module     // the least to print; zero Dots: none of those tried
	Spare    int        // sizes below Safe that were read completely too
	Sizes    []SizeRead // growing; with a full quiet zone, at Best
	Quiets   []QuietRead
	Darkness []DarknessRead
}

// SizeRead is how well modules of a size are read.
type SizeRead struct {
	Module
	Share
}

// QuietRead is how well symbols are read, of modules from Safe on, or from
// MinModule on where none is safe, with a quiet zone of so many modules.
type QuietRead struct {
	Modules int
	Share
}

// DarknessRead is how well symbols are read that are so dark, of modules as in
// QuietRead; and the least module that is safe then.
type DarknessRead struct {
	Darkness
	Share
	Safe Module
}

var (
	ErrNoMarks     = errors.New("no mark of a calibration sheet was read")
	ErrMixedSheets = errors.New("the marks are of different calibration sheets")
)

// Judge says what was read of one sheet. A mark may have been read many times.
func Judge(marks []Mark) (Verdict, error) {
	if len(marks) == 0 {
		return Verdict{}, ErrNoMarks
	}
	sheet := marks[0].Marks()
	read := make(map[Mark]bool, len(sheet))
	for _, m := range marks {
		if !slices.Contains(sheet, m) {
			return Verdict{}, ErrMixedSheets
		}
		read[m] = true
	}
	t := tally{sheet, read}
	v := Verdict{DPI: marks[0].DPI, Share: t.share(all)}
	v.Best = t.best()
	v.Sizes = t.sizes(v.Best)
	v.Safe, v.Spare = safe(v.Sizes)
	from := max(v.Safe.Dots, DotsPerModule(v.DPI))
	v.Quiets = t.quiets(from)
	v.Darkness = t.darknesses(from)
	return v, nil
}

// safe is the smallest module from which on all are read completely, never
// under MinModule, and how many smaller ones are too.
func safe(sizes []SizeRead) (least Module, spare int) {
	for _, s := range slices.Backward(sizes) {
		switch {
		case !s.Whole():
			return least, spare
		case s.MM < MinModule:
			spare++
		default:
			least = s.Module
		}
	}
	return least, spare
}

// tally counts what was read of a sheet.
type tally struct {
	sheet []Mark
	read  map[Mark]bool
}

func all(Mark) bool { return true }

// share counts the marks of the sheet that are meant.
func (t tally) share(meant func(Mark) bool) (s Share) {
	for _, m := range t.sheet {
		if !meant(m) {
			continue
		}
		s.Printed++
		if t.read[m] {
			s.Read++
		}
	}
	return s
}

func (t tally) sizes(d Darkness) (list []SizeRead) {
	for _, m := range t.sheet {
		if m.Darkness == d && m.Quiet == QuietZone && m.Copy == 1 {
			list = append(list, SizeRead{m.Module(), t.share(func(o Mark) bool {
				return o.Dots == m.Dots && o.Darkness == d && o.Quiet == QuietZone
			})})
		}
	}
	return list
}

// best is the printer's setting with which the smallest modules are safe; of
// equal ones that with which most is read, and then the lightest, which spares
// the print head. What is only drawn darker or lighter cannot be set.
func (t tally) best() Darkness {
	var best Darkness
	var least, most int
	for _, d := range t.settings() {
		if d == Grown || d == Lost {
			continue
		}
		module, _ := safe(t.sizes(d))
		read := t.share(func(m Mark) bool { return m.Darkness == d && m.Quiet == QuietZone }).Read
		smaller := module.Dots > 0 && (least == 0 || module.Dots < least)
		if best == "" || smaller || module.Dots == least && read > most {
			best, least, most = d, module.Dots, read
		}
	}
	return best
}

// settings are those of the sheet, from light to dark.
func (t tally) settings() []Darkness {
	if t.sheet[0].Darkness == AsSet {
		return []Darkness{Lost, AsSet, Grown}
	}
	var list []Darkness
	for _, m := range t.sheet {
		list = append(list, m.Darkness)
	}
	slices.Sort(list) // as their numbers
	return slices.Compact(list)
}

func (t tally) quiets(from int) (list []QuietRead) {
	for _, quiet := range []int{4, 2, 1} {
		list = append(list, QuietRead{quiet, t.share(func(m Mark) bool {
			return m.Quiet == quiet && m.Dots >= from && m.Darkness == t.quietDarkness()
		})})
	}
	return list
}

// quietDarkness is the one that narrow quiet zones are printed with.
func (t tally) quietDarkness() Darkness {
	i := slices.IndexFunc(t.sheet, func(m Mark) bool { return m.Quiet < QuietZone })
	return t.sheet[i].Darkness
}

func (t tally) darknesses(from int) (list []DarknessRead) {
	for _, d := range t.settings() {
		module, _ := safe(t.sizes(d))
		list = append(list, DarknessRead{d, t.share(func(m Mark) bool {
			return m.Darkness == d && m.Quiet == QuietZone && m.Dots >= from
		}), module})
	}
	return list
}
