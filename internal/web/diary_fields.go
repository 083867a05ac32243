package web

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"temgoc/internal/day"
	"temgoc/internal/diary"
)

// hideChoice is the box that keeps a fact from shoppers.
type hideChoice struct {
	Fact   diary.Fact
	Label  string
	Hidden bool
}

// Hide is the box of a fact. The lot of a material goes with its quantity.
func (p diaryFormPage) Hide(fact diary.Fact) hideChoice {
	label := string(fact)
	if fact == diary.Quantity && p.TakesMaterial() {
		label = "lot"
	}
	return hideChoice{fact, p.T("diary.hide." + label), slices.Contains(p.Form["hidden"], string(fact))}
}

// TakesMaterial tells whether the entry is about one material.
func (p diaryFormPage) TakesMaterial() bool {
	return p.Kind.Takes(diary.Name) && !p.Kind.Takes(diary.Inputs)
}

// OpenDetails: what is filled in or wrong must not be folded away.
func (p diaryFormPage) OpenDetails() bool {
	for _, field := range []string{"note", "people", "place_name", "sscc"} {
		if p.Form.Get(field) != "" || p.Problems[field] != "" {
			return true
		}
	}
	return p.Problems["photo"] != "" || p.Problems["place"] != ""
}

// unitChoice is a list of units with one chosen.
type unitChoice struct {
	*Lang
	Units  []diary.Unit
	Chosen string
}

// UnitsWith are all units.
func (b Base) UnitsWith(chosen string) unitChoice { return unitChoice{b.Lang, diary.Units, chosen} }

// inputRow is a line of the materials.
type inputRow struct {
	Base
	N        int // from 0
	form     url.Values
	problems Problems
}

// Input is the line of that number.
func (p diaryFormPage) Input(n int) inputRow { return inputRow{p.Base, n, p.Form, p.Problems} }

// Number counts from 1, for people.
func (r inputRow) Number() int { return r.N + 1 }

func (r inputRow) Field(name string) string { return inputField(r.N, name) }
func (r inputRow) Value(name string) string { return r.form.Get(r.Field(name)) }

// UnitChoice begins with kilograms.
func (r inputRow) UnitChoice() unitChoice {
	chosen := r.Value("unit")
	if chosen == "" {
		chosen = "kg"
	}
	return r.UnitsWith(chosen)
}

// Wrong is all that is wrong with the line.
func (r inputRow) Wrong() []string { return r.problems.under(inputField(r.N, "")) }

// Wrong is all that is wrong with a line of the plan.
func (p diaryPlanPage) Wrong(n int) (wrong []string) {
	for _, field := range []string{"kind", "at", "name", "lot", "amount", "unit", "temperature", "humidity", "result", "place", "inputs"} {
		if problem := p.Problems[planField(n, field)]; problem != "" {
			wrong = append(wrong, problem)
		}
	}
	return wrong
}

// When is the moment of a line of the plan, as people read it.
func (p diaryPlanPage) When(n int) string {
	text := p.Form.Get(planField(n, "at"))
	at, err := time.ParseInLocation(formTime, text, day.Vietnam)
	if err != nil {
		return text
	}
	return p.Time(at)
}

// HowMuch is the quantity of a line of the plan; empty if it has none.
func (p diaryPlanPage) HowMuch(n int) string {
	return p.amount(p.Form.Get(planField(n, "amount")), p.Form.Get(planField(n, "unit")))
}

// under are the problems of fields that begin alike, in the order of the fields.
func (p Problems) under(prefix string) (wrong []string) {
	var fields []string
	for field := range p {
		if strings.HasPrefix(field, prefix) {
			fields = append(fields, field)
		}
	}
	slices.Sort(fields)
	for _, field := range fields {
		wrong = append(wrong, p[field])
	}
	return wrong
}
