package labels

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"io"
	"math"
	"slices"
	"testing"
)

func someCodes(code func(int) Code, n int) []Code {
	codes := make([]Code, n)
	for i := range codes {
		codes[i] = code(i)
	}
	return codes
}

func mustTemplate(tb testing.TB, stock string, c Code, dpi int) *Template {
	tb.Helper()
	s, ok := StockNamed(stock)
	if !ok {
		tb.Fatalf("no stock is named %s", stock)
	}
	template, err := NewTemplate(s, usualDesign, c, dpi)
	if err != nil {
		tb.Fatal(err)
	}
	return template
}

// Label printers make a row of labels the very dots of each label's PNG, at the
// places that the stock says. All else stays white: the places behind the last
// label too.
func TestRows(t *testing.T) {
	t.Parallel()
	for _, stock := range Stocks() {
		if stock.Media != OnRoll {
			continue
		}
		t.Run(stock.Name, func(t *testing.T) {
			t.Parallel()
			template := mustTemplate(t, stock.Name, compact(0), 300)
			codes := someCodes(compact, 2*stock.Columns+1)
			want := rowsOf(template, viaPNG(t, template, codes))
			for name, got := range map[string][]*image.Gray{
				"zpl":  zplRows(t, template, codes),
				"tspl": tsplRows(t, template, codes),
			} {
				if len(got) != len(want) {
					t.Fatalf("%s: %d rows, want %d", name, len(got), len(want))
				}
				for i := range got {
					if !bytes.Equal(got[i].Pix, want[i].Pix) {
						t.Errorf("%s: row %d is not that of its labels", name, i)
					}
				}
			}
		})
	}
}

// rowsOf puts labels side by side.
func rowsOf(template *Template, labels []*image.Gray) []*image.Gray {
	stock := template.Stock
	dots := func(mm float64) int { return int(math.Round(mm / mmPerInch * float64(template.Module.DPI))) }
	var rows []*image.Gray
	for some := range slices.Chunk(labels, stock.Columns) {
		row := image.NewGray(image.Rect(0, 0, dots(stock.Page.W), dots(stock.Page.H)))
		draw.Draw(row, row.Rect, image.White, image.Point{}, draw.Src)
		for i, label := range some {
			corner := image.Pt(dots(stock.Place(i).X), dots(stock.Place(i).Y))
			draw.Draw(row, label.Rect.Add(corner), label, image.Point{}, draw.Src)
		}
		rows = append(rows, row)
	}
	return rows
}

// However the labels are parted, the file is the same: exactly one format a row.
func TestOneFormatARow(t *testing.T) {
	t.Parallel()
	for _, stock := range Stocks() {
		if stock.Media != OnRoll {
			continue
		}
		document, err := NewZPL(mustTemplate(t, stock.Name, compact(0), 203))
		if err != nil {
			t.Fatal(err)
		}
		const rows = 4
		codes := someCodes(compact, rows*stock.Columns)
		got := whole(t, document, codes)
		if !bytes.Equal(got, file(t, document, codes)) {
			t.Errorf("%s: parts of a row give another file than one part", stock.Name)
		}
		if xa, xz := bytes.Count(got, []byte("^XA")), bytes.Count(got, []byte("^XZ")); xa != rows || xz != rows {
			t.Errorf("%s: %d ^XA and %d ^XZ, want %d of each", stock.Name, xa, xz, rows)
		}
		if i := bytes.IndexByte(got, '~'); i >= 0 || bytes.Contains(got, []byte("^FD")) {
			t.Errorf("%s: the file has a command besides its pictures", stock.Name)
		}
	}
}

// A code that does not make a symbol ends the part, and says which it is.
func TestBadCode(t *testing.T) {
	t.Parallel()
	template := mustTemplate(t, "roll-50x30x2", compact(0), 203)
	codes := someCodes(compact, 4)
	codes[3].URL = "https://a/\n"
	const want = `label 3: character '\n' at byte 10 of the code is not printable ASCII`
	for name, newDocument := range labelPrinters {
		document, err := newDocument(template)
		if err != nil {
			t.Fatal(err)
		}
		if p, err := document.Part(0, codes); err == nil || err.Error() != want || p.Bytes != nil {
			t.Errorf("%s: error %v after %d bytes, want %s", name, err, len(p.Bytes), want)
		}
	}
	if err := template.WritePNG(io.Discard, codes[3]); err == nil || err.Error() != want {
		t.Errorf("png: error %v, want %s", err, want)
	}
}

// A label's PNG has the stock's size in the template's dots, one bit a pixel.
func TestLabelPNG(t *testing.T) {
	t.Parallel()
	for dpi, want := range map[int]image.Point{203: {400, 240}, 300: {591, 354}, 600: {1181, 709}} {
		var b bytes.Buffer
		if err := mustTemplate(t, "roll-50x30x2", compact(0), dpi).WritePNG(&b, compact(0)); err != nil {
			t.Fatal(err)
		}
		perMetre := int(math.Round(float64(dpi) / mmPerInch * 1000))
		if got := physicalOf(t, b.Bytes()); got != [2]int{perMetre, perMetre} {
			t.Errorf("%d dpi: pHYs %v pixels per metre, want %d", dpi, got, perMetre)
		}
		if depth := b.Bytes()[24]; depth != 1 { // IHDR's bit depth
			t.Errorf("%d dpi: %d bits a pixel, want 1", dpi, depth)
		}
		config, err := png.DecodeConfig(&b)
		if got := image.Pt(config.Width, config.Height); err != nil || got != want {
			t.Errorf("%d dpi: %v, error %v; want %v", dpi, got, err, want)
		}
	}
}

// Every module is a square of whole dots.
func TestModulesAreWholeDots(t *testing.T) {
	t.Parallel()
	for _, dpi := range []int{203, 300, 600} {
		template := mustTemplate(t, "roll-60x40", compact(0), dpi)
		symbol, err := template.Symbol(compact(0))
		if err != nil {
			t.Fatal(err)
		}
		picture := viaPNG(t, template, someCodes(compact, 1))[0]
		dots := template.Module.Dots
		corner := template.Module.corner(template.Corner())
		side := (symbol.Size() + 2*QuietZone) * dots
		for i := range side * side {
			p := image.Pt(i%side, i/side)
			dark := symbol.Dark(p.X/dots-QuietZone, p.Y/dots-QuietZone)
			if at := p.Add(corner); (picture.GrayAt(at.X, at.Y).Y == 0) != dark {
				t.Fatalf("%d dpi: dot %v of the symbol is dark: %v, want %v", dpi, p, !dark, dark)
			}
		}
	}
}

// BenchmarkRaster counts labels of one goroutine, in parts of 100.
func BenchmarkRaster(b *testing.B) {
	for _, dpi := range []int{203, 300} {
		template := mustTemplate(b, "roll-60x40", compact(0), dpi)
		codes := someCodes(compact, 100)
		for name, newDocument := range labelPrinters {
			document, err := newDocument(template)
			if err != nil {
				b.Fatal(err)
			}
			b.Run(fmt.Sprintf("%s-%ddpi", name, dpi), func(b *testing.B) {
				b.ReportAllocs()
				bytes := 0
				for at := 0; b.Loop(); at += len(codes) {
					part, err := document.Part(at, codes)
					if err != nil {
						b.Fatal(err)
					}
					bytes = len(part.Bytes)
				}
				b.ReportMetric(float64(b.N*len(codes))/b.Elapsed().Seconds(), "labels/s")
				b.ReportMetric(float64(bytes/len(codes)), "bytes/label")
			})
		}
		b.Run(fmt.Sprintf("png-%ddpi", dpi), func(b *testing.B) {
			for b.Loop() {
				if err := template.WritePNG(io.Discard, codes[0]); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "labels/s")
		})
	}
}
