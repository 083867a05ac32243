package web

import (
	"temgoc/internal/stamp"
)

// barPart is a stretch of the bar, which is barWidth long. A stretch that
// counts anything can be seen.
type barPart struct {
	State    string // and class
	X, Width int
}

const (
	barWidth = 1000
	barLeast = 6
)

// ledgerBar divides what there is of stamps, issued and left.
func ledgerBar(l stamp.Ledger) []barPart {
	counts := []struct {
		state string
		n     int
	}{
		{string(stamp.Active), l.Active},
		{string(stamp.Waiting), l.Waiting},
		{string(stamp.Voided), l.Voided},
		{"left", max(0, l.Left)},
	}
	total := 0
	for _, c := range counts {
		total += c.n
	}
	var bar []barPart
	x := 0
	for _, c := range counts {
		if c.n == 0 {
			continue
		}
		width := max(barLeast, c.n*barWidth/total)
		bar = append(bar, barPart{c.state, x, width})
		x += width
	}
	// Rounding, and stretches made wider than their due, come off the widest.
	return fitBar(bar, barWidth-x)
}

func fitBar(bar []barPart, excess int) []barPart {
	widest := 0
	for i := range bar {
		if bar[i].Width > bar[widest].Width {
			widest = i
		}
	}
	for i := range bar {
		if i == widest {
			bar[i].Width += excess
		}
		if i > widest {
			bar[i].X += excess
		}
	}
	return bar
}

// stampState is the state of a range, as a page shows it.
type stampState struct {
	stamp.StateRange
	Tone      tone
	Name      string
	Cause     string // of voided ones, in words
	CauseNote string
}

func stampStates(l *Lang, ranges []stamp.StateRange) []stampState {
	states := make([]stampState, len(ranges))
	for i, r := range ranges {
		states[i] = stampState{StateRange: r}
		states[i].Tone, states[i].Name = stateWords(l, r.State)
		if r.State == stamp.Voided {
			var cause string
			cause, states[i].CauseNote = stamp.SplitReason(r.Reason)
			states[i].Cause = causeWords(l, cause)
		}
	}
	return states
}

func stateWords(l *Lang, s stamp.State) (tone, string) {
	switch s {
	case stamp.Active:
		return good, l.T("stamp.active")
	case stamp.Voided:
		return bad, l.T("stamp.voided")
	}
	return warn, l.T("stamp.waiting")
}

func causeWords(l *Lang, cause string) string {
	switch cause {
	case "lost":
		return l.T("stamp.cause.lost")
	case "spoiled":
		return l.T("stamp.cause.spoiled")
	case "returned":
		return l.T("stamp.cause.returned")
	case stamp.Copied:
		return l.T("stamp.cause.copied")
	}
	return l.T("stamp.cause.other")
}
