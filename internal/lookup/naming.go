package lookup

import (
	"context"
	"maps"
	"slices"

	"github.com/google/uuid"

	"temgoc/internal/catalog"
	"temgoc/internal/pg"
)

// naming knows the organisations that the events of a journey name, all read
// in one query.
type naming struct {
	byID  map[uuid.UUID]catalog.Party
	byGLN map[string]catalog.Party
}

// namesOf gathers who recorded the events of the stories, and whose places and
// receivers they name.
func namesOf(ctx context.Context, db pg.DB, stories []story) (naming, error) {
	n := naming{map[uuid.UUID]catalog.Party{}, map[string]catalog.Party{}}
	for _, st := range stories {
		for _, r := range st.records {
			n.byID[r.OrgID] = catalog.Party{}
			for _, uri := range []string{r.event.BizLocation, r.event.ReadPoint, receiverOf(r.event)} {
				if gln := glnOf(uri); gln != "" {
					n.byGLN[gln] = catalog.Party{}
				}
			}
		}
	}
	if len(n.byID) == 0 {
		return n, nil
	}
	parties, err := catalog.Parties(ctx, db, slices.Collect(maps.Keys(n.byID)), slices.Collect(maps.Keys(n.byGLN)))
	for _, p := range parties {
		n.byID[p.ID] = p
		if p.GLN != "" {
			n.byGLN[p.GLN] = p
		}
	}
	return n, err
}

// complete adds to a step the names that its event has only codes of.
func (n naming) complete(step *Step, r record) {
	step.Org = partyOf(n.byID[r.OrgID])
	if step.There.Name == "" { // else it may well be somewhere else than the code says
		there := n.byGLN[step.GLN]
		step.There, step.Place = partyOf(there), there.Place
	}
	if step.To.Name == "" {
		step.To = partyOf(n.byGLN[glnOf(receiverOf(r.event))])
	}
}

func partyOf(p catalog.Party) Party { return Party{p.Name, p.NameEN} }
