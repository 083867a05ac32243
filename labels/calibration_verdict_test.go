package labels

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// sheet300 has modules of 3 to 8 dots, 0.25 to 0.68 mm.
var sheet300 = Mark{DPI: 300, Largest: 8, Dots: 8, Quiet: 4, Darkness: AsSet, Copy: 1}

// without leaves marks out by what they begin with behind the largest size, such
// as "5-4-n" for all copies of five dots.
func without(sheet Mark, left ...string) []Mark {
	return slices.DeleteFunc(sheet.Marks(), func(m Mark) bool {
		_, own, _ := strings.Cut(strings.TrimPrefix(m.String(), "300-"), "-")
		return slices.ContainsFunc(left, func(l string) bool { return strings.HasPrefix(own, l) })
	})
}

func TestJudgeFindsTheSafeModule(t *testing.T) {
	t.Parallel()
	roll := sheet300
	roll.Largest, roll.Dots, roll.Darkness = 6, 6, "z2"
	for _, tt := range []struct {
		name        string
		read        []Mark
		safe, spare int
		best        Darkness
	}{
		{"all read: never under 0.396 mm", without(sheet300), 5, 2, AsSet},
		{"the smallest not read", without(sheet300, "3"), 5, 1, AsSet},
		{"nothing to spare", without(sheet300, "3", "4"), 5, 0, AsSet},
		{"one copy of five dots missing", without(sheet300, "3", "4-4-n-2", "5-4-n-3"), 6, 0, AsSet},
		{"a gap above counts against all below", without(sheet300, "7-4-n-1"), 8, 0, AsSet},
		{"the largest not read", without(sheet300, "8-4-n-2"), 0, 0, AsSet},
		{"drawn darkness is no setting", without(sheet300, "5-4-n", "6-4-n", "7-4-n", "8-4-n"), 0, 0, AsSet},
		{"narrow quiet zones do not matter", without(sheet300, "5-1", "6-2"), 5, 2, AsSet},
		{"every setting is good: the lightest", without(roll), 5, 2, "z1"},
		{"too light", without(roll, "4-4-z1", "5-4-z1-2"), 5, 2, "z2"},
		{"only the darker ones read the small", without(roll, "5-4-z1", "5-4-z2", "3-4-z3"), 5, 2, "z4"},
		{"one setting alone is safe at all", without(roll, "6-4-z1", "6-4-z2", "6-4-z4"), 5, 2, "z3"},
		{"none is safe: that which reads most", without(roll, "6-4", "3-4-z1", "3-4-z2", "3-4-z3-1", "4-4-z4"), 0, 0, "z3"},
	} {
		v, err := Judge(tt.read)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if v.Safe.Dots != tt.safe || v.Spare != tt.spare || v.Best != tt.best {
			t.Errorf("%s: safe %d dots, %d to spare, at %s; want %d, %d, %s",
				tt.name, v.Safe.Dots, v.Spare, v.Best, tt.safe, tt.spare, tt.best)
		}
	}
}

func TestJudgeCounts(t *testing.T) {
	t.Parallel()
	read := without(sheet300, "3", "4-4-n-1", "5-4-n-3", "7-1", "8-4-g", "6-2")
	v, err := Judge(append(read, read...))
	if err != nil {
		t.Fatal(err)
	}
	var sizes, quiets, darkness []Share
	for _, s := range v.Sizes {
		sizes = append(sizes, s.Share)
	}
	for _, q := range v.Quiets {
		quiets = append(quiets, q.Share)
	}
	for _, d := range v.Darkness {
		darkness = append(darkness, d.Share)
	}
	for _, tt := range []struct {
		name      string
		got, want []Share
	}{
		{"the sheet", []Share{v.Share}, []Share{{30, 42}}},
		{"sizes from 3 dots", sizes, []Share{{0, 3}, {2, 3}, {2, 3}, {3, 3}, {3, 3}, {3, 3}}},
		{"quiet zones of 4, 2, 1 from 6 dots", quiets, []Share{{9, 9}, {2, 3}, {2, 3}}},
		{"lost, as set, grown from 6 dots", darkness, []Share{{3, 3}, {9, 9}, {2, 3}}},
	} {
		if !slices.Equal(tt.got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, tt.got, tt.want)
		}
	}
	if got := v.Darkness[0].Safe.Dots; got != 5 {
		t.Errorf("lost a dot: safe from %d dots, want 5", got)
	}
}

func TestJudgeRefuses(t *testing.T) {
	t.Parallel()
	other, smaller, settings := sheet300, sheet300, sheet300
	other.DPI, other.Largest, other.Dots = 203, 6, 6
	smaller.Largest, smaller.Dots = 7, 7
	settings.Darkness = "t2"
	for _, tt := range []struct {
		name  string
		marks []Mark
		want  error
	}{
		{"nothing", nil, ErrNoMarks},
		{"two resolutions", []Mark{sheet300, other}, ErrMixedSheets},
		{"two stocks", []Mark{sheet300, smaller}, ErrMixedSheets},
		{"a sheet and a roll", []Mark{sheet300, settings}, ErrMixedSheets},
	} {
		if _, err := Judge(tt.marks); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	for d, want := range map[Darkness]string{AsSet: "", Grown: "", "z1": "^MD", "z4": "^MD", "t2": "DENSITY"} {
		if got, _ := d.Setting(); got != want {
			t.Errorf("darkness %s: command %q, want %q", d, got, want)
		}
	}
	if _, got := Darkness("z1").Setting(); got != -5 {
		t.Errorf("z1 is ^MD%d, want -5", got)
	}
	if _, got := zplDarkness(usual).Setting(); got != 0 {
		t.Errorf("the usual ^MD is %d, want 0", got)
	}
}
