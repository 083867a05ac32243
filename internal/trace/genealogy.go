package trace

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

// Direction in which Genealogy walks.
type Direction int

const (
	Into  Direction = iota // to what went into it
	OutOf                  // to what came of it
)

// sides are the conditions on the two ends of a step, near to where the walk
// comes from and far. They are of the text of a query, not among its arguments,
// for its plan depends on them.
func (d Direction) sides() string {
	if d == Into {
		return `near.came_out and not far.came_out`
	}
	return `far.came_out and not near.came_out`
}

// Graph is goods and how they came of each other.
type Graph struct {
	Nodes []Node // the nearest first; the first is where the walk began
	Edges []Edge
	More  bool // the walk ended at its limit of nodes or edges
}

// Node is a lot, a unit or a logistic unit.
type Node struct {
	Key   string // canonical
	Depth int    // steps from where the walk began, on the shortest way

	// Of goods in the catalogue; empty else.
	Lot           string // empty of a unit
	ProductName   string
	ProductNameEN string
	OrgID         uuid.UUID
	OrgName       string
	OrgNameEN     string
	// Of a batch of the reader's own, or to officers of any.
	BatchID     uuid.UUID
	BatchNumber int32
}

// Edge is one way of goods through one event.
type Edge struct {
	From, To string    // keys
	EventID  uuid.UUID // Stored.ID of that by which they came out
	Kind     EdgeKind
}

// EdgeKind tells making from packing.
type EdgeKind string

const (
	Made   EdgeKind = "made"   // by a transformation
	Packed EdgeKind = "packed" // still what it was
)

// Limits of one walk.
const (
	maxDepth = 50
	maxNodes = 5_000
	maxEdges = 20_000
)

// Genealogy walks from the goods of a key to what went into them, or to what
// came of them, over the events that r may see, of whichever organisation.
// Withdrawn events do not count, and of goods in the catalogue only their
// owner's events tell what they came of. Goods that are not told apart, with
// neither lot nor serial, are not walked. Each goods are walked once, so a
// circle ends where it began.
func Genealogy(ctx context.Context, db pg.DB, r Reader, key string, dir Direction, depth int) (Graph, error) {
	g := Graph{}
	var err error
	if g.Nodes, g.More, err = r.walk(ctx, db, key, dir, min(depth, maxDepth)); err != nil {
		return Graph{}, err
	}
	if err := r.nameNodes(ctx, db, g.Nodes); err != nil {
		return Graph{}, err
	}
	if g.Edges, err = r.edges(ctx, db, g.Nodes, dir); err != nil {
		return Graph{}, err
	}
	g.More = g.More || len(g.Edges) > maxEdges
	g.Edges = g.Edges[:min(len(g.Edges), maxEdges)]
	return g, nil
}

// walk returns the goods that are reached, the nearest first. The rows of the
// recursion are goods at a depth, so a circle goes round until the depth ends
// it and no further; the limit within ends it where there are too many.
func (r Reader) walk(ctx context.Context, db pg.DB, key string, dir Direction, depth int) ([]Node, bool, error) {
	rows, _ := db.Query(ctx, `
		with recursive walk (key, depth) as (
			values (@key collate "C", 0)
			union
			select
				far.key,
				walk.depth + 1
			from walk
			join event_step as near on near.key = walk.key
			join event_step as far on far.step = near.step
			where walk.depth < @depth
				and `+dir.sides()+`
				and (@all or near.public or near.org_id = @own)
				and (@all or far.public or far.org_id = @own)
		)
		select
			key,
			min(depth) as depth
		from (select key, depth from walk limit 4 * @nodes) as reached
		group by key
		order by depth, key
		limit @nodes + 1`, pgx.NamedArgs{
		"key":   key,
		"depth": depth,
		"all":   r.all,
		"own":   r.org,
		"nodes": maxNodes,
	})
	nodes, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (n Node, err error) {
		err = row.Scan(&n.Key, &n.Depth)
		return n, err
	})
	if err != nil {
		return nil, false, fmt.Errorf("walk genealogy: %w", err)
	}
	return nodes[:min(len(nodes), maxNodes)], len(nodes) > maxNodes, nil
}

// edges are those among the nodes, found from the side that the walk came from;
// one more at most than there may be.
func (r Reader) edges(ctx context.Context, db pg.DB, nodes []Node, dir Direction) (edges []Edge, err error) {
	reached := make(map[string]bool, len(nodes))
	for _, n := range nodes {
		reached[n.Key] = true
	}
	rows, _ := db.Query(ctx, `
		select
			near.key,
			far.key,
			near.event_id,
			far.event_id,
			near.packed
		from event_step as near
		join event_step as far on far.step = near.step
		where near.key = any(@keys)
			and `+dir.sides()+`
			and (@all or near.public or near.org_id = @own)
			and (@all or far.public or far.org_id = @own)
		order by near.event_id, near.key, far.key
		limit @edges + 1`, pgx.NamedArgs{
		"keys":  slices.Collect(maps.Keys(reached)),
		"all":   r.all,
		"own":   r.org,
		"edges": maxEdges,
	})
	var near, far string
	var nearEvent, farEvent uuid.UUID
	var packed bool
	_, err = pgx.ForEachRow(rows, []any{&near, &far, &nearEvent, &farEvent, &packed}, func() error {
		e := Edge{From: near, To: far, EventID: farEvent, Kind: Made}
		if dir == Into {
			e.From, e.To, e.EventID = far, near, nearEvent
		}
		if packed {
			e.Kind = Packed
		}
		if reached[far] {
			edges = append(edges, e)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read edges of genealogy: %w", err)
	}
	return edges, nil
}
