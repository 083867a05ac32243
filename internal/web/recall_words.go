package web

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/number"

	"temgoc/internal/catalog"
	"temgoc/internal/lookup"
	"temgoc/internal/origincode"
)

func recalledWords(l *Lang, a lookup.Answer) verdictWords {
	w := say(bad, l.T("scan.recalled.title"))
	for _, r := range a.Recalls {
		if a.Code.Kind == origincode.Batch && !r.Whole() {
			w.Lines = append(w.Lines, l.RecallPart(r))
		}
		w.Lines = append(w.Lines, l.RecallLines(r)...)
	}
	return w
}

// RecallLines is what shoppers read of a recall, whichever code they scanned.
func (l *Lang) RecallLines(r catalog.Recall) []string {
	var lines []string
	if r.Cause != nil {
		lines = append(lines, l.T("scan.recalled.material"))
	}
	lines = append(lines, r.Reason)
	if r.Instruction != "" {
		lines = append(lines, r.Instruction)
	}
	if r.Contact != "" {
		lines = append(lines, l.T("scan.recalled.contact", "Contact", r.Contact))
	}
	return lines
}

// RecallPart tells which units are recalled, to those who have the carton.
func (l *Lang) RecallPart(r catalog.Recall) string {
	first, last := strconv.Itoa(*r.First), strconv.Itoa(*r.Last)
	if first == last {
		return l.T("scan.recalled.one", "Unit", first)
	}
	return l.T("scan.recalled.part", "First", first, "Last", last)
}

// Extent is what of its batch a recall is of.
func (l *Lang) Extent(r catalog.Recall) string {
	if r.Whole() {
		return l.T("recall.whole")
	}
	first, last := strconv.Itoa(*r.First), strconv.Itoa(*r.Last)
	if first == last {
		return l.T("recall.unit", "Unit", first)
	}
	return l.T("recall.units", "First", first, "Last", last)
}

// recallState is where a recall or a drill stands, as a badge.
type recallState struct {
	Tone tone
	Text string
}

func (l *Lang) RecallState(r catalog.Recall) recallState {
	switch {
	case r.Drill && r.LiftedAt != nil:
		return recallState{plain, l.T("recall.drill.ended", "Time", l.Time(*r.LiftedAt))}
	case r.Drill:
		return recallState{plain, l.T("recall.drill.badge")}
	case r.LiftedAt != nil:
		return recallState{plain, l.T("admin.lifted_at", "Time", l.Time(*r.LiftedAt))}
	}
	return recallState{bad, l.T("recall.open")}
}

// Since is when a recall or a drill began.
func (l *Lang) Since(r catalog.Recall) string {
	if r.Drill {
		return l.T("recall.drill.began", "Time", l.Time(r.DeclaredAt))
	}
	return l.T("recall.since", "Time", l.Time(r.DeclaredAt))
}

// Amount is a quantity with its unit, and a dash where none was told.
func (l *Lang) Amount(decimal, unit string) string {
	if decimal == "" {
		return "–"
	}
	return l.amountWords(decimal, unit)
}

// Days are from the first to the last, or the one that is both.
func (l *Lang) Days(first, last time.Time) string {
	if l.DateOf(first) == l.DateOf(last) {
		return l.DateOf(first)
	}
	return l.DateOf(first) + " – " + l.DateOf(last)
}

// Seconds has as many digits as a person compares.
func (l *Lang) Seconds(d time.Duration) string {
	return l.numbers.Sprint(number.Decimal(d.Seconds(), number.MaxFractionDigits(3)))
}

// Names are those of receivers; one may have none.
func (l *Lang) Names(names []string) string {
	shown := slices.Clone(names)
	for i, name := range shown {
		if name == "" {
			shown[i] = l.T("recall.receivers.unnamed")
		}
	}
	return strings.Join(shown, "; ")
}
