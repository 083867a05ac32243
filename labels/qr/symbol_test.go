package qr

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Runs must cover the dark modules, each once, in order, and join neighbours,
// over the borders of words as well.
func TestRuns(t *testing.T) {
	t.Parallel()
	for version := 1; version <= versions; version++ {
		s := mustEncode(t, compactCode, Options{Level: L, Version: version})
		drawn, last := Symbol{rows: make([]Row, s.Size())}, Run{}
		for r := range s.Runs() {
			for i := range r.N {
				drawn.rows[r.Y].set(r.X + i)
			}
			if s.Dark(r.X-1, r.Y) || s.Dark(r.X+r.N, r.Y) {
				t.Errorf("version %d: %+v has a dark neighbour", s.Version(), r)
			}
			if r.Y < last.Y || r.Y == last.Y && r.X < last.X+last.N {
				t.Errorf("version %d: %+v comes after %+v", s.Version(), r, last)
			}
			last = r
		}
		if diff := cmp.Diff(s.String(), drawn.String()); diff != "" {
			t.Errorf("version %d: runs (-want +got):\n%s", s.Version(), diff)
		}
	}
}

func TestRunsStop(t *testing.T) {
	t.Parallel()
	n := 0
	for range mustEncode(t, compactCode, Options{}).Runs() {
		if n++; n == 5 {
			break
		}
	}
	if n != 5 {
		t.Errorf("%d runs, want 5", n)
	}
}

func TestOutside(t *testing.T) {
	t.Parallel()
	s := mustEncode(t, "A", Options{})
	for _, p := range [][2]int{{-1, 0}, {0, -1}, {21, 0}, {0, 21}, {200, 0}} {
		if s.Dark(p[0], p[1]) {
			t.Errorf("module %v outside the symbol is dark", p)
		}
	}
	if !s.Dark(0, 0) || s.Row(0)[0]&0xFF != 0x7F {
		t.Errorf("the finder begins %#x", s.Row(0)[0]&0xFF)
	}
}
