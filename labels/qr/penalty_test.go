package qr

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// plainPenalty goes by the words of ISO/IEC 18004, 7.8.3.1, module by module.
func plainPenalty(s Symbol) int {
	points, dark := 0, 0
	for y := range s.Size() {
		row, column := line(s.Size(), func(i int) bool { return s.Dark(i, y) }), line(s.Size(), func(i int) bool { return s.Dark(y, i) })
		points += linePenalty(row) + linePenalty(column)
		dark += strings.Count(row, "#")
		for x := range s.Size() - 1 {
			colour := s.Dark(x, y)
			if y > 0 && colour == s.Dark(x+1, y) && colour == s.Dark(x, y-1) && colour == s.Dark(x+1, y-1) {
				points += 3
			}
		}
	}
	percent := 100 * float64(dark) / float64(s.Size()*s.Size())
	for k := 5.0; percent <= 50-k || percent >= 50+k; k += 5 {
		points += 10
	}
	return points
}

func line(n int, dark func(int) bool) string {
	var b strings.Builder
	for i := range n {
		if dark(i) {
			b.WriteByte('#')
		} else {
			b.WriteByte('.')
		}
	}
	return b.String()
}

// linePenalty is that of rules 1 and 3 for a row or a column.
func linePenalty(line string) (points int) {
	for rest := line; rest != ""; {
		n := len(rest) - len(strings.TrimLeft(rest, rest[:1]))
		if n >= 5 {
			points += 3 + n - 5
		}
		rest = rest[n:]
	}
	const light = "...."
	line = light + line + light // the quiet zone
	for i := range line {
		if rest := line[i:]; strings.HasPrefix(rest, "#.###.#") &&
			(strings.HasSuffix(line[:i], light) || strings.HasPrefix(rest[7:], light)) {
			points += 40
		}
	}
	return points
}

// fromRows lays the rows of a symbol into a matrix.
func fromRows(s Symbol) matrix {
	m := newMatrix(s.Size())
	for y := range s.Size() {
		for x := range s.Size() {
			m.add(placeAt(x, y, s.Size()), uint64(module(s, x, y)))
		}
	}
	return m
}

func TestPenalty(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(4, 5))
	for version := 1; version <= versions; version++ {
		symbols := make(map[string]Symbol)
		for level := L; level <= H; level++ {
			text := fitting(version, level)
			symbols["encoded at "+level.String()] = mustEncode(t, text, Options{Level: level})
		}
		for _, name := range []string{"light", "dark", "noise", "mostly dark", "mostly light", "rows", "columns"} {
			symbols[name] = picture(r, sizeOf(version), name)
		}
		for name, s := range symbols {
			if got, want := fromRows(s).penalty(s.Size()), plainPenalty(s); got != want {
				t.Errorf("version %d, %s: penalty %d, want %d", version, name, got, want)
			}
		}
	}
}

// picture is no symbol, but has what symbols seldom have.
func picture(r *rand.Rand, size int, name string) Symbol {
	s := Symbol{rows: make([]Row, size)}
	finders := strings.Repeat("....#.###.#....", 1+size/15)
	for y := range size {
		for x := range size {
			dark := map[string]bool{
				"dark":         true,
				"noise":        r.IntN(2) == 0,
				"mostly dark":  r.IntN(8) != 0,
				"mostly light": r.IntN(8) == 0,
				"rows":         finders[x] == '#',
				"columns":      finders[y] == '#',
			}[name]
			if dark {
				s.rows[y].set(x)
			}
		}
	}
	return s
}

// The mask that is taken is the first of those with the lowest penalty.
func TestBestMask(t *testing.T) {
	t.Parallel()
	taken := make(map[int]int)
	for version := 1; version <= versions; version++ {
		for level := L; level <= H; level++ {
			text := fitting(version, level)
			p, err := newPlan(nil, text, Options{Level: level})
			if err != nil {
				t.Fatal(err)
			}
			placed := newMatrix(sizeOf(version))
			p.place(placed)
			want, least := 0, 0
			for mask := range masks {
				points := plainPenalty(p.symbol(placed, mask))
				if mask == 0 || points < least {
					want, least = mask, points
				}
			}
			got := mustEncode(t, text, Options{Level: level}).Mask()
			if got != want {
				t.Errorf("%d-%v: mask %d, want %d", version, level, got, want)
			}
			taken[got]++
		}
	}
	if len(taken) != len(masks) {
		t.Errorf("masks taken: %v; want each of %d", taken, len(masks))
	}
}
