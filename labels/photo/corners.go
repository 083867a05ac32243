package photo

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/detector"
)

const (
	everyRow   = 2          // pixels between the rows that are looked through
	mostFound  = 1000       // finder patterns of a picture: those of 300 symbols
	mostTried  = 3000       // sets of three of them
	mostSpan   = 57 - 7 + 4 // modules between the centres of two, version 10; and some for error
	leastSpan  = 21 - 7 - 3 // version 1
	sameModule = 1.5        // ratio between modules of one symbol, in perspective
	sameLength = 1.4        // between its sides
	slant      = 0.35       // cosine of the angle at its corner
)

// corner is a finder pattern: a dark square in a light ring in a dark one.
type corner = *detector.FinderPattern

// corners finds the finder patterns by their ratio of 1 : 1 : 3 : 1 : 1 along a
// row (ISO/IEC 18004, 6.3.3), which must hold down and across too.
func (r *reader) corners(ctx context.Context) []corner {
	finder := detector.NewFinderPatternFinder(r.bits, nil)
	for y := everyRow; y < r.bits.GetHeight() && ctx.Err() == nil; y += everyRow {
		r.corner(finder, y)
		if len(finder.GetPossibleCenters()) > mostFound {
			break
		}
	}
	return slices.DeleteFunc(finder.GetPossibleCenters(), func(c corner) bool { return c.GetCount() < 2 })
}

// corner looks through a row. runs are the lengths of the last five runs of one
// colour, the first of them dark.
func (r *reader) corner(finder *detector.FinderPatternFinder, y int) {
	runs, at := make([]int, 5), 0
	for x := range r.bits.GetWidth() {
		if dark := r.bits.Get(x, y); dark == (at%2 == 0) {
			runs[at]++
			continue
		}
		if at == 0 && runs[0] == 0 {
			continue // light before the first dark
		}
		if at < 4 {
			at++
			runs[at]++
			continue
		}
		if detector.FinderPatternFinder_foundPatternCross(runs) {
			finder.HandlePossibleCenter(runs, y, x)
		}
		detector.FinderPatternFinder_ShiftCounts2(runs)
		at = 3
	}
}

// triple are three finder patterns that may be those of a symbol.
type triple struct {
	corner, right, below corner
	span                 float64 // modules between them
}

// triples are the plausible ones, the narrowest first: wide ones are often made
// of patterns of several symbols.
func triples(found []corner) []triple {
	var list []triple
	for i, c := range found {
		near := nearby(found, i)
		for _, a := range near {
			for _, b := range near {
				if t, ok := plausible(c, a, b); ok {
					list = append(list, t)
				}
			}
		}
		if len(list) > mostTried {
			break
		}
	}
	slices.SortStableFunc(list, func(a, b triple) int { return cmp.Compare(a.span, b.span) })
	return list[:min(len(list), mostTried)]
}

// nearby are the patterns that may belong to a symbol with the i-th.
func nearby(found []corner, i int) (near []corner) {
	c := found[i]
	for j, other := range found {
		span := gozxing.ResultPoint_Distance(c, other) / module(c, other)
		if j != i && alike(c.GetEstimatedModuleSize(), other.GetEstimatedModuleSize(), sameModule) &&
			span > leastSpan && span < mostSpan {
			near = append(near, other)
		}
	}
	return near
}

func module(a, b corner) float64 {
	return (a.GetEstimatedModuleSize() + b.GetEstimatedModuleSize()) / 2
}

func alike(a, b, ratio float64) bool { return max(a, b) < ratio*min(a, b) }

// plausible holds for the corner of a square and its neighbours clockwise and
// counter-clockwise, seen at a slant.
func plausible(c, right, below corner) (triple, bool) {
	ax, ay := right.GetX()-c.GetX(), right.GetY()-c.GetY()
	bx, by := below.GetX()-c.GetX(), below.GetY()-c.GetY()
	a, b := math.Hypot(ax, ay), math.Hypot(bx, by)
	clockwise := ax*by-ay*bx > 0
	ok := right != below && clockwise && alike(a, b, sameLength) && math.Abs(ax*bx+ay*by) < slant*a*b
	size := (module(c, right) + module(c, below)) / 2
	return triple{c, right, below, (a + b) / 2 / size}, ok
}
