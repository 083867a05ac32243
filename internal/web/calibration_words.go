package web

import (
	"slices"

	"temgoc/internal/stamp"
	"temgoc/labels"
)

// calibrationResult is a verdict on a printer in words, and in rows of squares
// that show it at a glance.
type calibrationResult struct {
	verdictWords
	labels.Share
	DPI      int
	Sizes    []readRow
	Quiets   []readRow
	Darkness []readRow
	Stocks   []calibratedStock
}

// readRow shows a square for each symbol that was printed, filled if it was
// read.
type readRow struct {
	Name string
	Side float64 // of a picture of the module, in pixels; 0: none
	labels.Share
	Chosen bool
}

// calibratedStock is one whose codes the printer prints well, and how large
// their modules are; empty where they are too small for it.
type calibratedStock struct{ Name, Compact, Sealed string }

func (s *Server) calibrationWords(l *Lang, v labels.Verdict) *calibrationResult {
	r := &calibrationResult{verdictWords: l.printerWords(v), Share: v.Share, DPI: v.DPI}
	for _, size := range v.Sizes {
		const magnified = 28 // pixels a millimetre
		name := l.T("calibration.size", "MM", size.MM, "Dots", size.Dots)
		r.Sizes = append(r.Sizes, readRow{name, size.MM * magnified, size.Share, size.Module == v.Safe})
	}
	for _, q := range v.Quiets {
		r.Quiets = append(r.Quiets, readRow{Name: l.T("calibration.quiet", "N", q.Modules), Share: q.Share})
	}
	for _, d := range v.Darkness {
		r.Darkness = append(r.Darkness, readRow{Name: l.darkness(d.Darkness), Share: d.Share, Chosen: d.Darkness == v.Best})
	}
	if v.Safe.Dots > 0 {
		r.Stocks = s.calibratedStocks(l, v.Safe)
	}
	return r
}

// printerWords say which module is safe, how much there is to spare, and what
// to set.
func (l *Lang) printerWords(v labels.Verdict) verdictWords {
	if v.Safe.Dots == 0 {
		return say(bad, l.T("calibration.none.title"), l.T("calibration.none.text"))
	}
	safe := slices.IndexFunc(v.Sizes, func(size labels.SizeRead) bool { return size.Module == v.Safe })
	margin := l.T("calibration.tight")
	if v.Spare > 0 {
		margin = l.T("calibration.spare", "MM", v.Sizes[safe-v.Spare].MM)
	}
	tone := good
	if v.Safe.MM > largestUsual {
		tone = warn
	}
	return say(tone, l.T("calibration.safe.title", "Module", l.moduleWords(v.Safe)), margin, l.settingWords(v))
}

// largestUsual is in mm: stamps are set with PreferredModule, rounded up to
// whole dots. A printer that needs more is good for large labels alone.
const largestUsual = 1.1 * labels.PreferredModule

// settingWords say what to set: a label printer's darkness, or for lack of one
// what a change of it would do.
func (l *Lang) settingWords(v labels.Verdict) string {
	switch command, value := v.Best.Setting(); {
	case command == "^MD" && value == 0:
		return l.T("calibration.set.keep")
	case command != "":
		return l.T("calibration.set.to", "Setting", l.darkness(v.Best))
	}
	least, most := v.Darkness[0], v.Darkness[len(v.Darkness)-1]
	lighter, darker := least.Whole(), most.Whole()
	switch {
	case least.Read+most.Read == 0:
		return l.T("calibration.set.unseen")
	case lighter && darker:
		return l.T("calibration.set.free")
	case lighter:
		return l.T("calibration.set.not_darker")
	case darker:
		return l.T("calibration.set.not_lighter")
	}
	return l.T("calibration.set.neither")
}

func (s *Server) calibratedStocks(l *Lang, safe labels.Module) (fine []calibratedStock) {
	module := func(stock labels.Stock, kind stamp.Kind) string {
		m, err := stock.Fits(s.sampleURL(kind), safe.DPI)
		if err != nil || m.Dots < safe.Dots {
			return ""
		}
		return l.T("calibration.module", "MM", m.MM)
	}
	for _, stock := range s.stocks() {
		row := calibratedStock{l.stockName(stock), module(stock, stamp.Compact), module(stock, stamp.Sealed)}
		if row.Compact != "" || row.Sealed != "" {
			fine = append(fine, row)
		}
	}
	return fine
}

// readTable is what the template "reads" shows.
type readTable struct {
	Page calibrationPage
	Head string
	Rows []readRow
}

// Reads is a table of rows under a heading.
func (p calibrationPage) Reads(head string, rows []readRow) readTable {
	return readTable{p, p.T(head), rows}
}
