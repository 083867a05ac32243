package lookup

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"temgoc/internal/catalog"
	"temgoc/internal/epcis"
	"temgoc/internal/pg"
	"temgoc/internal/trace"
)

// story is what happened to one lot, as far as a reader may know.
type story struct {
	goods   Goods
	key     string // canonical URI of the lot
	records []record
}

// record is an event that was stored, taken apart.
type record struct {
	trace.Stored
	event epcis.Event
}

func recordsOf(stored []trace.Stored, err error) ([]record, error) {
	if err != nil {
		return nil, err
	}
	records := make([]record, 0, len(stored))
	for _, s := range stored {
		e, err := s.Event()
		if err != nil {
			return nil, err
		}
		if e.Error == nil { // a declaration marks what it withdraws
			records = append(records, record{s, e})
		}
	}
	return records, nil
}

// stepsOf tells all of the batch and, of each of the nearest lots that went
// into it, how it came to be.
func stepsOf(ctx context.Context, db pg.DB, r trace.Reader, b catalog.Batch, g Graph, x extent) ([]Step, error) {
	lot := epcis.LotURI(b.GTIN, b.Lot)
	records, err := recordsOf(trace.Timeline(ctx, db, r, b.GTIN, b.Lot))
	if err != nil {
		return nil, err
	}
	own := story{goodsOf(lot), lot, records}
	sources, err := sourcesOf(ctx, db, r, g, x)
	if err != nil {
		return nil, err
	}
	names, err := namesOf(ctx, db, append(sources, own))
	if err != nil {
		return nil, err
	}
	steps := own.steps(names, r)
	for _, s := range sources {
		if step, ok := s.making(names, r, own.records); ok {
			steps = append(steps, step)
		}
	}
	for i := range steps {
		steps[i].Note = cut(steps[i].Note, x.text)
		steps[i].Goods = g.named(steps[i].Goods)
	}
	return steps, nil
}

// maxSourceEvents are read of a lot to find what made it.
const maxSourceEvents = 20

func sourcesOf(ctx context.Context, db pg.DB, r trace.Reader, g Graph, x extent) (sources []story, err error) {
	for _, n := range g.Nodes {
		if n.Level >= 0 || len(sources) == x.sources {
			continue
		}
		s := story{goods: n.Goods, key: n.key}
		s.records, err = recordsOf(trace.EventsOf(ctx, db, r, n.key, uuid.Nil, maxSourceEvents))
		if err != nil {
			return nil, err
		}
		sources = append(sources, s)
	}
	return sources, nil
}

// steps leave out what was withdrawn, save for those who see all of an event.
func (st story) steps(names naming, r trace.Reader) (steps []Step) {
	for _, rec := range st.records {
		if rec.Withdrawn != nil && r == (trace.Reader{}) {
			continue
		}
		step := stepOf(rec, st.key)
		names.complete(&step, rec)
		steps = append(steps, step)
	}
	return steps
}

// making is the step that made a lot which went into the batch, unless the
// batch's own records tell of it.
func (st story) making(names naming, r trace.Reader, own []record) (Step, bool) {
	for _, step := range st.steps(names, r) {
		known := slices.ContainsFunc(own, func(rec record) bool { return rec.ID == step.event })
		if step.Kind.Makes() && !step.Withdrawn {
			step.Source, step.Goods = true, st.goods
			return step, !known
		}
	}
	return Step{}, false
}
