package lookup

import (
	"cmp"
	"strconv"

	"github.com/google/uuid"

	"temgoc/internal/day"
	"temgoc/internal/epcis"
)

// stepOf reads what a reader was given of an event as a step of the journey of
// a lot, by the lot's canonical URI. Names of organisations and products of the
// catalogue are still missing: see naming.
func stepOf(r record, lot string) Step {
	e := r.event
	step := Step{
		Kind:         kindOf(e, lot),
		At:           e.Time,
		DayOnly:      e.Time.Equal(day.Of(e.Time).Time()), // as a day without an hour is written
		There:        Party{Name: textOf(e, "place")},
		To:           Party{Name: textOf(e, "receiver")},
		Readings:     readingsOf(e.Sensors),
		Method:       textOf(e, "method"),
		Laboratory:   textOf(e, "laboratory"),
		Certificates: e.Certificates,
		Note:         textOf(e, "note"),
		People:       textOf(e, "people"),
		Hidden:       hiddenOf(r),
		Withdrawn:    r.Withdrawn != nil,
		event:        r.ID,
	}
	where := cmp.Or(e.BizLocation, e.ReadPoint)
	if step.GLN = glnOf(where); step.GLN == "" && step.There.Name == "" {
		step.There.Name = tidy(where)
	}
	if number := textOf(e, "certificate"); number != "" {
		step.Certificates = append([]string{number}, step.Certificates...)
	}
	if step.Kind == StepOther {
		step.BizStep = e.BizStep
	}
	if id, err := uuid.Parse(textOf(e, "photo")); err == nil {
		step.Photo = &id
	}
	step.Goods, step.Amounts = handled(e, lot, step.Kind)
	if step.Kind == StepVoided && len(step.Amounts) == 1 {
		step.Quantity, _ = strconv.Atoi(step.Amounts[0].Number) // as stamp wrote it
		step.Amounts = nil
	}
	if textOf(e, "step") == "" {
		step.Amounts = anyPieces(step.Amounts)
	}
	return step
}

// hiddenOf are the members that the event really has.
func hiddenOf(r record) (hidden []string) {
	if !r.Public {
		return []string{everything}
	}
	for _, name := range r.Hidden {
		if _, has := r.event.Value.Get(name); has {
			hidden = append(hidden, name)
		}
	}
	return hidden
}

// anyPieces takes the word out of EA: to the diary it is an egg or a fruit, to
// everyone else a piece of whatever.
func anyPieces(amounts []Amount) []Amount {
	for i := range amounts {
		if amounts[i].Unit == "EA" {
			amounts[i].Unit = ""
		}
	}
	return amounts
}

// handled is what the event did something to, and to how much of it: the lot
// or, where it only acted on the lot's behalf, the first that it names. What
// came in may be hidden but for its name, or altogether.
func handled(e epcis.Event, lot string, kind StepKind) (Goods, []Amount) {
	epcs, goods := e.EPCs, e.Goods
	switch kind {
	case StepUsed:
		epcs, goods = e.InEPCs, e.InGoods
	case StepProcessed:
		epcs, goods = e.OutEPCs, e.OutGoods
	}
	if own := counted(epcs, goods, lot); own.any() || kind == StepProcessed {
		return goodsOf(lot), own.amounts
	}
	other := counted(epcs, goods, "")
	name := textOf(e, "material")
	if !other.any() && name == "" && kind != StepMaterial {
		return goodsOf(lot), nil
	}
	handled := goodsOf(other.first)
	handled.NameVI = cmp.Or(name, handled.NameVI)
	return handled, other.amounts
}
