package labels

import (
	"bytes"
	"fmt"
	"image"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"temgoc/labels/pdf"
	"temgoc/labels/qr"
)

func sampleFooter(page, first, last int) string {
	return fmt.Sprintf("Tờ %d · số %d–%d", page, first, last)
}

func writePDF(t *testing.T, d Document, labels int, unit func(int) Code) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(t.Context(), &b, d, units(labels, unit)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// renderDots gives the pages of a document, a pixel for a dot.
func renderDots(t *testing.T, file string, dpi int) []*image.Gray {
	t.Helper()
	prefix := filepath.Join(t.TempDir(), "page")
	runTool(t, "pdftoppm", "-r", strconv.Itoa(dpi), "-gray", file, prefix)
	return readPGMs(t, prefix)
}

// On a printer of the template's resolution a symbol has no dot but its own, and
// it is read.
func TestPDFSymbols(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		stock  string
		dpi    int
		labels int
		unit   func(int) Code
	}{
		{"a4-3x8", 300, 30, compactUnit},
		{"a4-3x8", 203, 5, sealedUnit},
		{"a4-5x13", 300, 66, compactUnit},
		{"roll-35x22x3", 600, 4, compactUnit},
		{"roll-50x30x2", 203, 3, compactUnit},
		{"roll-round-30", 300, 2, compactUnit},
	} {
		t.Run(fmt.Sprintf("%s at %d dpi", tt.stock, tt.dpi), func(t *testing.T) {
			t.Parallel()
			template := mustTemplate(t, tt.stock, tt.unit(0), tt.dpi)
			file := tempFile(t, "labels.pdf", writePDF(t, NewPDF(template, PDFOptions{Footer: sampleFooter}), tt.labels, tt.unit))
			cut := cutLabels(t, template.Stock, renderDots(t, file, tt.dpi), tt.dpi, tt.labels)
			for i, label := range cut {
				symbol, err := template.Symbol(tt.unit(i))
				if err != nil {
					t.Fatal(err)
				}
				checkSymbol(t, label, template, symbol)
			}
			want := make([]string, tt.labels)
			for i := range want {
				want[i] = tt.unit(i).URL
			}
			if diff := cmp.Diff(want, decode(t, writePGM(t, cut)...)); diff != "" {
				t.Errorf("codes in their order (-want +got):\n%s", diff)
			}
		})
	}
}

// checkSymbol compares a picture with the symbol and its quiet zone.
func checkSymbol(t *testing.T, label *image.Gray, template *Template, symbol qr.Symbol) {
	t.Helper()
	module, corner := template.Module, template.Corner()
	dots := func(mm float64) int { return int(math.Round(mm / mmPerInch * float64(module.DPI))) }
	side := module.Dots * (symbol.Size() + 2*QuietZone)
	for i := range side * side {
		x, y := i%side, i/side
		got := label.GrayAt(label.Rect.Min.X+dots(corner.X)+x, label.Rect.Min.Y+dots(corner.Y)+y).Y
		dark := symbol.Dark(x/module.Dots-QuietZone, y/module.Dots-QuietZone)
		if dark != (got < 128) {
			t.Fatalf("dot %d, %d of the symbol is %d of 255, dark %t", x, y, got, dark)
		}
	}
}

var embedded = regexp.MustCompile(`(?m)^TEMGOC\+DejaVuSans(-Bold)? +CID TrueType +Identity-H +yes yes yes `)

// Texts are found, with all Vietnamese letters, in embedded fonts, and the file
// has no fault.
func TestPDFTexts(t *testing.T) {
	t.Parallel()
	const labels = 25
	template := mustTemplate(t, "a4-3x7-scratch", compactUnit(0), 300)
	d := NewPDF(template, PDFOptions{Title: "Tem\nBánh cáy) /JS (", Footer: sampleFooter})
	file := tempFile(t, "labels.pdf", writePDF(t, d, labels, compactUnit))

	text := pdfText(t, file)
	want := map[string]int{"Tờ 1 · số 0–20": 1, "Tờ 2 · số 21–24": 1}
	for _, row := range template.Common() {
		want[row.Words] += labels
	}
	for i := range labels {
		for _, row := range template.Own(compactUnit(i)) {
			want[row.Words]++
		}
	}
	for words, n := range want {
		if got := strings.Count(text, words); got != n {
			t.Errorf("%q is %d times in the text, want %d", words, got, n)
		}
	}
	if fonts := runTool(t, "pdffonts", file); len(embedded.FindAllString(fonts, -1)) != 2 {
		t.Errorf("fonts of the document:\n%s", fonts)
	}
	info := runTool(t, "pdfinfo", file)
	for _, line := range []string{`Title: +Tem Bánh cáy\) /JS \(`, `JavaScript: +no`, `Pages: +2`, `Page size: +595.2 x 841.92 pts \(A4\)`} {
		if !regexp.MustCompile(`(?m)^` + line + `$`).MatchString(info) {
			t.Errorf("the document has no line %q:\n%s", line, info)
		}
	}
	runTool(t, "qpdf", "--check", file)
}

// However the codes are parted, the file is the same.
func TestPDFParts(t *testing.T) {
	t.Parallel()
	d := NewPDF(mustTemplate(t, "a4-3x8", compactUnit(0), 300), PDFOptions{Footer: sampleFooter})
	var codes []Code
	for code := range units(100, compactUnit) {
		codes = append(codes, code)
	}
	want := file(t, d, codes)
	if got := file(t, d, codes[:24], codes[24:72], codes[72:]); !bytes.Equal(got, want) {
		t.Error("of three parts, the file is another")
	}
	if got := writePDF(t, d, 100, compactUnit); !bytes.Equal(got, want) {
		t.Error("written on all processors, the file is another")
	}
}

func TestPDFRefuses(t *testing.T) {
	t.Parallel()
	d := NewPDF(mustTemplate(t, "a4-3x8", compactUnit(0), 300), PDFOptions{})
	long := compactUnit(7)
	long.URL += strings.Repeat("X", 100)
	for _, tt := range []struct {
		name  string
		at    int
		codes []Code
		want  string
	}{
		{"code too long", 24, []Code{compactUnit(6), long}, "label 7: code of 163 bytes"},
		{"in the middle of a page", 5, []Code{compactUnit(5)}, "begins in the middle of page 1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := d.Part(tt.at, tt.codes)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

var footerBox = regexp.MustCompile(`yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(Tờ|cuối)</word>`)

// The footer is between the labels and what printers leave white, or is left
// out where it has no room.
func TestPDFFooter(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, stock, words string
		want               bool
	}{
		{"short", "a4-3x8", "Tờ cuối", true},
		{"long", "a4-3x8", "Tờ" + strings.Repeat(" Bánh cáy", 15) + " cuối", true},
		{"too long", "a4-3x8", "Tờ" + strings.Repeat(" Bánh cáy", 99) + " cuối", false},
		{"blank", "a4-3x8", " \n", false},
		{"no room", "a4-full", "Tờ cuối", false},
		{"roll", "roll-50x30x2", "Tờ cuối", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			template := mustTemplate(t, tt.stock, compactUnit(0), 300)
			d := NewPDF(template, PDFOptions{Footer: func(int, int, int) string { return tt.words }})
			path := tempFile(t, "labels.pdf", writePDF(t, d, 1, compactUnit))
			found := footerBox.FindAllStringSubmatch(runTool(t, "pdftotext", "-bbox", path, "-"), -1)
			if got := len(found) == 2; got != tt.want {
				t.Fatalf("the footer's ends are at %v, want them: %t", found, tt.want)
			}
			for _, word := range found {
				top, right, bottom := millimetres(t, word[1]), millimetres(t, word[2]), millimetres(t, word[3])
				if page := template.Stock.Page; top < 284.1 || right > page.W-unprintedEdge || bottom > page.H-unprintedEdge {
					t.Errorf("%s is %.1f to %.1f mm high, up to %.1f mm", word[4], top, bottom, right)
				}
			}
		})
	}
}

func millimetres(t *testing.T, points string) float64 {
	t.Helper()
	n, err := strconv.ParseFloat(points, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n * mmPerPoint
}

// hostile are texts that would do harm if they were taken for anything else.
var hostilePDF = []string{
	`) Tj ET Q (x`, `\) Tj ET`, `(((`, `\`, `<</JS (app.alert(1))>>`, "endstream endobj", "%PDF-1.4",
	"a\x00b", "\xff\xfe", "😀🏴", "\uffff\ufffe", "文字", "\u202eabc", "⠨尩", "e" + strings.Repeat("\u0301", 20),
}

// Whatever is in it, text is text.
func TestPDFTextIsText(t *testing.T) {
	t.Parallel()
	page := pdf.NewCanvas(210, 297, 300)
	for i, s := range hostilePDF {
		page.Text(10, 10+10*float64(i), 9, pdf.Regular, s)
		page.Text(110, 10+10*float64(i), 9, pdf.Bold, "after")
	}
	var b bytes.Buffer
	if err := pdf.Write(&b, pdf.Document{Title: strings.Join(hostilePDF, "")}, page); err != nil {
		t.Fatal(err)
	}
	path := tempFile(t, "hostile.pdf", b.Bytes())
	runTool(t, "qpdf", "--check", path)
	text := pdfText(t, path)
	for _, s := range slices.Concat(hostilePDF[:7], []string{"文字", "⠨尩", "��"}) {
		if !strings.Contains(text, s) {
			t.Errorf("%q is not in the text:\n%s", s, text)
		}
	}
	if got := strings.Count(text, "after"); got != len(hostilePDF) {
		t.Errorf("%d texts after them, want %d", got, len(hostilePDF))
	}
}

// A long document opens.
func TestPDFOfManyPages(t *testing.T) {
	t.Parallel()
	const pages = 5_000 // 120,000 labels of 24 a sheet
	c := pdf.NewCanvas(60, 40, 203)
	c.Rect(1, 1, 1, 1)
	all := pdf.NewPages(0)
	for range pages {
		all.Add(c)
	}
	d := pdf.Document{}
	tail, err := d.Tail(slices.Values([][]byte{all.Note()}))
	if err != nil {
		t.Fatal(err)
	}
	path := tempFile(t, "long.pdf", slices.Concat(d.Head(), all.Bytes(), tail))
	if got := strings.TrimSpace(runTool(t, "qpdf", "--show-npages", path)); got != strconv.Itoa(pages) {
		t.Errorf("%s pages, want %d", got, pages)
	}
	last := strconv.Itoa(pages)
	if got := runTool(t, "pdfinfo", "-f", last, "-l", last, path); !strings.Contains(got, "Page "+last+" size:") {
		t.Errorf("the last page is not found:\n%s", got)
	}
}
