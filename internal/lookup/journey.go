package lookup

import (
	"context"
	"fmt"
	"slices"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/epcis"
	"temgoc/internal/pg"
	"temgoc/internal/stamp"
	"temgoc/internal/trace"
)

// Journey is what is told of a batch and of what went into it.
type Journey struct {
	Steps  []Step // in the order of time
	More   int    // steps that are left out
	Graph  Graph
	Stages catalog.Stages // that are public
}

// extent bounds a journey.
type extent struct {
	steps, sources, nodes int
	depth                 int // of what went into what
	text                  int // characters of a note
}

// brief fits into a page that a phone loads on a slow network; whole is for
// those who ask for more.
var (
	brief = extent{steps: 12, sources: 4, nodes: 10, depth: 3, text: 120}
	whole = extent{steps: 300, sources: 24, nodes: 24, depth: 8, text: 1000}
)

// Journey is all that who may know of the journey of a batch; of nobody, what
// everybody may.
func (s *Service) Journey(ctx context.Context, who account.Principal, f catalog.Facts) (Journey, error) {
	return journeyOf(ctx, s.DB, trace.ReaderOf(who), f, whole)
}

func journeyOf(ctx context.Context, db pg.DB, r trace.Reader, f catalog.Facts, x extent) (Journey, error) {
	graph, err := graphOf(ctx, db, r, epcis.LotURI(f.Batch.GTIN, f.Batch.Lot), x)
	if err != nil {
		return Journey{}, fmt.Errorf("graph of batch %d: %w", f.Batch.Number, err)
	}
	told, err := stepsOf(ctx, db, r, f.Batch, graph, x)
	if err != nil {
		return Journey{}, fmt.Errorf("steps of batch %d: %w", f.Batch.Number, err)
	}
	stamps, err := stamp.Steps(ctx, db, f.Batch.Number)
	if err != nil {
		return Journey{}, err
	}
	steps := withProduction(withStamps(told, stamps), f)
	slices.SortStableFunc(steps, func(a, b Step) int { return a.At.Compare(b.At) })
	short := shortened(steps, x.steps)
	return Journey{Steps: short, More: len(steps) - len(short), Graph: graph, Stages: stagesOf(steps)}, nil
}

// shortened leaves out what came in, for the lots that went into the batch are
// told of anyway, and then the latest steps.
func shortened(steps []Step, most int) []Step {
	if len(steps) <= most {
		return steps
	}
	steps = slices.DeleteFunc(slices.Clone(steps), func(s Step) bool { return s.Kind == StepMaterial })
	return steps[:min(len(steps), most)]
}

// withProduction tells of the production what the catalogue knows, unless there
// is an event of it.
func withProduction(steps []Step, f catalog.Facts) []Step {
	if slices.ContainsFunc(steps, func(s Step) bool { return s.Kind.Makes() && !s.Source && !s.Withdrawn }) {
		return steps
	}
	return append(steps, Step{
		Kind: StepProduced, At: f.Batch.ProducedOn.Time(), DayOnly: true,
		Place: f.Place, There: Party{f.Maker.Name, f.Maker.NameEN}, Quantity: f.Batch.Quantity,
	})
}

// withStamps puts all runs of stamps into one step of each kind, which tells
// how many count by now. Of the events of runs, the first tells where it was.
func withStamps(told []Step, stamps []stamp.Step) []Step {
	var steps []Step
	where := map[StepKind]Step{}
	for _, s := range told {
		if s.Kind != StepIssued && s.Kind != StepActivated {
			steps = append(steps, s)
		} else if _, known := where[s.Kind]; !known {
			where[s.Kind] = s
		}
	}
	for _, s := range stamps {
		kind := StepKind(s.Kind)
		of := where[kind]
		steps = append(steps, Step{
			Kind: kind, At: s.At, Quantity: s.Quantity,
			Goods: of.Goods, Place: of.Place, There: of.There, GLN: of.GLN, Org: of.Org,
		})
	}
	return steps
}

// stagesOf is what everybody can see of the stages of a batch.
func stagesOf(steps []Step) (s catalog.Stages) {
	for _, step := range steps {
		if step.Source || step.Withdrawn || slices.Contains(step.Hidden, everything) {
			continue
		}
		stage := catalog.StageWithoutPlaceCode
		if step.GLN != "" {
			stage = catalog.WholeStage
		}
		if step.Kind.Makes() {
			s.Production = max(s.Production, stage)
		}
		if step.Kind.Trades() {
			s.Trade = max(s.Trade, stage)
		}
	}
	return s
}

// cut is so many characters of a text.
func cut(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most]) + "…"
}
