package labels

import (
	"slices"
	"strings"
	"testing"
)

// sheetsOf are a mark of each sheet there is.
func sheetsOf(dpi int) (list []Mark) {
	for _, d := range []Darkness{AsSet, zplDarkness(usual), tsplDarkness(usual)} {
		for _, largest := range ladder(dpi) {
			list = append(list, Mark{DPI: dpi, Largest: largest, Dots: largest, Quiet: QuietZone, Darkness: d, Copy: 1})
		}
	}
	return list
}

func TestMarksRoundTrip(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, dpi := range []int{203, 300, 600} {
		for _, sheet := range sheetsOf(dpi) {
			for _, want := range sheet.Marks() {
				url := want.URL("https://id.example.vn")
				got, err := ParseMark(url)
				if err != nil || got != want {
					t.Errorf("%s: got %v, %v, want %v", url, got, err, want)
				}
				if seen[url] {
					t.Errorf("%s is two marks", url)
				}
				seen[url] = true
				if own := got.Marks(); !slices.Equal(own, sheet.Marks()) {
					t.Errorf("%s is of a sheet of %d marks, want %d", url, len(own), len(sheet.Marks()))
				}
			}
		}
	}
}

func TestParseMarkWantsAMarkOfASheet(t *testing.T) {
	t.Parallel()
	const base = "https://id.example.vn/calibrate?c="
	for _, good := range []string{base + "300-8-5-4-n-1", "/calibrate?c=203-6-2-4-g-1&lang=en", "HTTP://other.example/calibrate?c=600-16-6-1-z2-1"} {
		if _, err := ParseMark(good); err != nil {
			t.Errorf("ParseMark(%q): %v", good, err)
		}
	}
	for name, bad := range map[string]string{
		"nothing":                      "",
		"a stamp":                      "https://id.example.vn/01/09520000001018/21/ABC",
		"no URL":                       "https://%zz/calibrate?c=300-8-5-4-n-1",
		"another page":                 "https://id.example.vn/calibrate/?c=300-8-5-4-n-1",
		"no mark":                      "https://id.example.vn/calibrate",
		"a part too few":               base + "300-8-5-4-n",
		"a part too many":              base + "300-8-5-4-n-1-1",
		"a resolution nobody has":      base + "1200-8-5-4-n-1",
		"a size off the ladder":        base + "600-16-7-4-n-1",
		"a size above the largest":     base + "300-5-6-4-n-1",
		"a largest off the ladder":     base + "300-9-5-4-n-1",
		"a quiet zone that is none":    base + "300-8-5-3-n-1",
		"a copy 0":                     base + "300-8-5-4-n-0",
		"a copy not printed":           base + "300-8-5-4-n-4",
		"a second narrow quiet zone":   base + "300-8-5-2-n-2",
		"a setting that is not tried":  base + "300-8-5-4-z5-1",
		"a quiet zone at that setting": base + "300-8-5-2-z1-1",
		"no darkness":                  base + "300-8-5-4--1",
		"another way to write it":      base + "0300-8-5-4-n-1",
		"a sign":                       base + "+300-8-5-4-n-1",
		"a huge number":                base + "99999999999999999999-8-5-4-n-1",
	} {
		if m, err := ParseMark(bad); err == nil {
			t.Errorf("%s: ParseMark(%q) gives %v, want an error", name, bad, m)
		}
	}
}

func FuzzParseMark(f *testing.F) {
	for _, seed := range []string{"300-8-5-4-n-1", "203-6-2-1-z2-1", "600-16-6-4-t4-2", "-----", "300-8-5-4-\x00-1"} {
		f.Add("https://id.example.vn/calibrate?c=" + seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := ParseMark(text)
		if err != nil {
			return
		}
		if !strings.Contains(text, "/calibrate") {
			t.Errorf("%q is taken for mark %v", text, m)
		}
		again, err := ParseMark(m.URL("https://id.example.vn"))
		if err != nil || again != m || !slices.Contains(m.Marks(), m) {
			t.Errorf("%q is %v, which is %v, %v again", text, m, again, err)
		}
	})
}
