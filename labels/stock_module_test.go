package labels

import (
	"errors"
	"math"
	"slices"
	"testing"
)

// The sizes that the format of the codes promises, at the least module.
func TestSizeOnLabel(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		url     string
		version int
		mm      float64
	}{
		"compact": {compactCode(0), 4, 16.2},
		"sealed":  {sealedCode(0), 7, 21.0},
	} {
		version, err := versionOf(tt.url)
		if err != nil {
			t.Fatal(err)
		}
		side := MinModule * float64(modules(version))
		if version != tt.version || math.Abs(side-tt.mm) > 0.05 {
			t.Errorf("%s: version %d, %.2f mm, want %d, %.1f mm", name, version, side, tt.version, tt.mm)
		}
	}
}

func TestModule(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		stock        string
		version, dpi int
		dots         int // 0 where it is too small
	}{
		{"a4-3x8", 4, 203, 4},
		{"a4-3x8", 7, 300, 6},
		{"a4-3x8", 7, 600, 12},
		{"roll-35x22x3", 4, 203, 4},
		{"roll-35x22x3", 4, 300, 6},
		{"roll-35x22x3", 4, 600, 12},
		{"roll-35x22x3", 7, 203, 0},
		{"roll-35x22x3", 7, 300, 0},
		{"roll-35x22x3", 7, 600, 0},
		{"roll-round-30", 4, 203, 4},
		{"roll-round-30", 4, 300, 5},
		{"roll-round-30", 7, 300, 0},
		{"roll-50x30x2", 7, 203, 4},
		{"a4-4x10", 7, 203, 0},
		{"a4-4x10", 7, 300, 5},
		{"roll-60x40-scratch", 7, 203, 4},
		{"carton-a6", 7, 203, 6},
		{"a4-full", 7, 300, 11},
	} {
		stock, _ := StockNamed(tt.stock)
		m, err := stock.Module(tt.version, tt.dpi)
		if tt.dots == 0 {
			if small := (TooSmall{}); !errors.As(err, &small) || small.Stock != tt.stock {
				t.Errorf("%s, version %d at %d dpi: %v, %v, want TooSmall", tt.stock, tt.version, tt.dpi, m, err)
			}
			continue
		}
		if want := dotsOf(tt.dpi, tt.dots); err != nil || m != want {
			t.Errorf("%s, version %d at %d dpi: %v, %v, want %v", tt.stock, tt.version, tt.dpi, m, err, want)
		}
	}
}

// TestEveryStockTakesCompactCodes at every resolution, in modules that GS1
// allows.
func TestEveryStockTakesCompactCodes(t *testing.T) {
	t.Parallel()
	for _, s := range Stocks() {
		for _, dpi := range []int{203, 300, 600} {
			m, err := s.Fits(compactCode(0), dpi)
			if err != nil || m.MM < MinModule || m.MM > MaxModule {
				t.Errorf("%s at %d dpi: module of %.3f mm, %v", s.Name, dpi, m.MM, err)
			}
		}
	}
}

// TestFits asks for the worst code of the sample's shape: digits alone would
// need less room.
func TestFits(t *testing.T) {
	t.Parallel()
	digits := "https://id.example.vn/01/09520000001018/21/01234567890123456789"
	roll, _ := StockNamed("roll-35x22x3")
	got, err := roll.Fits(digits, 300)
	want, wantErr := roll.Fits(compactCode(0), 300)
	if got != want || err != nil || wantErr != nil {
		t.Errorf("digits: %v, %v, want %v, %v as letters", got, err, want, wantErr)
	}
	if m, err := roll.Fits("", 300); err == nil {
		t.Errorf("nothing fits in modules of %v, want an error", m)
	}
}

func TestModuleRefusesResolutions(t *testing.T) {
	t.Parallel()
	roll, _ := StockNamed("roll-60x40")
	for dpi, ok := range map[int]bool{-300: false, 0: false, 71: false, 72: true, 2400: true, 2401: false, 1 << 60: false} {
		if m, err := roll.Module(4, dpi); (err == nil) != ok {
			t.Errorf("%d dpi: %v, %v, want accepted %v", dpi, m, err, ok)
		}
	}
}

func TestFitting(t *testing.T) {
	t.Parallel()
	var got []string
	for _, s := range Fitting(Stocks(), sealedCode(0), 203) {
		got = append(got, s.Name)
	}
	for name, want := range map[string]bool{
		"a4-3x8": true, "roll-50x30x2": true, "roll-60x40": true, "roll-60x40-scratch": true, "carton-a6": true,
		"roll-35x22x3": false, "roll-round-30": false, "a4-5x13": false, "a4-4x10": false,
	} {
		if slices.Contains(got, name) != want {
			t.Errorf("sealed codes fit %s: %v, want %v", name, !want, want)
		}
	}
}
