package web

import (
	"cmp"
	"slices"
	"strings"

	"github.com/google/uuid"

	"temgoc/internal/diary"
)

// diaryLine is a record as a page shows it.
type diaryLine struct {
	*Lang
	Record      diary.Record
	Title       string
	Facts       []diaryFact
	Lit         bool   // all of it is public
	PhotoURL    string // empty: none
	PhotoHidden bool
	Edit        bool // leads to where it is corrected
}

// diaryFact is a line of it; Hidden is for officers only.
type diaryFact struct {
	Label, Text string
	Hidden      bool
}

// diaryLine leaves out the producer's own place, where most things happen.
func (l *Lang) diaryLine(r diary.Record, ownPlace string) diaryLine {
	if r.Place == ownPlace {
		r.Place = ""
	}
	line := diaryLine{Lang: l, Record: r, Title: l.eventTitle(r), Lit: true}
	if !r.ByDiary {
		return line
	}
	if r.Photo != uuid.Nil {
		line.PhotoURL = "/account/pictures/" + r.Photo.String()
		line.PhotoHidden = slices.Contains(r.Hidden, diary.Photo)
		line.Lit = !line.PhotoHidden
	}
	for _, f := range l.diaryFacts(r.Entry) {
		if f.Text != "" {
			line.Facts = append(line.Facts, f)
			line.Lit = line.Lit && !f.Hidden
		}
	}
	return line
}

// eventTitle is what was done. Events of other systems are named by the
// standard's own word, where we have none.
func (l *Lang) eventTitle(r diary.Record) string {
	switch {
	case r.Kind == diary.Storing:
		return l.T("diary.method." + r.Method)
	case r.ByDiary:
		return l.T("diary.kind." + string(r.Kind))
	case r.BizStep == "encoding":
		return l.T("diary.stamps_issued")
	case r.BizStep == "commissioning":
		return l.T("diary.stamps_activated")
	case r.BizStep == "decommissioning":
		return l.T("diary.stamps_voided")
	case r.BizStep == "holding":
		return l.T("diary.recalled")
	case r.BizStep == "releasing":
		return l.T("diary.recall_lifted")
	}
	return l.T("diary.other", "Step", strings.ReplaceAll(r.BizStep, "_", " "))
}

func (l *Lang) diaryFacts(e diary.Entry) []diaryFact {
	hidden := func(f diary.Fact) bool { return slices.Contains(e.Hidden, f) }
	quantity := l.T("diary.amount")
	if e.Kind == diary.Process {
		quantity = l.T("diary.output")
	}
	return []diaryFact{
		{l.T("diary.material"), e.Name, hidden(diary.Name)},
		{l.T("diary.lot"), joinedWith(" · ", e.Lot, withUnit(e.GTIN, " (GTIN)")), hidden(diary.Quantity)},
		{quantity, l.amount(e.Amount, e.Unit), hidden(diary.Quantity)},
		{l.T("diary.inputs"), inputNames(e.Inputs), hidden(diary.Name)},
		{l.T("diary.input_amounts"), l.inputAmounts(e.Inputs), hidden(diary.Inputs)},
		{l.T("diary.temperature"), withUnit(l.decimal(e.Temperature), " °C"), hidden(diary.Sensor)},
		{l.T("diary.humidity"), withUnit(l.decimal(e.Humidity), " %"), hidden(diary.Sensor)},
		{l.T("diary.result"), l.worded("diary.result.", e.Result), false},
		{l.T("diary.laboratory"), e.Laboratory, hidden(diary.Report)},
		{l.T("diary.certificate"), e.Certificate, hidden(diary.Report)},
		{l.T("diary.receiver"), joinedWith(" · ", e.Receiver, e.ReceiverGLN, e.ReceiverContact), hidden(diary.Receiver)},
		{l.T("diary.sscc"), e.SSCC, false},
		{l.T("diary.place"), joinedWith(" · ", e.PlaceName, withUnit(e.Place, " (GLN)")), false},
		{l.T("diary.people"), e.People, hidden(diary.People)},
		{l.T("diary.note"), e.Note, hidden(diary.Note)},
	}
}

// worded is the text of a word of a list, or nothing for no word.
func (l *Lang) worded(prefix, word string) string {
	if word == "" {
		return ""
	}
	return l.T(prefix + word)
}

func (l *Lang) amount(number, unit string) string {
	if number == "" {
		return ""
	}
	return l.decimal(number) + " " + l.worded("diary.unit.", unit)
}

// decimal writes a number as the reader's language does.
func (l *Lang) decimal(number string) string {
	if l.Tag == "vi" {
		return strings.Replace(number, ".", ",", 1)
	}
	return number
}

// inputNames are those of materials: a GTIN tells a lot's maker, and stands with
// the amounts.
func inputNames(inputs []diary.Input) string {
	var names []string
	for _, in := range inputs {
		if in.Name != "" {
			names = append(names, in.Name)
		}
	}
	return strings.Join(names, "; ")
}

func (l *Lang) inputAmounts(inputs []diary.Input) string {
	amounts := make([]string, len(inputs))
	for i, in := range inputs {
		amounts[i] = joinedWith(" ", withLot(cmp.Or(in.Name, in.GTIN), in.Lot), l.amount(in.Amount, in.Unit))
	}
	return strings.Join(amounts, "; ")
}

func withLot(name, lot string) string {
	if name == "" || lot == "" {
		return name
	}
	return name + " [" + lot + "]"
}

func withUnit(number, unit string) string {
	if number == "" {
		return ""
	}
	return number + unit
}

func joinedWith(separator string, parts ...string) string {
	var known []string
	for _, p := range parts {
		if p != "" {
			known = append(known, p)
		}
	}
	return strings.Join(known, separator)
}
