package labels

import (
	"bytes"
	"image"
	"image/png"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"temgoc/labels/qr"
)

func sampleCarton(carrier Carrier) Carton {
	return Carton{
		Design: Design{
			Title: "Bánh cáy Thiên Đức",
			Maker: "Hợp tác xã Bánh cáy làng Nguyễn",
			Note:  "OCOP 4 sao",
			Lines: []string{"Lô: L260415-01", "NSX: 15/04/2026", "HSD: 15/04/2027", "Khối lượng: 500 g"},
			Host:  "id.example.vn",
		},
		URL:     batchCode,
		GTIN:    "09520000001018",
		Lot:     "L260415-01",
		Expiry:  "270415",
		Carrier: carrier,
	}
}

const gtinAndExpiry = "0109520000001018" + "17270415"

// oddLot has most of the characters that are not letters or digits.
const oddLot = `!"%&'()*+,-./:;<=>?_`

// TestCartonDecodes reads every barcode of printed labels.
func TestCartonDecodes(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		carrier     Carrier
		lot, expiry string
		dpi         int
		want        []string // what the barcodes say, from below
	}{
		"two rows":            {GS1128, "L260415-01", "270415", 300, []string{"10L260415-01", gtinAndExpiry}},
		"two rows, 203 dpi":   {GS1128, "L260415-01", "270415", 203, []string{"10L260415-01", gtinAndExpiry}},
		"one row":             {GS1128, "L2604", "", 300, []string{"0109520000001018" + "10L2604"}},
		"long lot":            {GS1128, "ABCDEFGHIJKLMNOPQRST", "270415", 300, []string{"10ABCDEFGHIJKLMNOPQRST", gtinAndExpiry}},
		"long lot, 203 dpi":   {GS1128, "A1234B5678C9012D3456", "270415", 203, []string{"10A1234B5678C9012D3456", gtinAndExpiry}},
		"odd lot":             {GS1128, oddLot, "", 300, []string{"10" + oddLot, "0109520000001018"}},
		"matrix":              {GS1DataMatrix, "L260415-01", "270415", 300, []string{gtinAndExpiry + "10L260415-01"}},
		"matrix, 203 dpi":     {GS1DataMatrix, "L260415-01", "270415", 203, []string{gtinAndExpiry + "10L260415-01"}},
		"full matrix":         {GS1DataMatrix, oddLot, "270415", 300, []string{gtinAndExpiry + "10" + oddLot}},
		"matrix of short lot": {GS1DataMatrix, "1", "", 300, []string{"0109520000001018" + "101"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := sampleCarton(tt.carrier)
			c.Lot, c.Expiry, c.DPI = tt.lot, tt.expiry, tt.dpi
			l := mustLayout(t, c)
			for _, m := range l.marks[1:] {
				if module := l.mm(m.module.X); module < barModule && len(tt.lot) <= 17 {
					t.Errorf("modules of %.3f mm, want %.3f at least", module, barModule)
				}
			}
			checkCarton(t, l, tt.want, cartonPage(t, c))
			checkCarton(t, l, tt.want, cartonPicture(t, c))
		})
	}
}

func mustLayout(t *testing.T, c Carton) *cartonLayout {
	t.Helper()
	l, err := c.layout()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// cartonPage is the page of the PDF in the dots of its printer.
func cartonPage(t *testing.T, c Carton) *image.Gray {
	t.Helper()
	var b bytes.Buffer
	if err := c.WritePDF(&b); err != nil {
		t.Fatal(err)
	}
	prefix := filepath.Join(t.TempDir(), "page")
	runTool(t, "pdftoppm", "-r", strconv.Itoa(c.DPI), "-gray", tempFile(t, "carton.pdf", b.Bytes()), prefix)
	pages := readPGMs(t, prefix)
	if len(pages) != 1 {
		t.Fatalf("%d pages, want 1", len(pages))
	}
	return pages[0]
}

func cartonPicture(t *testing.T, c Carton) *image.Gray {
	t.Helper()
	var b bytes.Buffer
	if err := c.WritePNG(&b); err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return grayOf(picture)
}

// checkCarton reads the whole label with zbarimg, which knows no Data Matrix,
// and each barcode by itself, as one aims at it, with zxing, which tells GS1
// barcodes from others (]C1, ]d2: ISO/IEC 15424).
func checkCarton(t *testing.T, l *cartonLayout, want []string, picture *image.Gray) {
	t.Helper()
	whole := writePGM(t, []*image.Gray{picture})[0]
	out := runTool(t, "zbarimg", "--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", "-Scode128.enable", whole)
	read, wholeWant := strings.Fields(out), []string{batchCode}
	var barcodes []*image.Gray
	var barcodesWant []string
	for i, m := range l.marks[1:] {
		identifier := "]d2"
		if m.size.Y == 1 {
			identifier, wholeWant = "]C1", append(wholeWant, want[i])
		}
		barcodes = append(barcodes, crop(picture, l.quiet(i+1)))
		barcodesWant = append(barcodesWant, identifier+want[i])
	}
	slices.Sort(read)
	slices.Sort(wholeWant)
	if !slices.Equal(read, wholeWant) {
		t.Errorf("zbarimg read %q, want %q", read, wholeWant)
	}
	if got := readGS1(t, barcodes); !slices.Equal(got, barcodesWant) {
		t.Errorf("zxing read %q, want %q", got, barcodesWant)
	}
}

// quiet is the i-th symbol with the quiet zone that its kind needs.
func (l *cartonLayout) quiet(i int) image.Rectangle {
	m := l.marks[i]
	top, bottom := m.place(qr.Run{Y: 0, N: m.size.X}), m.place(qr.Run{Y: m.size.Y - 1, N: m.size.X})
	zone := top.Union(bottom)
	switch {
	case i == 0:
		return zone.Inset(-QuietZone * m.module.X)
	case m.size.Y == 1:
		return image.Rect(zone.Min.X-barQuiet*m.module.X, zone.Min.Y, zone.Max.X+barQuiet*m.module.X, zone.Max.Y)
	}
	return zone.Inset(-matrixQuiet * m.module.X)
}

const readGS1WithZxing = `
import sys, numpy, zxingcpp
kinds = zxingcpp.BarcodeFormat.Code128 | zxingcpp.BarcodeFormat.DataMatrix
for path in sys.argv[1:]:
    with open(path, "rb") as f:
        _, size, _, pixels = f.read().split(b"\n", 3)
    width, height = map(int, size.split())
    picture = numpy.frombuffer(pixels, numpy.uint8).reshape(height, width)
    code = zxingcpp.read_barcode(picture, formats=kinds)
    print(code.symbology_identifier + code.text if code else "nothing")
`

func readGS1(t *testing.T, pictures []*image.Gray) []string {
	t.Helper()
	return strings.Fields(runTool(t, zxingPython(t), append([]string{"-c", readGS1WithZxing}, writePGM(t, pictures)...)...))
}

func TestCartonText(t *testing.T) {
	t.Parallel()
	for carrier, written := range map[Carrier][]string{
		GS1128:        {"(01)09520000001018(17)270415", "(10)L260415-01"},
		GS1DataMatrix: {"(01)09520000001018", "(17)270415", "(10)L260415-01"},
	} {
		c := sampleCarton(carrier)
		var b bytes.Buffer
		if err := c.WritePDF(&b); err != nil {
			t.Fatal(err)
		}
		pdf := tempFile(t, "carton.pdf", b.Bytes())
		runTool(t, "qpdf", "--check", pdf)
		text := pdfText(t, pdf)
		for _, want := range append(append(written, c.Title, c.Maker, c.Note, c.Host), c.Lines...) {
			if strings.Count(text, want) != 1 {
				t.Errorf("%s: text %q, want %q in it once", carrier, text, want)
			}
		}
		if info := runTool(t, "pdfinfo", pdf); !strings.Contains(info, c.Title) || !strings.Contains(info, "419.52 x 297.6 pts") {
			t.Errorf("%s: pdfinfo says\n%s", carrier, info)
		}
	}
}

// TestCartonPictures compares dots.
func TestCartonPictures(t *testing.T) {
	t.Parallel()
	c := sampleCarton(GS1128)
	c.DPI = 203
	want := mustLayout(t, c).picture()
	checkPrinted(t, cartonPicture(t, c), want)

	var file bytes.Buffer
	if err := c.WriteZPL(&file); err != nil {
		t.Fatal(err)
	}
	labels := printZPL(t, file.Bytes())
	if len(labels) != 1 {
		t.Fatalf("%d labels, want 1", len(labels))
	}
	checkPrinted(t, labels[0], want.turned())
	if again := want.turned().turned().turned().turned(); !bytes.Equal(again.bits, want.bits) {
		t.Error("four quarter turns gave another picture")
	}
}

// TestCartonTextsStandFree looks for texts that leave the label, and for dark
// ones over each other or over a quiet zone.
func TestCartonTextsStandFree(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("Nghệ thuật trồng cây ", 8)
	for _, carrier := range []Carrier{GS1128, GS1DataMatrix} {
		for _, lot := range []string{"1", "L260415-01", strings.Repeat("W", 20), strings.Repeat("7", 20)} {
			c := sampleCarton(carrier)
			c.Lot, c.Title, c.Maker, c.Lines = lot, long, long, append(c.Lines, long)
			l := mustLayout(t, c)
			var taken []image.Rectangle
			for i := range l.marks {
				taken = append(taken, l.quiet(i))
			}
			for _, text := range l.texts {
				taken = append(taken, l.inked(text))
			}
			label := image.Rect(0, 0, l.dots(cartonWidth), l.dots(cartonHeight))
			for i, r := range taken {
				if !r.In(label) {
					t.Errorf("%s, lot %s: %v of %v is not on the label of %v", carrier, lot, r, i, label)
				}
				for j, other := range taken[:i] {
					if r.Overlaps(other) {
						t.Errorf("%s, lot %s: %v (%d) is over %v (%d)", carrier, lot, r, i, other, j)
					}
				}
			}
		}
	}
}

// inked is where the letters of a text are dark.
func (l *cartonLayout) inked(text Text) image.Rectangle {
	up, down := faceOf(text.Bold).reach(text.Words)
	em := text.Size * mmPerPoint
	return image.Rect(l.dots(text.X), l.dots(text.Y-up*em),
		l.dots(text.X+measureText(text.Bold, text.Size, text.Words)), l.dots(text.Y+down*em))
}

func TestCartonRefuses(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*Carton){
		"no code":           func(c *Carton) { c.URL = "" },
		"no GTIN":           func(c *Carton) { c.GTIN = "" },
		"no lot":            func(c *Carton) { c.Lot = "" },
		"unknown carrier":   func(c *Carton) { c.Carrier = "ean-13" },
		"low resolution":    func(c *Carton) { c.DPI = 96 },
		"too long a code":   func(c *Carton) { c.URL += strings.Repeat("A", 1000) },
		"too long a line":   func(c *Carton) { c.Lines = []string{strings.Repeat("long ", 1000)} },
		"resolution beyond": func(c *Carton) { c.DPI = 2400 },
	} {
		c := sampleCarton(GS1128)
		change(&c)
		if err := c.WritePDF(new(bytes.Buffer)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
