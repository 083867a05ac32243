package web

import (
	"fmt"
	"slices"

	"temgoc/internal/lookup"
)

// A graph is drawn for the narrowest phone, from what went in at the top to
// what came of it at the bottom: at most two lots a row, in units that are
// pixels there. Lines that pass other rows run through the margins, which no
// lot reaches into.
const (
	graphWidth  = 320
	graphMargin = 12
	columnGap   = 8
	rowGap      = 34

	halfWidth = (graphWidth - 2*graphMargin - columnGap) / 2
	soleWidth = 220 // of a lot that is alone on its level

	lanes    = 3 // in a margin
	laneStep = 3
)

// drawing of a graph.
type drawing struct {
	Height int
	Nodes  []drawnNode
	Arrows []arrow
	More   int // lots that it leaves out
}

// drawnNode is a lot in the drawing.
type drawnNode struct {
	X, Y          int
	Width, Height int
	Side          string // class: "before" the batch, "here", "after"
	Lines         []nodeText
	Title         string // all of what the lines may have no room for
	row           int
}

// A node's border is drawn around a box that is a unit smaller on each side.
func (n drawnNode) InnerWidth() int  { return n.Width - 2 }
func (n drawnNode) InnerHeight() int { return n.Height - 2 }

type arrow struct {
	Path   string
	Packed bool
}

func drawGraph(l *Lang, g lookup.Graph) drawing {
	d := drawing{Nodes: make([]drawnNode, len(g.Nodes)), More: g.More}
	y := 0
	for at, row := range rowsOf(g.Nodes) {
		height := 0
		for column, i := range row.nodes {
			d.Nodes[i] = drawNode(l, g.Nodes[i], row, column)
			height = max(height, heightOf(d.Nodes[i].Lines))
		}
		for _, i := range row.nodes {
			d.Nodes[i].row, d.Nodes[i].Y, d.Nodes[i].Height = at, y, height
		}
		d.Height = y + height
		y = d.Height + rowGap
	}
	for _, e := range g.Edges {
		d.Arrows = append(d.Arrows, arrow{arrowPath(d.Nodes, e), e.Packed})
	}
	return d
}

// graphRow is one or two nodes of a level, by their places in the graph.
type graphRow struct {
	nodes []int
	sole  bool // there is no other row of the level
}

// rowsOf keeps the order that nodes have within their level.
func rowsOf(nodes []lookup.Node) (rows []graphRow) {
	levels := map[int][]int{}
	for i, n := range nodes {
		levels[n.Level] = append(levels[n.Level], i)
	}
	order := make([]int, 0, len(levels))
	for level := range levels {
		order = append(order, level)
	}
	slices.Sort(order)
	for _, level := range order {
		for row := range slices.Chunk(levels[level], 2) {
			rows = append(rows, graphRow{row, len(levels[level]) == 1})
		}
	}
	return rows
}

func drawNode(l *Lang, n lookup.Node, row graphRow, column int) drawnNode {
	d := drawnNode{X: graphMargin + column*(halfWidth+columnGap), Width: halfWidth, Side: "here"}
	if row.sole {
		d.Width = soleWidth
	}
	if len(row.nodes) == 1 {
		d.X = (graphWidth - d.Width) / 2
	}
	switch {
	case n.Level < 0:
		d.Side = "before"
	case n.Level > 0:
		d.Side = "after"
	}
	d.Title, d.Lines = l.nodeWords(n, d.Width)
	return d
}

// arrowPath goes straight to the next row, and to any other by the margin.
func arrowPath(nodes []drawnNode, e lookup.Edge) string {
	from, to := nodes[e.From], nodes[e.To]
	x, top := to.X+to.Width/2, to.Y-2 // where its head is
	if to.row == from.row+1 {
		start, bottom := from.X+from.Width/2, from.Y+from.Height
		return fmt.Sprintf("M%d %dC%d %d %d %d %d %d", start, bottom, start, bottom+rowGap/2, x, top-rowGap/2, x, top)
	}
	side, lane := from.X, laneStep*(1+e.From%lanes)
	if from.X > graphWidth/2 {
		side, lane = from.X+from.Width, graphWidth-lane
	}
	gap := to.Y - rowGap + 6 // below the row before
	return fmt.Sprintf("M%d %dH%dV%dC%d %d %d %d %d %d", side, from.Y+from.Height/2, lane, gap, lane, top, x, gap, x, top)
}
