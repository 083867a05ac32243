package labels

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"iter"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func writeSheet(t *testing.T, sheet Sheet, labels iter.Seq[Label]) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteSheet(t.Context(), &b, sheet, labels); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// mixed has both kinds of code, a long name, and one label with a symbol only.
func mixed(i int) Label {
	l := compactLabel(i)
	switch {
	case i == 5:
		return Label{Code: l.Code}
	case i%3 == 1:
		l = sealedLabel(i)
		l.Lines[0] = "Lô: WWWWWWWWWWWWWWWWWWWW"
	case i%3 == 2:
		l.Title = "Chè dây túi lọc Ông Ình đặc sản vùng cao, hộp 20 gói × 2 g"
		l.Lines = append(l.Lines, "HTX Nông nghiệp Hồng Tiến")
	}
	return l
}

func TestSheetDecodes(t *testing.T) {
	t.Parallel()
	const labels = 30 // a full page and part of the next
	footer := func(page int) string { return fmt.Sprintf("Tờ %d/2 · số 0–29", page) }
	pdf := tempFile(t, "sheet.pdf", writeSheet(t, Sheet{Title: "Tem", Footer: footer}, count(labels, mixed)))

	var got, want []string
	for i, page := range render(t, pdf) {
		got = append(got, decode(t, crop(t, page, min(LabelsPerSheet, labels-i*LabelsPerSheet))...)...)
	}
	for l := range count(labels, mixed) {
		want = append(want, l.Code)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("codes in their order (-want +got):\n%s", diff)
	}
	checkText(t, pdf, map[string]int{
		"Bánh cáy Thiên Đức":    labels / 3 * 2,
		"OCOP 4 sao":            labels - 1,
		"HSD: 15/04/2027":       labels - 1,
		"Tờ 2/2 · số 0–29":      1,
		Group(compactSerial(0)): 1,
		"00000 A0004":           1,
	})
	checkInside(t, pdf)
}

// crop cuts the picture of a page into its labels: each must be complete within
// its own edges.
func crop(t *testing.T, page string, labels int) []string {
	t.Helper()
	f, err := os.Open(page)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	decoded, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	img := decoded.(interface {
		SubImage(image.Rectangle) image.Image
	})
	pixels := func(mm float64) int { return int(mm / mmPerInch * renderDPI) }
	files := make([]string, labels)
	for i := range files {
		b := place(i)
		cut := image.Rect(pixels(b.x), pixels(b.y), pixels(b.x+b.w), pixels(b.y+b.h))
		var out bytes.Buffer
		if err := png.Encode(&out, img.SubImage(cut)); err != nil {
			t.Fatal(err)
		}
		files[i] = tempFile(t, "label.png", out.Bytes())
	}
	return files
}

// checkText wants each text so many times, with its Vietnamese intact.
func checkText(t *testing.T, pdf string, want map[string]int) {
	t.Helper()
	text := pdfText(t, pdf)
	for s, n := range want {
		if got := strings.Count(text, s); got != n {
			t.Errorf("%q is %d times in the text, want %d:\n%s", s, got, n, text)
		}
	}
}

var wordBox = regexp.MustCompile(`<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>`)

// checkInside wants every word within a label or within the lower margin.
func checkInside(t *testing.T, pdf string) {
	t.Helper()
	words := wordBox.FindAllStringSubmatch(runTool(t, "pdftotext", "-bbox", pdf, "-"), -1)
	if len(words) == 0 {
		t.Fatal("no words in the document")
	}
	for _, word := range words {
		var mm [4]float64 // left, top, right, bottom
		for i := range mm {
			points, err := strconv.ParseFloat(word[1+i], 64)
			if err != nil {
				t.Fatal(err)
			}
			mm[i] = points * mmPerPoint
		}
		x := mm[0] - sheetLeft
		column := int(x / (labelWidth + columnGap))
		right := sheetLeft + float64(column)*(labelWidth+columnGap) + labelWidth
		row := int((mm[1] - sheetTop) / labelHeight)
		bottom := sheetTop + float64(row+1)*labelHeight
		if row == sheetRows {
			bottom = sheetHeight - 4 // printers leave the last 4 mm white
		}
		if x < 0 || mm[2] > right || mm[3] > bottom {
			t.Errorf("%q at %.1f mm crosses the edge of its label (%.1f, %.1f)", word[5], mm, right, bottom)
		}
	}
}

func TestSheetIsReproducible(t *testing.T) {
	t.Parallel()
	first := writeSheet(t, Sheet{Title: "Tem"}, count(3, mixed))
	if !bytes.Equal(first, writeSheet(t, Sheet{Title: "Tem"}, count(3, mixed))) {
		t.Error("the same labels gave two different documents")
	}
}

// Whatever is in the fields is text on the label, and the codes stay readable.
func TestSheetTextIsText(t *testing.T) {
	t.Parallel()
	payloads := []string{
		`) Tj ET Q (x`, `\) Tj ET`, `(((`, `\`, `<</JS (app.alert(1))>>`, "endstream endobj",
		"%PDF-1.4", "a\x00b", "\xff\xfe", "😀🏴", "\uffff\ufffe", "文字", "\u202eabc", "a\nb\rc",
		strings.Repeat("Ấ", 300), "e" + strings.Repeat("\u0301", 20), "{nb}",
	}
	var hostile []Label
	for i, s := range payloads {
		hostile = append(hostile, Label{Code: compactCode(i), Title: s, Note: "n", Lines: []string{"l"}, Serial: "0"})
		if len(s) < 100 {
			hostile[i].Note, hostile[i].Lines, hostile[i].Serial = s, []string{s}, s
		}
	}
	sheet := Sheet{Title: `x) /JS (`, Footer: func(int) string { return `) Tj (` }}
	pdf := tempFile(t, "sheet.pdf", writeSheet(t, sheet, slices.Values(hostile)))

	if got := decode(t, render(t, pdf)[0]); len(got) != len(payloads) {
		t.Errorf("%d symbols were read, want %d", len(got), len(payloads))
	}
	checkText(t, pdf, map[string]int{`) Tj ET Q (x`: 4, `<</JS (app.alert(1))>>`: 3, "%PDF-1.4": 3})
	if info := runTool(t, "pdfinfo", pdf); !regexp.MustCompile(`JavaScript:\s+no`).MatchString(info) {
		t.Errorf("the document has a script:\n%s", info)
	}
}

func TestSheetRefuses(t *testing.T) {
	t.Parallel()
	with := func(change func(*Label)) iter.Seq[Label] {
		return count(30, func(i int) Label {
			l := compactLabel(i)
			if i == 25 {
				change(&l)
			}
			return l
		})
	}
	for _, tt := range []struct {
		name   string
		labels iter.Seq[Label]
		want   string
	}{
		{"no labels", count(0, compactLabel), "no labels"},
		{"empty code", with(func(l *Label) { l.Code = "" }), "page 2: label 2: the code is empty"},
		{"code too long for the label", with(func(l *Label) { l.Code = strings.Repeat("x", 400) }), "page 2: label 2: code of 400 bytes needs"},
		{"too much text", with(func(l *Label) { l.Note = strings.Repeat("Ấ ", 400) }), "page 2: label 2: its text needs"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			err := WriteSheet(t.Context(), &b, Sheet{}, tt.labels)
			if err == nil || !strings.Contains(err.Error(), tt.want) || b.Len() != 0 {
				t.Errorf("error %v after %d bytes, want %q after none", err, b.Len(), tt.want)
			}
		})
	}
}

func TestSheetIsLimited(t *testing.T) {
	t.Parallel()
	for labels, ok := range map[int]bool{2 * LabelsPerSheet: true, 2*LabelsPerSheet + 1: false} {
		err := Sheet{}.write(t.Context(), io.Discard, count(labels, compactLabel), 2)
		if (err == nil) != ok {
			t.Errorf("%d labels on 2 pages: error %v, want accepted %v", labels, err, ok)
		}
	}
}

func TestSheetStopsWithContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	given := 0
	endless := func(yield func(Label) bool) {
		for given = 0; yield(compactLabel(given)); given++ {
			if given == 30 {
				cancel()
			}
		}
	}
	var b bytes.Buffer
	err := WriteSheet(ctx, &b, Sheet{}, endless)
	if !errors.Is(err, context.Canceled) || b.Len() != 0 || given >= 3*LabelsPerSheet {
		t.Errorf("error %v after %d labels and %d bytes, want %v soon", err, given, b.Len(), context.Canceled)
	}
}
