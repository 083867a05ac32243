package labels

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// letters takes every letter for 1 mm wide.
var letters measure = func(s string) float64 { return float64(utf8.RuneCountInString(s)) }

func TestWrap(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, in string
		room     float64
		limit    int
		want     []string
	}{
		{"nothing", "", 10, 2, nil},
		{"fits", "Bánh cáy", 8, 2, []string{"Bánh cáy"}},
		{"at the space", "Bánh cáy Thiên Đức", 10, 2, []string{"Bánh cáy", "Thiên Đức"}},
		{"space right after the room", "Bánh cáy Nguyễn", 8, 2, []string{"Bánh cáy", "Nguyễn"}},
		{"evenly", "0123 4567 89AB CDEF GHJK", 20, 0, []string{"0123 4567 89AB", "CDEF GHJK"}},
		{"shortened", "Chè dây túi lọc đặc sản", 10, 2, []string{"Chè dây", "túi lọc đ…"}},
		{"shortened within a word", "Chè dâytúilọcđặcsản", 8, 2, []string{"Chè", "dâytúil…"}},
		{"a word too wide", "L-ABCDEFGHIJ", 5, 0, []string{"L-ABC", "DEFGH", "IJ"}},
		{"no room for a letter", "ABC", 0.5, 0, []string{"A", "B", "C"}},
		{"no room for the ellipsis", "ABC", 0.5, 1, []string{"A…"}},
		{"long", strings.Repeat("a", 1000), 3, 2, []string{"aaa", "aa…"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, letters.wrap(tt.in, tt.room, tt.limit)); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}
