package scan

import (
	"math"
	"testing"
)

// The wanted values are exact sums of rational numbers to 15 digits.
func TestBinomialTail(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		n, k int
		p    float64
		want float64
	}{
		{0, 0, 0.005, 1},
		{0, 1, 0.005, 0},
		{5, 6, 0.005, 0},
		{5, 1, 0, 0},
		{5, 5, 1, 1},
		{10, 10, 0.5, 9.765625000000000e-04},
		{3, 2, 0.005, 7.475000000000000e-05},
		{20, 3, 0.005, 1.337003585695231e-04},
		{20, 4, 0.005, 2.840261829026047e-06},
		{100, 1, 1e-12, 9.999999999505000e-11},
		{1000, 5, 0.005, 5.599465941935597e-01}, // the mean
		{1000, 20, 0.005, 3.098225042454511e-07},
		{10_000, 50, 0.005, 5.189495379468225e-01},
		{1_000_000, 3, 1e-9, 1.665412174026129e-10},
		{1_000_000, 4900, 0.005, 9.232523290079322e-01}, // below the mean
		{1_000_000, 5000, 0.005, 5.018947798364045e-01},
		{1_000_000, 5400, 0.005, 1.111920458214697e-08},
		{1_000_000, 6000, 0.005, 2.990015214651620e-43},
		{1_000_000, 20_000, 0.005, 0}, // below the smallest float
	} {
		got := binomialTail(tt.n, tt.k, tt.p)
		if math.Abs(got-tt.want) > 1e-8*tt.want {
			t.Errorf("P(X ≥ %d) of %d trials of %g: got %.15e, want %.15e", tt.k, tt.n, tt.p, got, tt.want)
		}
	}
}

// More successes are never likelier.
func TestBinomialTailFalls(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1, 7, 1000, 200_000} {
		before := 1.0
		for k := 0; k <= min(n, 3000); k++ {
			got := binomialTail(n, k, 0.005)
			if got > before*(1+1e-8) || got < 0 {
				t.Fatalf("P(X ≥ %d) of %d trials: got %g, after %g", k, n, got, before)
			}
			before = got
		}
	}
}

func TestChance(t *testing.T) {
	t.Parallel()
	rules := DefaultRules[0]
	for _, tt := range []struct {
		share   Share
		suspect bool
	}{
		{Share{}, false},
		{Share{Scanned: 1, Amber: 1}, false},
		{Share{Scanned: 3, Amber: 2}, true},
		{Share{Scanned: 20, Amber: 3}, false},
		{Share{Scanned: 20, Amber: 4}, true},
		{Share{Scanned: 1000, Amber: 5}, false}, // as expected
		{Share{Scanned: 1_000_000, Amber: 5200}, false},
		{Share{Scanned: 1_000_000, Amber: 5400}, true},
	} {
		if got := rules.Chance(tt.share) < rules.BatchChance; got != tt.suspect {
			t.Errorf("%+v: chance %g, suspected %v, want %v", tt.share, rules.Chance(tt.share), got, tt.suspect)
		}
	}
}
