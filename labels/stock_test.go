package labels

import (
	"math"
	"testing"
)

// TestStocks holds that the stocks which are in use are there, with the labels
// that they are sold with.
func TestStocks(t *testing.T) {
	t.Parallel()
	sheets := 0
	for _, s := range Stocks() {
		if s.Media == OnSheet {
			sheets++
		}
	}
	if sheets < 8 {
		t.Errorf("%d grids of sheets, want at least 8", sheets)
	}
	for name, want := range map[string]struct {
		label   Size
		perPage int
	}{
		"a4-3x8":             {Size{63.5, 33.9}, 24},
		"a4-3x7":             {Size{63.5, 38.1}, 21},
		"a4-5x13":            {Size{38.1, 21.2}, 65},
		"roll-35x22x3":       {Size{35, 22}, 3},
		"roll-50x30x2":       {Size{50, 30}, 2},
		"roll-60x40":         {Size{60, 40}, 1},
		"roll-60x40-scratch": {Size{60, 40}, 1},
		"roll-round-30":      {Size{30, 30}, 1},
		"carton-a6":          {Size{105, 148}, 1},
	} {
		s, ok := StockNamed(name)
		if !ok || s.Label != want.label || s.PerPage() != want.perPage {
			t.Errorf("%s has %d labels of %v, want %d of %v", name, s.PerPage(), s.Label, want.perPage, want.label)
		}
	}
	if s, ok := StockNamed("a4-9x9"); ok {
		t.Errorf("unknown name found %v", s)
	}
}

// TestPlaces holds that labels neither overlap nor leave their page, and that
// sheets keep clear of the margin that office printers leave white.
func TestPlaces(t *testing.T) {
	t.Parallel()
	const white = 3.9 // mm
	for _, s := range Stocks() {
		page := Box{Size: s.Page}
		if s.Media == OnSheet {
			page = page.grow(-white)
		}
		for i := range s.PerPage() {
			if !s.Place(i).within(page) {
				t.Errorf("%s: label %d at %v leaves %v", s.Name, i, s.Place(i), page)
			}
			for j := range i {
				if s.Place(i).grow(-0.01).touches(s.Place(j)) {
					t.Errorf("%s: label %d at %v on label %d at %v", s.Name, i, s.Place(i), j, s.Place(j))
				}
			}
		}
	}
}

// TestSheetsAreCentred: the grids are sold with equal margins.
func TestSheetsAreCentred(t *testing.T) {
	t.Parallel()
	for _, s := range Stocks() {
		if s.Media != OnSheet {
			continue
		}
		last := s.Place(s.PerPage() - 1)
		for _, margins := range [][2]float64{{s.First.X, s.Page.W - last.right()}, {s.First.Y, s.Page.H - last.bottom()}} {
			if math.Abs(margins[0]-margins[1]) > 0.02 {
				t.Errorf("%s has margins of %.2f and %.2f mm", s.Name, margins[0], margins[1])
			}
		}
	}
}
