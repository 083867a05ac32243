package bench

import (
	"iter"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"testing"
	"time"

	boombuler "github.com/boombuler/barcode/qr"

	"temgoc/internal/origincode"
	"temgoc/labels"
	"temgoc/labels/qr"
)

const codeBase = "https://id.example.vn"

// compactCodes and sealedCodes are of units of one batch.
func compactCodes(t testing.TB, n int) []labels.Code {
	return codesOf(t, n, func(ring *origincode.Ring, unit uint32) (origincode.Code, error) {
		return ring.CompactUnit(1, testGTIN(t), 7, unit)
	})
}

func sealedCodes(t testing.TB, n int) []labels.Code {
	return codesOf(t, n, func(ring *origincode.Ring, unit uint32) (origincode.Code, error) {
		return ring.SealUnit(1, testGTIN(t), 7, unit)
	})
}

func codesOf(t testing.TB, n int, seal func(*origincode.Ring, uint32) (origincode.Code, error)) []labels.Code {
	t.Helper()
	ring, codes := testRing(t), make([]labels.Code, n)
	for i := range codes {
		code, err := seal(ring, uint32(i))
		if err != nil {
			t.Fatal(err)
		}
		codes[i] = labels.Code{Number: i, URL: codeBase + code.Path(), Serial: string(code.Serial)}
	}
	return codes
}

// each gives the codes over and over, n in all.
func each(codes []labels.Code, n int) iter.Seq2[labels.Code, error] {
	return func(yield func(labels.Code, error) bool) {
		for i := range n {
			code := codes[i%len(codes)]
			code.Number = i
			if !yield(code, nil) {
				return
			}
		}
	}
}

func TestFiguresSymbol(t *testing.T) {
	skipUnlessAsked(t)
	for kind, codes := range map[string][]labels.Code{"compact": compactCodes(t, 64), "sealed": sealedCodes(t, 64)} {
		i := 0
		next := func() string { i++; return codes[i%len(codes)].URL }
		theirs := perOp("qr_"+kind+"_boombuler", func() {
			if _, err := boombuler.Encode(next(), boombuler.M, boombuler.Unicode); err != nil {
				t.Fatal(err)
			}
		}).inMicroseconds()
		ours := perOp("qr_"+kind, func() {
			if _, err := qr.Encode(next(), qr.Options{Level: qr.M}); err != nil {
				t.Fatal(err)
			}
		}).inMicroseconds()
		theirs.print(ours)
		ours.print(theirs)
		if times := theirs.value / ours.value; full() && times < 30 {
			t.Errorf("%s: %.1f times as fast as boombuler, want at least 30", kind, times)
		}
	}
}

// sheetDesign is what a usual stamp says.
var sheetDesign = labels.Design{
	Title: "Bánh cáy Thiên Đức",
	Maker: "Xưởng chế biến thực phẩm, bánh kẹo đặc sản Thiên Đức",
	Note:  "OCOP 4 sao",
	Lines: []string{"Lô: L260415-01", "NSX: 15/04/2026", "HSD: 15/04/2027"},
	Host:  "id.example.vn",
}

// written measures a document of n labels: labels a second on all processors,
// bytes a label, and the most memory that was in use beside what was before.
func written(t *testing.T, name string, d labels.Document, codes []labels.Code, n int) (rate, size, memory figure) {
	t.Helper()
	done, most := make(chan struct{}), make(chan uint64)
	runtime.GC()
	before := inUse()
	go func() {
		peak := before
		for tick := time.NewTicker(10 * time.Millisecond); ; {
			select {
			case <-tick.C:
				peak = max(peak, inUse())
			case <-done:
				tick.Stop()
				most <- peak
				return
			}
		}
	}()
	var bytes counter
	start := time.Now()
	err := labels.Write(t.Context(), &bytes, d, each(codes, n))
	took := time.Since(start)
	close(done)
	peak := <-most
	if err != nil {
		t.Fatal(err)
	}
	return figure{name, float64(n) / took.Seconds(), "labels/s"},
		figure{name + "_size", float64(bytes.Load()) / float64(n), "bytes/label"},
		figure{name + "_memory", float64(peak-before) / (1 << 20), "MB"}
}

// inUse is what the process holds of memory.
func inUse() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}

type counter struct{ atomic.Int64 }

func (c *counter) Write(b []byte) (int, error) { c.Add(int64(len(b))); return len(b), nil }

// TestFiguresSheets prints a document of 100,000 compact labels, and of a tenth
// of it sealed ones, whose symbols have twice the modules.
func TestFiguresSheets(t *testing.T) {
	skipUnlessAsked(t)
	defer debug.FreeOSMemory()
	stock, _ := labels.StockNamed("a4-3x8")
	for _, tt := range []struct {
		name            string
		codes           []labels.Code
		n               int
		leastRate, most float64 // labels/s, bytes/label; 0: not promised
	}{
		{"pdf_compact", compactCodes(t, sized(20_000)), sized(100_000), 8000, 700},
		{"pdf_sealed", sealedCodes(t, sized(10_000)), sized(10_000), 0, 0},
	} {
		template, err := labels.NewTemplate(stock, sheetDesign, tt.codes[0], 300)
		if err != nil {
			t.Fatal(err)
		}
		rate, size, memory := written(t, tt.name, labels.NewPDF(template, labels.PDFOptions{}), tt.codes, tt.n)
		symbols := perOp(tt.name+"_symbols", func() {
			if _, err := template.Symbol(tt.codes[0]); err != nil {
				t.Fatal(err)
			}
		})
		rate.print(figure{symbols.name, 1e9 / symbols.value, rate.unit})
		size.print(figure{"url", float64(len(tt.codes[0].URL)), size.unit})
		memory.print(figure{"file", size.value * float64(tt.n) / (1 << 20), memory.unit})
		if full() && rate.value < tt.leastRate {
			t.Errorf("%s: %.0f labels/s, want at least %.0f", tt.name, rate.value, tt.leastRate)
		}
		if full() && tt.most > 0 && size.value >= tt.most {
			t.Errorf("%s: %.0f bytes a label, want under %.0f", tt.name, size.value, tt.most)
		}
		if full() && memory.value > 200 {
			t.Errorf("%s: %.0f MB for %d labels, want at most 200", tt.name, memory.value, tt.n)
		}
	}
}

func TestFiguresLists(t *testing.T) {
	skipUnlessAsked(t)
	codes, n := compactCodes(t, sized(100_000)), sized(1_000_000)
	columns := []labels.Column{labels.NumberColumn, labels.SerialColumn, labels.URLColumn}
	csv, _, _ := written(t, "csv", labels.CodesCSV(columns...), codes, n)
	xlsx, _, _ := written(t, "xlsx", labels.CodesXLSX(columns...), codes, n)
	csv.unit, xlsx.unit = "codes/s", "codes/s"
	csv.print(xlsx)
	xlsx.print(csv)
	if full() && csv.value < 400_000 {
		t.Errorf("CSV: %.0f codes/s, want at least 400,000", csv.value)
	}
}

// TestFiguresRoll prints what a label printer gets.
func TestFiguresRoll(t *testing.T) {
	skipUnlessAsked(t)
	stock, _ := labels.StockNamed("roll-60x40")
	codes := compactCodes(t, sized(5_000))
	template, err := labels.NewTemplate(stock, sheetDesign, codes[0], 203)
	if err != nil {
		t.Fatal(err)
	}
	zpl, err := labels.NewZPL(template)
	if err != nil {
		t.Fatal(err)
	}
	tspl, err := labels.NewTSPL(template)
	if err != nil {
		t.Fatal(err)
	}
	zplRate, zplSize, _ := written(t, "zpl", zpl, codes, len(codes))
	tsplRate, tsplSize, _ := written(t, "tspl", tspl, codes, len(codes))
	zplRate.print(tsplRate)
	zplSize.print(tsplSize)
	tsplRate.print(zplRate)
}
