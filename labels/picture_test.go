package labels

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// writePGM writes pictures, which are whole, where the readers can read them, in
// their order.
func writePGM(t *testing.T, pictures []*image.Gray) []string {
	t.Helper()
	dir, files := t.TempDir(), make([]string, len(pictures))
	for i, picture := range pictures {
		size := picture.Rect.Size()
		b := append(fmt.Appendf(nil, "P5\n%d %d\n255\n", size.X, size.Y), picture.Pix...)
		files[i] = filepath.Join(dir, fmt.Sprintf("%04d.pgm", i))
		if err := os.WriteFile(files[i], b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// readPGM reads a picture of a tool.
func readPGM(t *testing.T, file string) *image.Gray {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var width, height int
	header, most := bytes.SplitN(b, []byte("\n"), 4), 0
	if len(header) == 4 {
		fmt.Sscanf(string(bytes.Join(header[:3], []byte(" "))), "P5 %d %d %d", &width, &height, &most)
	}
	if most != 255 || len(header[3]) != width*height {
		t.Fatalf("%s is no picture of 8 bits a pixel: %.20q", file, b)
	}
	return &image.Gray{Pix: header[3], Stride: width, Rect: image.Rect(0, 0, width, height)}
}

// readPGMs reads pictures whose names begin alike, in their order.
func readPGMs(t *testing.T, prefix string) []*image.Gray {
	t.Helper()
	files, err := filepath.Glob(prefix + "*")
	if err != nil {
		t.Fatal(err)
	}
	pictures := make([]*image.Gray, len(files))
	for i, file := range files {
		pictures[i] = readPGM(t, file)
	}
	return pictures
}

// grayOf is a picture in gray, its corner at 0,0.
func grayOf(img image.Image) *image.Gray {
	gray := image.NewGray(image.Rectangle{Max: img.Bounds().Size()})
	draw.Draw(gray, gray.Rect, img, img.Bounds().Min, draw.Src)
	return gray
}

// cutLabels cuts pages into their labels: each must be complete within its own
// edges.
func cutLabels(t *testing.T, stock Stock, pages []*image.Gray, dpi, labels int) []*image.Gray {
	t.Helper()
	if want := (labels + stock.PerPage() - 1) / stock.PerPage(); len(pages) != want {
		t.Fatalf("%d pages, want %d", len(pages), want)
	}
	cut := make([]*image.Gray, labels)
	dots := func(mm float64) int { return int(math.Round(mm / mmPerInch * float64(dpi))) }
	for i := range cut {
		b := stock.Place(i % stock.PerPage())
		edges := image.Rect(dots(b.X), dots(b.Y), dots(b.X+b.W), dots(b.Y+b.H))
		cut[i] = crop(pages[i/stock.PerPage()], edges)
	}
	return cut
}

// crop copies a part of a picture, or what there is of it, its corner to 0,0.
func crop(picture *image.Gray, r image.Rectangle) *image.Gray {
	part := picture.SubImage(r).(*image.Gray)
	cropped := image.NewGray(image.Rectangle{Max: part.Rect.Size()})
	for y := range cropped.Rect.Max.Y {
		copy(cropped.Pix[y*cropped.Stride:], part.Pix[y*part.Stride:][:cropped.Stride])
	}
	return cropped
}

// viewOf is where a label's symbol is, with its quiet zone and so many
// millimetres around, in dots.
func viewOf(template *Template, around float64) image.Rectangle {
	side, corner := template.Module.side(template.version), template.Corner()
	return template.Module.area(Box{corner.X, corner.Y, Size{side, side}}.grow(around))
}
