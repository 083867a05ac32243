package lookup

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"temgoc/internal/trace"
)

// traceGraph has the nodes that its edges name; an edge is "from to".
func traceGraph(start string, edges ...[2]string) (g trace.Graph) {
	keys := []string{start}
	for _, e := range edges {
		g.Edges = append(g.Edges, trace.Edge{From: e[0], To: e[1], Kind: trace.Made})
		keys = append(keys, e[0], e[1])
	}
	for i, k := range keys {
		if slices.Index(keys, k) == i {
			g.Nodes = append(g.Nodes, trace.Node{Key: k})
		}
	}
	return g
}

func TestNewGraph(t *testing.T) {
	t.Parallel()
	node := func(key string, level int) Node { return Node{Goods: Goods{Code: key}, Level: level} }
	for _, tt := range []struct {
		name        string
		into, outOf [][2]string
		most        int
		want        Graph
	}{
		{"alone", nil, nil, 9, Graph{Nodes: []Node{node("x", 0)}}},
		{"both ways", [][2]string{{"a", "x"}}, [][2]string{{"x", "z"}}, 9, Graph{
			Nodes: []Node{node("x", 0), node("a", -1), node("z", 1)},
			Edges: []Edge{{0, 2, false}, {1, 0, false}},
		}},
		{"in directly and by way of another", [][2]string{{"a", "x"}, {"b", "x"}, {"a", "b"}}, nil, 9, Graph{
			Nodes: []Node{node("x", 0), node("b", -1), node("a", -2)},
			Edges: []Edge{{1, 0, false}, {2, 0, false}, {2, 1, false}},
		}},
		{"told by two events", [][2]string{{"a", "x"}, {"a", "x"}}, nil, 9, Graph{
			Nodes: []Node{node("x", 0), node("a", -1)},
			Edges: []Edge{{1, 0, false}},
		}},
		{"too many: the far ones go", [][2]string{{"a", "x"}, {"b", "a"}, {"c", "b"}}, [][2]string{{"x", "z"}}, 3, Graph{
			Nodes: []Node{node("x", 0), node("a", -1), node("z", 1)},
			Edges: []Edge{{0, 2, false}, {1, 0, false}},
			More:  2,
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := newGraph("x", traceGraph("x", tt.into...), traceGraph("x", tt.outOf...), tt.most)
			if diff := cmp.Diff(tt.want, got, cmpopts.IgnoreUnexported(Node{})); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// Whatever events say, the graph has the batch first and no more nodes than it
// may, all edges lead up among them, and it is the same the next time.
func TestNewGraphOfAnything(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var edges [][2]string
		for range random.IntN(40) {
			edges = append(edges, [2]string{fmt.Sprint("n", random.IntN(12)), fmt.Sprint("n", random.IntN(12))})
		}
		g := traceGraph("n0", edges...) // circles included, and both ways the same
		got := newGraph("n0", g, g, 8)
		if got.Nodes[0].key != "n0" || got.Nodes[0].Level != 0 || len(got.Nodes) > 8 {
			t.Fatalf("%v: nodes %+v, want n0 first of at most 8", edges, got.Nodes)
		}
		for _, e := range got.Edges {
			if max(e.From, e.To) >= len(got.Nodes) || got.Nodes[e.From].Level >= got.Nodes[e.To].Level {
				t.Fatalf("%v: edge %+v among %+v", edges, e, got.Nodes)
			}
		}
		if again := newGraph("n0", g, g, 8); !reflect.DeepEqual(again, got) {
			t.Fatalf("%v: got %+v, then %+v", edges, got, again)
		}
	}
}

func TestGoodsOf(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]Goods{
		candy: {GTIN: "09520000001018", Lot: "L1"},
		"https://id.gs1.org/01/09520000001018/10/A%2FB": {GTIN: "09520000001018", Lot: "A/B"},
		"https://id.gs1.org/01/09520000001018/21/S":     {GTIN: "09520000001018", Code: "S"},
		"https://id.gs1.org/00/340123450000000017":      {Code: "SSCC 340123450000000017"},
		peel:                     {NameVI: "Vỏ gấc", Lot: "V1"},
		materialStem + "org/%zz": {},
		"urn:uuid:0199a000-0000-7000-8000-000000000001": {},
		"urn:example:a":                   {Code: "urn:example:a"},
		"https://evil.example/\"><script": {Code: "https://evil.example/\"><script"},
	} {
		if got := goodsOf(key); got != want {
			t.Errorf("%s: got %+v, want %+v", key, got, want)
		}
	}
}
