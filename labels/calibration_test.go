package labels

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var (
	calibrationSheet = Stock{Name: "a4", Media: OnSheet, Page: Size{210, 297}}
	calibrationRolls = []Stock{
		{Name: "roll-35x22", Media: OnRoll, Page: Size{109, 22}, Columns: 3, Rows: 1, Label: Size{35, 22}, Pitch: Size{37, 0}, Gap: 3},
		{Name: "roll-50x30", Media: OnRoll, Page: Size{102, 30}, Columns: 2, Rows: 1, Label: Size{50, 30}, Pitch: Size{52, 0}, Gap: 3},
		{Name: "roll-60x40", Media: OnRoll, Page: Size{60, 40}, Columns: 1, Rows: 1, Label: Size{60, 40}, Gap: 3},
	}
	roundRoll = Stock{Name: "round-30", Media: OnRoll, Page: Size{62, 30}, Columns: 2, Rows: 1, Label: Size{30, 30}, Pitch: Size{32, 0}, Gap: 3, Round: true}
)

func calibration(stock Stock, dpi int) Calibration {
	return Calibration{Stock: stock, DPI: dpi, Base: "https://id.example.vn", Legend: Legend{
		Lang:  "vi",
		Title: "Tờ thử máy in",
		Notes: []string{"In ở 100 %, không chọn “vừa trang giấy”."},
		Ruler: "Vạch này phải dài đúng 100 mm.",
		Size:  func(m Module) string { return fmt.Sprintf("%d · %.2f mm", m.Dots, m.MM) },
		Set: func(quiet int, d Darkness) []string {
			return []string{fmt.Sprintf("Viền trắng %d ô", quiet), "Độ đậm " + string(d)}
		},
	}}
}

// wantedMarks are those that every reader has to find: with a full quiet zone,
// as dark as they should be, and not smaller than GS1 allows.
func wantedMarks(m Mark) []string {
	var list []string
	for _, m := range m.Marks() {
		if m.Quiet == QuietZone && m.Darkness != Grown && m.Darkness != Lost && m.Module().MM >= MinModule {
			list = append(list, m.URL("https://id.example.vn"))
		}
	}
	return list
}

func checkFound(t *testing.T, name string, got, want []string) {
	t.Helper()
	for _, url := range want {
		if !slices.Contains(got, url) {
			t.Errorf("%s does not find %s", name, url)
		}
	}
	for _, url := range got {
		if _, err := ParseMark(url); err != nil {
			t.Errorf("%s finds %v", name, err)
		}
	}
}

func TestCalibrationSheetIsRead(t *testing.T) {
	t.Parallel()
	for _, dpi := range []int{300, 600} {
		t.Run(strconv.Itoa(dpi), func(t *testing.T) {
			t.Parallel()
			c := calibration(calibrationSheet, dpi)
			var file bytes.Buffer
			if err := c.WritePDF(&file); err != nil {
				t.Fatal(err)
			}
			path := tempFile(t, "sheet.pdf", file.Bytes())
			prefix := filepath.Join(t.TempDir(), "page")
			runTool(t, "pdftoppm", "-r", strconv.Itoa(dpi), "-gray", "-singlefile", path, prefix)
			pages, err := c.proofs(AsSet)
			if err != nil || len(pages) != 1 {
				t.Fatalf("%d pages (%v), want 1", len(pages), err)
			}
			checkPage(t, pages[0], prefix+".pgm")
			text := pdfText(t, path)
			for _, want := range []string{"Tờ thử máy in", "dài đúng 100 mm", "Viền trắng 1 ô", "Độ đậm g"} {
				if !strings.Contains(text, want) {
					t.Errorf("the sheet does not say %q", want)
				}
			}
		})
	}
}

// checkPage reads all that must be read: by zbarimg as one picture, and by zxing
// one by one, since of a picture it tries 256 sets of corners and no more.
func checkPage(t *testing.T, p proof, file string) {
	t.Helper()
	want := wantedMarks(p.trials[0].Mark)
	checkFound(t, "zbarimg", zbar(t, []string{file})[0], want)
	page := readPGM(t, file)
	var cut []*image.Gray
	for _, trial := range p.trials {
		r := image.Rectangle{trial.at, trial.at}.Inset(-trial.Quiet * trial.Dots)
		r.Max = r.Max.Add(image.Pt(1, 1).Mul(trial.symbol.Size() * trial.Dots))
		cut = append(cut, crop(page, r.Inset(-3*trial.Dots)))
	}
	found := zxing(t, writePGM(t, cut))
	checkFound(t, "zxing", slices.Concat(found...), want)
	for i, codes := range found {
		if own := p.trials[i].URL("https://id.example.vn"); len(codes) > 0 && codes[0] != own {
			t.Errorf("where %s should stand is %s", own, codes)
		}
	}
}

// TestCalibrationPDFIsItsPNG compares what two ways of drawing make of the
// symbols, dot by dot: also of those drawn too dark or too light.
func TestCalibrationPDFIsItsPNG(t *testing.T) {
	t.Parallel()
	c := calibration(calibrationSheet, 300)
	var pdf, picture bytes.Buffer
	if err := errors.Join(c.WritePDF(&pdf), c.WritePNG(&picture)); err != nil {
		t.Fatal(err)
	}
	prefix := filepath.Join(t.TempDir(), "page")
	runTool(t, "pdftoppm", "-r", "300", "-gray", "-png", "-singlefile", tempFile(t, "sheet.pdf", pdf.Bytes()), prefix)
	rendered, err := os.ReadFile(prefix + ".png")
	if err != nil {
		t.Fatal(err)
	}
	fromPDF, err := png.Decode(bytes.NewReader(rendered))
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := png.Decode(&picture)
	if err != nil || fromPDF.Bounds() != drawn.Bounds() {
		t.Fatalf("the picture is %v (%v), of the PDF %v", drawn.Bounds(), err, fromPDF.Bounds())
	}
	pages, err := c.proofs(AsSet)
	if err != nil || len(pages) != 1 {
		t.Fatalf("%d pages (%v), want 1", len(pages), err)
	}
	for _, trial := range pages[0].trials {
		side := trial.symbol.Size() * trial.Dots
		if n := differing(fromPDF, drawn, image.Rectangle{trial.at, trial.at.Add(image.Pt(side, side))}); n > 0 {
			t.Errorf("%s: %d of %d dots differ", trial.Mark, n, side*side)
		}
	}
}

func differing(a, b image.Image, in image.Rectangle) (n int) {
	black := func(c color.Color) bool { return color.GrayModel.Convert(c).(color.Gray).Y < 128 }
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			if black(a.At(x, y)) != black(b.At(x, y)) {
				n++
			}
		}
	}
	return n
}

// TestCalibrationRollsAreRead prints the files of label printers.
func TestCalibrationRollsAreRead(t *testing.T) {
	t.Parallel()
	for _, stock := range append(calibrationRolls, roundRoll) {
		for _, dpi := range []int{203, 300} {
			t.Run(fmt.Sprintf("%s at %d", stock.Name, dpi), func(t *testing.T) {
				t.Parallel()
				c := calibration(stock, dpi)
				var zpl, tspl bytes.Buffer
				if err := errors.Join(c.WriteZPL(&zpl), c.WriteTSPL(&tspl)); err != nil {
					t.Fatal(err)
				}
				file, settings := darknessSet(t, zpl.Bytes(), `\^MD(-?\d+)`)
				checkRows(t, c, zplDarkness(usual), printZPL(t, file), settings)
				file, settings = darknessSet(t, tspl.Bytes(), `DENSITY (\d+)\r\n`)
				checkRows(t, c, tsplDarkness(usual), printTSPL(t, file, dpi), settings)
			})
		}
	}
}

// darknessSet takes the settings out of a file.
func darknessSet(t *testing.T, file []byte, command string) (rest []byte, settings []int) {
	t.Helper()
	re := regexp.MustCompile(command)
	for _, found := range re.FindAllSubmatch(file, -1) {
		n, err := strconv.Atoi(string(found[1]))
		if err != nil {
			t.Fatal(err)
		}
		settings = append(settings, n)
	}
	return re.ReplaceAll(file, nil), settings
}

func checkRows(t *testing.T, c Calibration, d Darkness, rows []*image.Gray, settings []int) {
	t.Helper()
	if len(rows) != len(settings) {
		t.Fatalf("%d rows and %d settings of darkness", len(rows), len(settings))
	}
	if _, want := d.Setting(); settings[len(settings)-1] != want {
		t.Errorf("the printer is left at %d, want %d", settings[len(settings)-1], want)
	}
	files := writePGM(t, rows)
	first, err := c.first(d)
	if err != nil {
		t.Fatal(err)
	}
	found := zxing(t, files)
	checkFound(t, "zxing", slices.Concat(found...), wantedMarks(first))
	for i, codes := range found {
		for _, url := range codes {
			m, _ := ParseMark(url)
			if _, own := m.Darkness.Setting(); own != settings[i] {
				t.Errorf("row %d is printed at %d and holds %s, of %d", i, settings[i], m, own)
			}
		}
	}
}

func TestCalibrationRefuses(t *testing.T) {
	t.Parallel()
	var nothing bytes.Buffer
	var roll NeedsRoll
	if err := calibration(calibrationSheet, 300).WriteZPL(&nothing); !errors.As(err, &roll) {
		t.Errorf("ZPL of a sheet: %v, want %T", err, roll)
	}
	if err := calibration(calibrationSheet, 300).WriteTSPL(&nothing); !errors.As(err, &roll) {
		t.Errorf("TSPL of a sheet: %v, want %T", err, roll)
	}
	var small TooSmall
	tiny := Stock{Name: "tiny", Media: OnRoll, Page: Size{15, 15}, Columns: 1, Rows: 1, Label: Size{15, 15}}
	if err := calibration(tiny, 203).WriteZPL(&nothing); !errors.As(err, &small) {
		t.Errorf("a roll too small for any code: %v, want %T", err, small)
	}
	if err := calibration(calibrationSheet, 1200).WritePDF(&nothing); err == nil {
		t.Error("1200 dpi: no error")
	}
	if nothing.Len() > 0 {
		t.Errorf("%d bytes were written all the same", nothing.Len())
	}
}

// TestCalibrationKeepsWithin: nothing is drawn over an edge, or over another
// symbol.
func TestCalibrationKeepsWithin(t *testing.T) {
	t.Parallel()
	letter := calibrationSheet
	letter.Page = Size{215.9, 279.4}
	for _, stock := range append([]Stock{calibrationSheet, letter, roundRoll}, calibrationRolls...) {
		for _, dpi := range []int{203, 300, 600} {
			c := calibration(stock, dpi)
			pages, err := c.proofs(AsSet)
			if err != nil {
				t.Fatalf("%s at %d: %v", stock.Name, dpi, err)
			}
			for i, p := range pages {
				checkWithin(t, fmt.Sprintf("%s at %d, page %d", stock.Name, dpi, i), c, p)
			}
		}
	}
}

func checkWithin(t *testing.T, name string, c Calibration, p proof) {
	t.Helper()
	var taken []image.Rectangle
	for _, trial := range p.trials {
		quiet := trial.Quiet * trial.Dots
		corner := trial.at.Sub(image.Pt(quiet, quiet))
		box := image.Rectangle{corner, corner.Add(image.Pt(trial.side(), trial.side()))}
		if !box.In(image.Rectangle{Max: p.size}) {
			t.Errorf("%s: %s is at %v of %v", name, trial.Mark, box, p.size)
		}
		for _, other := range taken {
			if box.Overlaps(other) {
				t.Errorf("%s: %s is over another symbol", name, trial.Mark)
			}
		}
		taken = append(taken, box)
	}
	for _, text := range p.texts {
		right := text.X + measureText(text.Bold, text.Size, text.Words)
		if text.X < 0 || right > c.mm(p.size.X) || text.Y < 0 || text.Y > c.mm(p.size.Y) {
			t.Errorf("%s: %q is from %.1f to %.1f at %.1f", name, text.Words, text.X, right, text.Y)
		}
		for _, box := range taken {
			if c.mm(box.Min.X) < right && text.X < c.mm(box.Max.X) && c.mm(box.Min.Y) < text.Y && text.Y-text.Size*mmPerPoint*0.7 < c.mm(box.Max.Y) {
				t.Errorf("%s: %q is over a symbol", name, text.Words)
			}
		}
	}
}
