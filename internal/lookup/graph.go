package lookup

import (
	"cmp"
	"context"
	"slices"

	"temgoc/internal/pg"
	"temgoc/internal/trace"
)

// Graph is where a batch stands among the lots that went into it and those that
// came of it.
type Graph struct {
	Nodes []Node // the batch is the first, then the nearest
	Edges []Edge
	More  int // lots that are left out, as far as is known
}

// Node is a lot. Level counts from the batch: what went into it has −1 or
// less, always less than what it went into; what came of it has 1 or more.
type Node struct {
	Goods
	Level int
	key   string // canonical URI
}

// Edge leads from what went in to what came of it, by their places in Nodes: to
// a higher level always.
type Edge struct {
	From, To int
	Packed   bool // was only put together, and is still what it was
}

// named has the names of the catalogue for goods of which the graph knows them.
func (g Graph) named(goods Goods) Goods {
	for _, n := range g.Nodes {
		if goods.GTIN != "" && goods.NameVI == "" && n.GTIN == goods.GTIN && n.Lot == goods.Lot {
			return n.Goods
		}
	}
	return goods
}

// graphOf reads as far as x says into the batch, and one step less out of it:
// whoever holds a pack asks where it is from.
func graphOf(ctx context.Context, db pg.DB, r trace.Reader, lot string, x extent) (Graph, error) {
	into, err := trace.Genealogy(ctx, db, r, lot, trace.Into, x.depth)
	if err != nil {
		return Graph{}, err
	}
	outOf, err := trace.Genealogy(ctx, db, r, lot, trace.OutOf, x.depth-1)
	if err != nil {
		return Graph{}, err
	}
	return newGraph(lot, into, outOf, x.nodes), nil
}

// newGraph joins both directions, and keeps the lots that are nearest to the
// batch. The same events give the same graph.
func newGraph(lot string, into, outOf trace.Graph, most int) Graph {
	nodes := map[string]Node{lot: {Goods: goodsOf(lot), key: lot}}
	for _, side := range []struct {
		trace.Graph
		sign int
	}{{into, -1}, {outOf, 1}} {
		levels := levelsOf(side.Edges, lot, side.sign)
		for _, n := range side.Nodes {
			if _, known := nodes[n.Key]; n.Key == lot || !known {
				nodes[n.Key] = Node{goodsOfNode(n), side.sign * levels[n.Key], n.Key}
			}
		}
	}
	g := Graph{Nodes: make([]Node, 0, len(nodes))}
	for _, n := range nodes {
		g.Nodes = append(g.Nodes, n)
	}
	slices.SortFunc(g.Nodes, func(a, b Node) int {
		return cmp.Or(cmp.Compare(max(a.Level, -a.Level), max(b.Level, -b.Level)), cmp.Compare(a.key, b.key))
	})
	g.More = max(0, len(g.Nodes)-most)
	g.Nodes = g.Nodes[:len(g.Nodes)-g.More]
	g.Edges = edgesAmong(g.Nodes, slices.Concat(into.Edges, outOf.Edges))
	return g
}

// levelsOf counts for each lot the steps of the longest way from the batch, so
// that what goes in is always above what it goes into. Events of different
// organisations may contradict each other; a circle ends after as many rounds
// as there are edges.
func levelsOf(edges []trace.Edge, start string, sign int) map[string]int {
	levels := map[string]int{start: 0}
	for changed, round := true, 0; changed && round <= len(edges); round++ {
		changed = false
		for _, e := range edges {
			near, far := e.From, e.To
			if sign < 0 {
				near, far = e.To, e.From
			}
			level, reached := levels[near]
			if reached && far != start && levels[far] <= level {
				levels[far], changed = level+1, true
			}
		}
	}
	return levels
}

// edgesAmong the nodes, each once however many events tell of it. In a circle
// one edge leads back, and is left out.
func edgesAmong(nodes []Node, edges []trace.Edge) (among []Edge) {
	places := make(map[string]int, len(nodes))
	for i, n := range nodes {
		places[n.key] = i
	}
	for _, e := range edges {
		from, known := places[e.From]
		to, alsoKnown := places[e.To]
		edge := Edge{from, to, e.Kind == trace.Packed}
		if known && alsoKnown && nodes[from].Level < nodes[to].Level && !slices.Contains(among, edge) {
			among = append(among, edge)
		}
	}
	slices.SortFunc(among, func(a, b Edge) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return among
}

// goodsOfNode names a batch of ours by the catalogue, anything else by its key.
func goodsOfNode(n trace.Node) Goods {
	goods := goodsOf(n.Key)
	if n.ProductName != "" {
		goods.NameVI, goods.NameEN, goods.Maker = n.ProductName, n.ProductNameEN, Party{n.OrgName, n.OrgNameEN}
	}
	return goods
}
