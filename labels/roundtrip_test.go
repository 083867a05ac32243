package labels

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

// kinds are those of unit codes.
var kinds = []struct {
	name string
	code func(int) Code
}{{"compact", compact}, {"sealed", sealed}}

func compact(i int) Code {
	return Code{i, compactCode(i), compactSerial(i), fmt.Sprintf("%06d", i)}
}

func sealed(i int) Code {
	return Code{i, sealedCode(i), fmt.Sprintf("00000A%04d", i), fmt.Sprintf("%06d", i)}
}

// output is a way to put labels on paper, and back from there: it gives a
// picture of each label, in their order, in dots of the template's printer.
type output struct {
	name  string
	media []Media
	dpi   []int
	// labels is how many to make: of a picture that stands for itself one; of
	// pages a full one, and another that is not on a roll of several columns.
	labels func(Stock) int
	from   func(*testing.T, *Template, []Code) []*image.Gray
}

var (
	anyMedia   = []Media{OnSheet, OnRoll}
	printerDPI = []int{203, 300, 600}
)

var outputs = []output{
	{"pdf", anyMedia, []int{300}, onePage, viaPDF},
	{"svg", anyMedia, []int{300}, oneLabel, viaSVG},
	{"png", anyMedia, printerDPI, oneLabel, viaPNG},
	{"zpl", []Media{OnRoll}, printerDPI, onePage, viaZPL},
	{"tspl", []Media{OnRoll}, printerDPI, onePage, viaTSPL},
}

func oneLabel(Stock) int { return 1 }

func onePage(s Stock) int {
	if s.Media == OnRoll && s.Columns > 1 {
		return s.PerPage() + 1
	}
	return s.PerPage()
}

// Every label of every stock and output is read by every reader, as what its
// code says.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	for _, stock := range Stocks() {
		t.Run(stock.Name, func(t *testing.T) {
			t.Parallel()
			var all prints
			for _, out := range outputs {
				if !slices.Contains(out.media, stock.Media) {
					continue
				}
				for _, dpi := range out.dpi {
					all.add(t, stock, out, dpi)
				}
			}
			if len(all.pictures) == 0 {
				t.Fatal("no code fits")
			}
			all.check(t)
		})
	}
}

// prints are pictures of labels, with what they must be read as.
type prints struct {
	pictures    []*image.Gray
	names, want []string
}

// add makes labels of each kind that fits the stock.
func (p *prints) add(t *testing.T, stock Stock, out output, dpi int) {
	t.Helper()
	for _, kind := range kinds {
		template, err := NewTemplate(stock, usualDesign, kind.code(0), dpi)
		if errors.As(err, new(TooSmall)) {
			continue
		}
		if err != nil {
			t.Fatalf("%s codes at %d dpi: %v", kind.name, dpi, err)
		}
		codes := make([]Code, out.labels(stock))
		for i := range codes {
			codes[i] = kind.code(len(p.want))
			p.names = append(p.names, fmt.Sprintf("%s of %d dpi, %s code %d", out.name, dpi, kind.name, i))
			p.want = append(p.want, codes[i].URL)
		}
		for _, label := range out.from(t, template, codes) {
			const around = 40 // mm, to which a large label is cut: readers are slow
			p.pictures = append(p.pictures, crop(label, viewOf(template, around)))
		}
	}
}

func (p *prints) check(t *testing.T) {
	t.Helper()
	files := writePGM(t, p.pictures)
	for name, read := range readers {
		for i, got := range read(t, files) {
			if want := []string{p.want[i]}; !slices.Equal(got, want) {
				t.Errorf("%s reads %q in %s, want %q", name, got, p.names[i], want)
			}
		}
	}
	t.Logf("%d labels", len(files))
}

func viaPDF(t *testing.T, template *Template, codes []Code) []*image.Gray {
	t.Helper()
	pdf := tempFile(t, "labels.pdf", whole(t, NewPDF(template, PDFOptions{Title: "Tem"}), codes))
	prefix := filepath.Join(t.TempDir(), "page")
	runTool(t, "pdftoppm", "-r", strconv.Itoa(template.Module.DPI), "-gray", pdf, prefix)
	return cutLabels(t, template.Stock, readPGMs(t, prefix), template.Module.DPI, len(codes))
}

func viaSVG(t *testing.T, template *Template, codes []Code) []*image.Gray {
	t.Helper()
	args := []string{"-density", strconv.Itoa(template.Module.DPI)}
	for _, c := range codes {
		var b bytes.Buffer
		if err := template.WriteSVG(&b, c); err != nil {
			t.Fatal(err)
		}
		args = append(args, "svg:"+tempFile(t, "label.svg", b.Bytes()))
	}
	prefix := filepath.Join(t.TempDir(), "label")
	runTool(t, magick(t), append(args, "-colorspace", "Gray", "-depth", "8", prefix+"%03d.pgm")...)
	return readPGMs(t, prefix)
}

func viaPNG(t *testing.T, template *Template, codes []Code) []*image.Gray {
	t.Helper()
	pictures := make([]*image.Gray, len(codes))
	for i, c := range codes {
		var b bytes.Buffer
		if err := template.WritePNG(&b, c); err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(&b)
		if err != nil {
			t.Fatal(err)
		}
		pictures[i] = grayOf(img)
	}
	return pictures
}

func viaZPL(t *testing.T, template *Template, codes []Code) []*image.Gray {
	t.Helper()
	return cutLabels(t, template.Stock, zplRows(t, template, codes), template.Module.DPI, len(codes))
}

func viaTSPL(t *testing.T, template *Template, codes []Code) []*image.Gray {
	t.Helper()
	return cutLabels(t, template.Stock, tsplRows(t, template, codes), template.Module.DPI, len(codes))
}

// zplRows are the rows that a label printer makes.
func zplRows(t *testing.T, template *Template, codes []Code) []*image.Gray {
	t.Helper()
	d, err := NewZPL(template)
	if err != nil {
		t.Fatal(err)
	}
	return printZPL(t, whole(t, d, codes))
}

func tsplRows(t *testing.T, template *Template, codes []Code) []*image.Gray {
	t.Helper()
	d, err := NewTSPL(template)
	if err != nil {
		t.Fatal(err)
	}
	return printTSPL(t, whole(t, d, codes), template.Module.DPI)
}

// whole is a document in parts of a page.
func whole(t *testing.T, d Document, codes []Code) []byte {
	t.Helper()
	return file(t, d, slices.Collect(slices.Chunk(codes, d.Step()))...)
}
