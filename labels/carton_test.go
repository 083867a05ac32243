package labels

import (
	"bytes"
	"slices"
	"testing"
)

func TestCartonDecodes(t *testing.T) {
	t.Parallel()
	for name, code := range map[string]string{"compact": compactCode(0), "sealed": sealedCode(0), "batch": batchCode} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := compactLabel(0)
			l.Code = code
			l.Lines = append(l.Lines, "Số lượng: 1.000 gói × 250 g")
			var b bytes.Buffer
			if err := WriteCarton(&b, l); err != nil {
				t.Fatal(err)
			}
			pdf := tempFile(t, "carton.pdf", b.Bytes())
			pages := render(t, pdf)
			if got := decode(t, pages[0]); len(pages) != 1 || !slices.Equal(got, []string{code}) {
				t.Errorf("%d pages, read %q, want one and %q", len(pages), got, code)
			}
			checkText(t, pdf, map[string]int{"Bánh cáy Thiên Đức": 1, "Số lượng: 1.000 gói × 250 g": 1})
		})
	}
}

func TestCartonRefuses(t *testing.T) {
	t.Parallel()
	if err := WriteCarton(new(bytes.Buffer), Label{Title: "no code"}); err == nil {
		t.Error("a label without a code was accepted")
	}
}
