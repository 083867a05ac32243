package web

import (
	"math"
	"strconv"

	"temgoc/internal/inspection"
	"temgoc/internal/scan"
)

// caseWords says what a case is about and how it stands.
type caseWords struct {
	What      string // one stamp, or the whole lot
	Why       string
	Tone      tone
	StateName string
}

func newCaseWords(l *Lang, c scan.Case) caseWords {
	w := caseWords{What: l.T("case.batch"), Why: caseWhy(l, c)}
	if c.Unit != nil {
		w.What = l.T("case.unit", "Unit", *c.Unit)
	}
	w.Tone, w.StateName = caseStateWords(l, c.State)
	return w
}

func caseWhy(l *Lang, c scan.Case) string {
	switch f := c.Facts; {
	case c.Unit == nil:
		return l.T("case.why.batch", "Amber", l.Number(f.Amber), "Scanned", l.Number(f.Scanned))
	case c.Reason == scan.UnitReported:
		return l.T("case.why.report")
	case len(f.Provinces) > 1:
		return l.T("case.why.places", "N", f.Devices, "Provinces", len(f.Provinces))
	default:
		return l.T("case.why.devices", "N", f.Devices)
	}
}

func caseStateWords(l *Lang, s scan.CaseState) (tone, string) {
	switch s {
	case scan.CaseWatched:
		return warn, l.T("case.state.watched")
	case scan.CaseDismissed:
		return good, l.T("case.state.dismissed")
	case scan.CaseVoided:
		return plain, l.T("case.state.voided")
	case scan.CaseAlerted:
		return bad, l.T("case.state.alerted")
	}
	return warn, l.T("case.state.open")
}

// deedChoice is a decision that a form offers.
type deedChoice struct {
	Deed       inspection.Deed
	Name, What string
}

func deedChoices(l *Lang, c scan.Case) (choices []deedChoice) {
	for _, d := range inspection.Possible(c) {
		name, what := deedWords(l, d)
		choices = append(choices, deedChoice{d, name, what})
	}
	return choices
}

func deedWords(l *Lang, d inspection.Deed) (name, what string) {
	switch d {
	case inspection.Dismiss:
		return l.T("case.dismiss"), l.T("case.dismiss.what")
	case inspection.Watch:
		return l.T("case.watch"), l.T("case.watch.what")
	case inspection.Void:
		return l.T("case.void"), l.T("case.void.what")
	case inspection.Alert:
		return l.T("case.alert"), l.T("case.alert.what")
	}
	return l.T("case.lift"), l.T("case.lift.what")
}

// counted is "A", or "A ×3" for more than one.
func counted(name string, n int) string {
	if n == 1 {
		return name
	}
	return name + " ×" + strconv.Itoa(n)
}

// oddsWords says a chance as one in so many.
func oddsWords(l *Lang, chance float64) string {
	const most = 1_000_000_000 // beyond it the number tells nobody more
	if chance*most < 1 {
		return l.T("case.odds.over", "N", most)
	}
	return l.T("case.odds", "N", int(math.Round(1/chance)))
}
