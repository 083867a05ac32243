// Package bench prints the figures that the project promises, each beside a
// baseline measured in the same run, for machines differ and are noisy:
//
//	bench NAME VALUE UNIT baseline=NAME ratio=R
//
// FIGURES=full (the default of make bench) measures; FIGURES=smoke only runs
// everything once, smaller. Without it nothing is run.
package bench

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"
)

// figure is one measured number.
type figure struct {
	name  string
	value float64
	unit  string
}

// print writes the line, with value/baseline as its ratio.
func (f figure) print(baseline figure) {
	fmt.Printf("bench %s %.4g %s baseline=%s ratio=%.3f\n", f.name, f.value, f.unit, baseline.name, f.value/baseline.value)
}

func skipUnlessAsked(t *testing.T) {
	t.Helper()
	if os.Getenv("FIGURES") == "" {
		t.Skip("FIGURES is not set: make bench sets it")
	}
}

// full is false for a smoke run.
func full() bool { return os.Getenv("FIGURES") == "full" }

// sized is n, or a small part of it in a smoke run.
func sized(n int) int {
	if full() {
		return n
	}
	return max(1, n/1000)
}

// perOp measures ns an operation of fn, the best of several rounds: what other
// programs steal only ever adds.
func perOp(name string, fn func()) figure {
	const rounds = 5
	n, best := 1, 0.0
	for range rounds {
		var took time.Duration
		for {
			start := time.Now()
			for range n {
				fn()
			}
			took = time.Since(start)
			if took > 100*time.Millisecond || !full() {
				break
			}
			n *= 2
		}
		if each := float64(took.Nanoseconds()) / float64(n); best == 0 || each < best {
			best = each
		}
	}
	return figure{name, best, "ns"}
}

// inMicroseconds is the same figure in another unit.
func (f figure) inMicroseconds() figure { return figure{f.name, f.value / 1000, "µs"} }

// middle is the median.
func middle(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}
