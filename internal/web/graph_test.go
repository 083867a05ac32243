package web

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"temgoc/internal/lookup"
)

// anyGraph has as many nodes, on levels before and after the batch, and edges
// from lower levels to higher ones.
func anyGraph(random *rand.Rand, nodes int) lookup.Graph {
	names := []string{"", "Nếp", "Bánh cáy làng Nguyễn truyền thống gói 500 gam", strings.Repeat("W", 60), "米 餅"}
	g := lookup.Graph{Nodes: []lookup.Node{{Goods: lookup.Goods{GTIN: "09520000001018", Lot: "L1"}}}}
	for i := 1; i < nodes; i++ {
		level := 1 + random.IntN(4)
		if random.IntN(3) > 0 {
			level = -level
		}
		g.Nodes = append(g.Nodes, lookup.Node{Level: level, Goods: lookup.Goods{
			Lot: fmt.Sprint("LOT-", i), NameVI: names[random.IntN(len(names))], Maker: lookup.Party{Name: names[random.IntN(len(names))]},
		}})
	}
	for range 2 * nodes {
		e := lookup.Edge{From: random.IntN(nodes), To: random.IntN(nodes), Packed: random.IntN(2) == 0}
		if g.Nodes[e.From].Level < g.Nodes[e.To].Level {
			g.Edges = append(g.Edges, e)
		}
	}
	return g
}

// TestGraphLayout: whatever the graph, no two nodes touch, all that is drawn is
// inside, what goes in stands above what it goes into, lines do not cross a
// node's row but in a margin, and the same graph is drawn the same.
func TestGraphLayout(t *testing.T) {
	t.Parallel()
	l := testServer(t, nil).languages.byTag["vi"]
	random := rand.New(rand.NewPCG(3, 4))
	for nodes := 1; nodes <= 24; nodes++ {
		for range 20 {
			g := anyGraph(random, nodes)
			d := drawGraph(l, g)
			for i, n := range d.Nodes {
				if n.X < graphMargin || n.X+n.Width > graphWidth-graphMargin || n.Y < 0 || n.Y+n.Height > d.Height {
					t.Fatalf("node %+v is not inside of %d × %d", n, graphWidth, d.Height)
				}
				for j, o := range d.Nodes[:i] {
					apart := n.X >= o.X+o.Width+columnGap || o.X >= n.X+n.Width+columnGap || n.Y >= o.Y+o.Height+rowGap || o.Y >= n.Y+n.Height+rowGap
					if !apart {
						t.Fatalf("nodes %+v and %+v touch", n, o)
					}
					if upper := g.Nodes[i].Level < g.Nodes[j].Level; upper && n.Y >= o.Y {
						t.Fatalf("level %d stands at %d, level %d at %d", g.Nodes[i].Level, n.Y, g.Nodes[j].Level, o.Y)
					}
				}
			}
			for _, a := range d.Arrows {
				checkPath(t, a.Path, d)
			}
			if again := drawGraph(l, g); !reflect.DeepEqual(again, d) {
				t.Fatalf("drawn differently the second time")
			}
		}
	}
}

var pathCommand = regexp.MustCompile(`([MHVC])([-0-9 ]+)`)

// checkPath follows a line and wants it inside, and along no node.
func checkPath(t *testing.T, path string, d drawing) {
	t.Helper()
	x, y := 0, 0
	for _, m := range pathCommand.FindAllStringSubmatch(path, -1) {
		var n []int
		for _, s := range strings.Fields(m[2]) {
			v, err := strconv.Atoi(s)
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			n = append(n, v)
		}
		fromX, fromY := x, y
		switch m[1] {
		case "H":
			x = n[0]
		case "V":
			y = n[0]
		default:
			x, y = n[len(n)-2], n[len(n)-1]
		}
		if x < 0 || x > graphWidth || y < 0 || y > d.Height {
			t.Fatalf("%s leaves the drawing at %d, %d", path, x, y)
		}
		for _, node := range d.Nodes {
			within := m[1] != "M" && max(fromX, x) > node.X && min(fromX, x) < node.X+node.Width &&
				max(fromY, y) > node.Y && min(fromY, y) < node.Y+node.Height
			if within && m[1] != "H" {
				t.Fatalf("%s crosses %+v", path, node)
			}
		}
	}
}

func TestWrap(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text  string
		width float64
		most  int
		want  []string
	}{
		{"", 10, 2, nil},
		{"Gạo", 10, 2, []string{"Gạo"}},
		{"Gạo nếp cái hoa vàng", 8, 2, []string{"Gạo nếp cái", "hoa vàng"}},
		{"Gạo nếp cái hoa vàng Đông Hưng", 8, 2, []string{"Gạo nếp cái", "hoa vàng Đôn…"}},
		{"không-có-chỗ-nào-để-ngắt", 6, 2, []string{"không-có-c", "hỗ-nào-để…"}},
		{"  hai \n\t khoảng  ", 20, 1, []string{"hai khoảng"}},
		{"dài", 0.1, 1, []string{"d…"}},
	} {
		if got := wrap(tt.text, tt.width, tt.most); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("wrap(%q, %v, %d): got %q, want %q", tt.text, tt.width, tt.most, got, tt.want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("Gạo nếp cái hoa vàng", uint8(60), uint8(2))
	f.Add("a\u0300\u0301\xff 米", uint8(1), uint8(3))
	f.Fuzz(func(t *testing.T, text string, tenths, most uint8) {
		width, most := float64(tenths)/10, most%4+1
		lines := wrap(text, width, int(most))
		if len(lines) > int(most) {
			t.Errorf("%d lines, want at most %d", len(lines), most)
		}
		for _, line := range lines {
			if utf8.RuneCountInString(line) > 2 && fitting(line, width+ellipsisWidth) < len(line) {
				t.Errorf("line %q is wider than %v", line, width)
			}
		}
	})
}
