package labels

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLayoutGolden pins where everything stands on every stock.
func TestLayoutGolden(t *testing.T) {
	t.Parallel()
	for kind, c := range map[string]Code{"compact": compactStamp, "sealed": sealedStamp} {
		for _, dpi := range []int{203, 300} {
			var b strings.Builder
			for _, s := range Stocks() {
				describe(&b, s, c, dpi)
			}
			checkGolden(t, fmt.Sprintf("layouts-%s-%d.txt", kind, dpi), b.String())
		}
	}
}

// describe says how a stock is set: the symbol's corner and module in dots, then
// each text by its left end and baseline in mm, and its size in points.
func describe(b *strings.Builder, s Stock, c Code, dpi int) {
	fmt.Fprintf(b, "%s %g×%g\n", s.Name, s.Label.W, s.Label.H)
	template, err := NewTemplate(s, usualDesign, c, dpi)
	if err != nil {
		fmt.Fprintf(b, "  %v\n\n", err)
		return
	}
	perMM := float64(dpi) / mmPerInch
	fmt.Fprintf(b, "  symbol at %.0f, %.0f, module %d\n", template.Corner().X*perMM, template.Corner().Y*perMM, template.Module.Dots)
	for _, text := range slices.Concat(template.Common(), template.Own(c)) {
		weight := ""
		if text.Bold {
			weight = " bold"
		}
		fmt.Fprintf(b, "  %6.2f %6.2f %5.2f%s %s\n", text.X, text.Y, text.Size, weight, text.Words)
	}
	for _, words := range template.Omitted() {
		fmt.Fprintf(b, "  without %s\n", words)
	}
	b.WriteByte('\n')
}

func checkGolden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}
