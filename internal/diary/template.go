package diary

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
)

// Template is what usually happens to goods of a kind.
type Template struct {
	ID     string   `json:"id"`
	VI     string   `json:"vi"`
	EN     string   `json:"en"`
	Groups []string `json:"groups"` // of catalog.Groups; none: all
	Words  []string `json:"words"`  // of which a product's name has one; none: any name
	Steps  []Step   `json:"steps"`
}

// Step of a template.
type Step struct {
	Kind     Kind   `json:"kind"`
	Method   string `json:"method"`
	VI       string `json:"vi"`
	EN       string `json:"en"`
	Days     int    `json:"days"` // after the day of production
	Name     string `json:"name"` // of the material
	NameEN   string `json:"name_en"`
	Unit     string `json:"unit"`
	Optional bool   `json:"optional"` // is not done to every batch, or not known before it is measured

	// What readings usually are, least and most: a hint, never a value.
	Temperature []float64 `json:"temperature"` // °C
	Humidity    []float64 `json:"humidity"`    // %
}

//go:embed templates.json
var templatesFile []byte

// Templates go from the special to the general; the last suits everything.
var Templates = readTemplates()

func readTemplates() (all []Template) {
	if err := json.Unmarshal(templatesFile, &all); err != nil {
		panic("templates.json: " + err.Error())
	}
	return all
}

// TemplateByID is of no step if there is none of that name.
func TemplateByID(id string) Template {
	i := slices.IndexFunc(Templates, func(t Template) bool { return t.ID == id })
	if i < 0 {
		return Template{}
	}
	return Templates[i]
}

// TemplateFor guesses by a product's group and the words of its name.
func TemplateFor(p catalog.Product) Template {
	return Templates[slices.IndexFunc(Templates, func(t Template) bool { return t.suits(p) })]
}

func (t Template) suits(p catalog.Product) bool {
	if len(t.Groups) > 0 && !slices.Contains(t.Groups, p.Group) {
		return false
	}
	name := " " + strings.ToLower(p.NameVI) + " "
	return len(t.Words) == 0 || slices.ContainsFunc(t.Words, func(word string) bool {
		return strings.Contains(name, " "+word+" ")
	})
}

// Proposal is a step as it most likely was for a batch.
type Proposal struct {
	Step
	Entry Entry
	Tick  bool // whether it is to be stored, unless the producer says otherwise
}

// workday is when a proposed step begins, and pause how much later the next
// one of the day.
const (
	workday = 7 * time.Hour
	pause   = 30 * time.Minute
)

// Propose counts the days of the steps from the day of production. What is in
// the future yet is proposed for now and not ticked.
func (t Template) Propose(b catalog.Batch, now time.Time) []Proposal {
	proposals := make([]Proposal, len(t.Steps))
	var last time.Time
	for i, step := range t.Steps {
		at := b.ProducedOn.AddDays(step.Days).Time().Add(workday)
		if !at.After(last) {
			at = last.Add(pause)
		}
		last = at
		proposals[i] = Proposal{
			Step:  step,
			Entry: step.entry(b, earlier(at, now)),
			Tick:  !step.Optional && !at.After(now),
		}
	}
	return proposals
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func (s Step) entry(b catalog.Batch, at time.Time) Entry {
	e := Entry{
		Kind:   s.Kind,
		Method: s.Method,
		At:     at.In(day.Vietnam).Format("2006-01-02T15:04"),
		Name:   s.Name,
		Note:   s.VI,
		Unit:   s.Unit,
	}
	switch s.Kind {
	case Material:
		e.Note = "" // the name says as much
	case Process, Pack:
		e.Amount, e.Unit = strconv.Itoa(b.Quantity), "goi" // all of it
	case Test:
		e.Result = "passed"
	}
	return e
}

// Feed puts the materials that were harvested or came in into what is made
// after them.
func Feed(entries []Entry) {
	var inputs []Input
	for i, e := range entries {
		switch {
		case e.Kind == Process:
			entries[i].Inputs = slices.Clone(inputs)
		case e.Kind.Takes(Name) && e.Name != "":
			inputs = append(inputs, Input{Name: e.Name, Lot: e.Lot, Amount: e.Amount, Unit: e.Unit})
		}
	}
}
