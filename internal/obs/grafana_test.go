package obs

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"
)

// dashboard is what matters here of Grafana's model.
type dashboard struct {
	Title  string `json:"title"`
	Panels []struct {
		Type    string `json:"type"`
		Title   string `json:"title"`
		GridPos struct{ H, W, X, Y int }
		Targets []struct {
			Expr string `json:"expr"`
		} `json:"targets"`
	} `json:"panels"`
	Templating struct {
		List []struct {
			Name       string `json:"name"`
			Definition string `json:"definition"`
		} `json:"list"`
	} `json:"templating"`
}

func readDashboard(t *testing.T) dashboard {
	t.Helper()
	text, err := os.ReadFile("../../docs/grafana.json")
	if err != nil {
		t.Fatal(err)
	}
	var d dashboard
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatalf("the dashboard is no JSON: %v", err)
	}
	return d
}

var (
	ourName = regexp.MustCompile(`\b(?:temgoc|go|process)_[a-z_]+`)
	suffix  = regexp.MustCompile(`_(?:bucket|sum|count)$`)
)

// The dashboard asks for no metric that there is not, and shows each of ours.
func TestDashboardFitsTheMetrics(t *testing.T) {
	t.Parallel()
	families, err := watchAll(t).registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	exists := map[string]bool{}
	for _, f := range families {
		exists[f.GetName()] = true
	}
	shown := map[string]bool{}
	d := readDashboard(t)
	for _, p := range d.Panels {
		if p.Type != "row" && len(p.Targets) == 0 {
			t.Errorf("panel %q asks for nothing", p.Title)
		}
		for _, target := range p.Targets {
			names := ourName.FindAllString(target.Expr, -1)
			if len(names) == 0 {
				t.Errorf("panel %q: no metric in %s", p.Title, target.Expr)
			}
			for _, name := range names {
				if !exists[name] {
					name = suffix.ReplaceAllString(name, "")
				}
				if shown[name] = true; !exists[name] {
					t.Errorf("panel %q: there is no metric %s", p.Title, name)
				}
			}
		}
	}
	for _, v := range d.Templating.List {
		for _, name := range ourName.FindAllString(v.Definition, -1) {
			if !exists[name] {
				t.Errorf("variable %s: there is no metric %s", v.Name, name)
			}
		}
	}
	for name := range exists {
		if strings.HasPrefix(name, "temgoc_") && !shown[name] {
			t.Errorf("no panel shows %s", name)
		}
	}
}

// Panels that overlap are drawn over one another.
func TestDashboardPanelsStandApart(t *testing.T) {
	t.Parallel()
	taken := map[[2]int]string{}
	for _, p := range readDashboard(t).Panels {
		g := p.GridPos
		if g.W == 0 || g.H == 0 || g.X+g.W > 24 { // Grafana's columns
			t.Errorf("panel %q stands at %+v", p.Title, g)
		}
		for x := g.X; x < g.X+g.W; x++ {
			for y := g.Y; y < g.Y+g.H; y++ {
				if other, ok := taken[[2]int{x, y}]; ok {
					t.Fatalf("panels %q and %q overlap", other, p.Title)
				}
				taken[[2]int{x, y}] = p.Title
			}
		}
	}
}
