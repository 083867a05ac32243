package recall

import (
	"cmp"
	"context"
	"slices"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/epcis"
	"temgoc/internal/pg"
	"temgoc/internal/trace"
)

// maxSteps of making are followed; more than any food takes.
const maxSteps = 16

// Lineage is what was made from a batch, by whatever organisation, the nearest
// first.
type Lineage struct {
	Batches []Derived    // that the reader may see
	Others  []trace.Node // lots of other organisations, which the reader may not
	Strays  []trace.Node // lots that are no batch here, and so cannot be recalled here
	More    bool         // there is more than is looked at
}

// Derived is a batch that something of another went into.
type Derived struct {
	catalog.Goods
	Distance int // steps of making and packing between the two
}

// LineageOf is as far as the events that who may read tell.
func LineageOf(ctx context.Context, db pg.DB, who account.Principal, b catalog.Batch) (Lineage, error) {
	graph, err := trace.Genealogy(ctx, db, trace.ReaderOf(who), epcis.LotURI(b.GTIN, b.Lot), trace.OutOf, maxSteps)
	if err != nil {
		return Lineage{}, err
	}
	l := Lineage{More: graph.More}
	all := account.Allow(who.Role, account.ReadOwn, false)
	distances := map[int32]int{}
	for _, n := range graph.Nodes {
		switch {
		case n.Depth == 0: // the batch itself
		case n.BatchID != uuid.Nil:
			distances[n.BatchNumber] = n.Depth
		case n.Lot == "": // what they were packed into
		case all || n.OrgID == uuid.Nil || n.OrgID == who.OrgID:
			l.Strays = append(l.Strays, n)
		default:
			l.Others = append(l.Others, n)
		}
	}
	l.Batches, err = derivedAt(ctx, db, distances)
	return l, err
}

// derivedAt are batches by their numbers, at their distances.
func derivedAt(ctx context.Context, db pg.DB, distances map[int32]int) ([]Derived, error) {
	numbers := make([]int32, 0, len(distances))
	for number := range distances {
		numbers = append(numbers, number)
	}
	goods, err := catalog.GoodsOf(ctx, db, numbers)
	if err != nil {
		return nil, err
	}
	derived := make([]Derived, len(goods))
	for i, g := range goods {
		derived[i] = Derived{g, distances[g.Batch.Number]}
	}
	slices.SortStableFunc(derived, func(a, b Derived) int { return cmp.Compare(a.Distance, b.Distance) })
	return derived, nil
}

func idsOf(derived []Derived) []uuid.UUID {
	ids := make([]uuid.UUID, len(derived))
	for i, d := range derived {
		ids[i] = d.Batch.ID
	}
	return ids
}
