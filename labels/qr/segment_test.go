package qr

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func modeOf(c byte) mode {
	switch v := values[c]; {
	case v == none:
		return byteMode
	case v > 9:
		return alphanumericMode
	}
	return numericMode
}

// segmentBits is what the standard says that a segment takes (7.4.3 to 7.4.5).
func segmentBits(m mode, n int, c class) int {
	head := 4 + c.count[m]
	switch m {
	case numericMode:
		return head + 10*(n/3) + [...]int{0, 4, 7}[n%3]
	case alphanumericMode:
		return head + 11*(n/2) + 6*(n%2)
	}
	return head + 8*n
}

// fewestBits tries every segment at the end, after the best of what is before:
// slow, but with nothing to get wrong.
func fewestBits(text string, c class) int {
	fewest := make([]int, len(text)+1)
	for end := 1; end <= len(text); end++ {
		fewest[end] = math.MaxInt
		least := numericMode // that can hold the segment
		for start := end - 1; start >= 0; start-- {
			least = max(least, modeOf(text[start]))
			for m := least; m < modes; m++ {
				fewest[end] = min(fewest[end], fewest[start]+segmentBits(m, end-start, c))
			}
		}
	}
	return fewest[len(text)]
}

func TestSplit(t *testing.T) {
	t.Parallel()
	small := classes[0]
	for _, tt := range []struct {
		text string
		want []segment
	}{
		{"7", []segment{{numericMode, "7"}}},
		{"A", []segment{{alphanumericMode, "A"}}},
		{"a", []segment{{byteMode, "a"}}},
		{"12345", []segment{{numericMode, "12345"}}},
		// A segment of its own must save more than its head, and that of the rest.
		{"a123", []segment{{byteMode, "a123"}}},
		{"a1234", []segment{{byteMode, "a"}, {numericMode, "1234"}}},
		{"a12345a", []segment{{byteMode, "a12345a"}}},
		{"a123456a", []segment{{byteMode, "a"}, {numericMode, "123456"}, {byteMode, "a"}}},
		{compactCode, []segment{
			{byteMode, "https://id.example.vn/01/"},
			{numericMode, "09521385155181"},
			{alphanumericMode, "/21/M2HB5S5ZZ28HQEVYGG7P"},
		}},
	} {
		got, _ := split(nil, tt.text, small)
		if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(segment{})); diff != "" {
			t.Errorf("split(%q) (-want +got):\n%s", tt.text, diff)
		}
	}
}

// No split takes fewer bits, and the bits are those that are written.
func TestSplitIsBest(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 5))
	for range 400 {
		text := mixed(r, 1+r.IntN(120))
		for _, c := range classes {
			segments, bits := split(nil, text, c)
			if want := fewestBits(text, c); bits != want {
				t.Fatalf("%q in versions from %d: %d bits, want %d", text, c.first, bits, want)
			}
			var w bitWriter
			joined := ""
			for _, s := range segments {
				s.write(&w, c)
				joined += s.text
			}
			if written := 8*w.whole + w.n; joined != text || written != bits {
				t.Fatalf("%q in versions from %d: %d bits of %q, want %d", text, c.first, written, joined, bits)
			}
		}
	}
}
