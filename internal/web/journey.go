package web

import (
	"github.com/google/uuid"

	"temgoc/internal/diary"
	"temgoc/internal/lookup"
)

// journeyWords is the journey of a batch in a language, as every page that
// shows it does.
type journeyWords struct {
	*Lang
	Of    string // codes of the product and the lot, which are those of every step that has no others
	Steps []stepLine
	More  int         // steps that are left out
	Graph *graphWords // nil: nothing went in or came of it
}

// stepLine is a step in words. Whatever is empty is not shown.
type stepLine struct {
	Kind      lookup.StepKind
	Title     string
	Stamp     string // when, for programs
	When      string
	Where     string
	Codes     string // of place, and of other goods (Circular 02/2024/TT-BKHCN, item 5)
	Facts     []string
	Note      string
	NoteLang  string
	Photo     *uuid.UUID
	Private   string // what of it shoppers do not see
	Withdrawn bool
}

// journeyWords of the batch that own names.
func (l *Lang) journeyWords(j lookup.Journey, own lookup.Goods) journeyWords {
	w := journeyWords{Lang: l, More: j.More, Of: joinWords(" · ", "GTIN "+own.GTIN, l.lotWords(own))}
	for _, s := range j.Steps {
		w.Steps = append(w.Steps, l.stepLine(s, own))
	}
	if len(j.Graph.Edges) > 0 {
		w.Graph = l.graphWords(j.Graph)
	}
	return w
}

func (l *Lang) stepLine(s lookup.Step, own lookup.Goods) stepLine {
	line := stepLine{
		Kind:      s.Kind,
		Title:     l.stepTitle(s),
		Stamp:     l.Stamp(s.At, s.DayOnly),
		When:      l.Time(s.At),
		Where:     l.stepPlace(s, own.Maker),
		Codes:     stepCodes(s, own),
		Facts:     l.stepFacts(s, own.Maker),
		Photo:     s.Photo,
		Private:   l.privateWords(s.Hidden),
		Withdrawn: s.Withdrawn,
	}
	if s.DayOnly {
		line.When = l.DateOf(s.At)
	}
	if s.Note != "" {
		line.Note, line.NoteLang = l.noteWords(s.Note)
	}
	return line
}

// noteWords are in the reader's language as far as we wrote the note, and else
// as the producer did.
func (l *Lang) noteWords(note string) (words, lang string) {
	if english := diary.English(note); l.Tag == "en" && english != "" {
		return english, "en"
	}
	return note, "vi"
}

func (l *Lang) stepTitle(s lookup.Step) string {
	title := l.T("step."+string(s.Kind), "N", s.Quantity)
	if s.Method != "" {
		title = l.wordFor("journey.method.", s.Method)
	}
	if s.BizStep != "" {
		title += " (" + s.BizStep + ")"
	}
	goods := joinWords(", ", l.goodsName(s.Goods), l.lotCode(s.Goods))
	switch {
	case s.Source:
		return l.T("journey.source", "Goods", goods, "Step", title)
	case goods != "" && (s.Kind == lookup.StepMaterial || s.Goods.GTIN == ""):
		return l.T("journey.goods", "Goods", goods, "Step", title)
	}
	return title
}

// stepPlace leaves out the name of the batch's own maker, which stands at the
// head of the page.
func (l *Lang) stepPlace(s lookup.Step, maker lookup.Party) string {
	name := ""
	if s.There != maker {
		name = l.Pick(s.There.Name, s.There.NameEN)
	}
	place := s.Place.Now()
	if place == "" {
		place = s.Place.Before()
	}
	return joinWords(", ", name, place)
}

// stepCodes do not break between a name and its number.
func stepCodes(s lookup.Step, own lookup.Goods) string {
	var product, place string
	if s.Goods.GTIN != "" && s.Goods.GTIN != own.GTIN {
		product = "GTIN\u00a0" + s.Goods.GTIN
	}
	if s.GLN != "" {
		place = "GLN\u00a0" + s.GLN
	}
	return joinWords(" · ", product, place)
}

func (l *Lang) stepFacts(s lookup.Step, maker lookup.Party) (facts []string) {
	if org := l.Pick(s.Org.Name, s.Org.NameEN); org != "" && s.Org != maker && s.Org != s.There {
		facts = append(facts, l.T("journey.by", "Org", org))
	}
	for _, a := range s.Amounts {
		facts = append(facts, l.amountWords(a.Number, a.Unit))
	}
	for _, r := range s.Readings {
		facts = append(facts, l.readingWords(r))
	}
	if to := l.Pick(s.To.Name, s.To.NameEN); to != "" {
		facts = append(facts, l.T("journey.to", "Org", to))
	}
	if s.Laboratory != "" {
		facts = append(facts, l.T("journey.laboratory", "Name", s.Laboratory))
	}
	for _, c := range s.Certificates {
		facts = append(facts, l.T("journey.certificate", "Name", c))
	}
	if s.People != "" {
		facts = append(facts, l.T("journey.people", "Names", s.People))
	}
	return facts
}
