package trace

import (
	"encoding/json"
	"strings"
	"time"

	"temgoc/internal/epcis"
)

// factsOfEvent are an event's facts as rows f.
const factsOfEvent = `jsonb_to_recordset(e.facts) as f (
						member  text,
						"in"    text,
						name    text,
						"inner" boolean,
						text    text,
						number  numeric,
						time    timestamptz,
						unit    text
					)`

// isFact holds for a fact of one of the names in one of the aspects.
func (s *selection) isFact(in []epcis.Aspect, names []string) string {
	return `f."in" = any (` + s.arg(in) + `) and f.name = any (` + s.arg(names) + `)`
}

// hasFact holds for an event with a fact that compares as it should. That it
// has one of the name at all is asked before, for the sake of the index.
func (s *selection) hasFact(c epcis.Condition) string {
	inner := `not coalesce(f."inner", false)`
	if c.Inner {
		inner = `f."inner"`
	}
	return "(" + s.mayHaveFact(c) + `) and exists (
					select
					from ` + factsOfEvent + `
					where ` + s.isFact(c.In, c.Names) + `
						and ` + inner + `
						and ` + s.shows("f.member") + `
						and ` + s.compares(c) + `
				)`
}

// mayHaveFact asks by containment, which the index on facts answers.
func (s *selection) mayHaveFact(c epcis.Condition) string {
	var either []string
	for _, in := range c.In {
		for _, name := range c.Names {
			either = append(either, "e.facts @> "+s.arg(sample(in, name, onlyText(c)))+"::text::jsonb")
		}
	}
	return strings.Join(either, " or ")
}

// sample is what the facts of an event contain if it has one like this.
func sample(in epcis.Aspect, name, text string) string {
	b, err := json.Marshal([]struct {
		In   epcis.Aspect `json:"in"`
		Name string       `json:"name"`
		Text string       `json:"text,omitempty"`
	}{{in, name, text}})
	if err != nil {
		panic("trace: texts cannot be written: " + err.Error())
	}
	return string(b)
}

// onlyText is the one text that a fact must have, or empty if there are several
// or it may be meant as something else.
func onlyText(c epcis.Condition) string {
	if len(c.Values) != 1 || c.Op != epcis.Equal || c.Values[0].Number != "" || !c.Values[0].Time.IsZero() {
		return ""
	}
	return c.Values[0].Text
}

// compares holds for a fact f with a value that is asked for.
func (s *selection) compares(c epcis.Condition) string {
	switch {
	case c.Op == epcis.Exists:
		return "true"
	case c.Values[0].Unit != "":
		return s.measures(c, "f.number", "f.unit")
	case c.Op == epcis.Equal:
		return s.equals(c)
	}
	o := c.Values[0]
	if o.Number != "" {
		return "f.number" + comparisons[c.Op] + s.arg(o.Number) + "::text::numeric"
	}
	return "f.time" + comparisons[c.Op] + s.arg(o.Time)
}

// equals takes a value in all ways that it can be meant: "5" is "5.0" too, and a
// time the same in any zone.
func (s *selection) equals(c epcis.Condition) string {
	var numbers []string
	var times []time.Time
	for _, o := range c.Values {
		if o.Number != "" {
			numbers = append(numbers, o.Number)
		}
		if !o.Time.IsZero() {
			times = append(times, o.Time)
		}
	}
	return `(
							f.text = any (` + s.arg(texts(c.Values)) + `)
							or f.number = any (` + s.arg(numbers) + `::text[]::numeric[])
							or f.time = any (` + s.arg(times) + `::timestamptz[])
						)`
}
