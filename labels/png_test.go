package labels

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/png"
	"slices"
	"testing"
)

func TestDotsPerModule(t *testing.T) {
	t.Parallel()
	for dpi, want := range map[int]int{203: 4, 300: 5, 600: 10, 96: 2} {
		if got := DotsPerModule(dpi); got != want {
			t.Errorf("%d dpi: %d dots, want %d", dpi, got, want)
		}
	}
}

func TestWritePNG(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ dpi, side, perMetre int }{
		{203, 41 * 4, 7992},
		{300, 41 * 5, 11811},
	} {
		t.Run(fmt.Sprint(tt.dpi), func(t *testing.T) {
			t.Parallel()
			s := mustQR(t, compactCode(0))
			var b bytes.Buffer
			if err := s.WritePNG(&b, tt.dpi); err != nil {
				t.Fatal(err)
			}
			if got := physicalOf(t, b.Bytes()); got != [2]int{tt.perMetre, tt.perMetre} {
				t.Errorf("pHYs %v pixels per metre, want %d", got, tt.perMetre)
			}
			if depth := b.Bytes()[24]; depth != 1 { // IHDR's bit depth
				t.Errorf("%d bits a pixel, want 1", depth)
			}
			img, err := png.Decode(&b)
			if err != nil {
				t.Fatal(err)
			}
			if img.Bounds() != image.Rect(0, 0, tt.side, tt.side) {
				t.Errorf("bounds %v, want a side of %d", img.Bounds(), tt.side)
			}
			checkPixels(t, s, img, DotsPerModule(tt.dpi))
		})
	}
}

// checkPixels compares every pixel, those of the quiet zone too.
func checkPixels(t *testing.T, s Symbol, img image.Image, dots int) {
	t.Helper()
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			r, _, _, _ := img.At(x, y).RGBA()
			if want := s.Dark(x/dots-QuietZone, y/dots-QuietZone); (r == 0) != want {
				t.Fatalf("pixel %d,%d is dark: %v, want %v", x, y, r == 0, want)
			}
		}
	}
}

func physicalOf(t *testing.T, b []byte) [2]int {
	t.Helper()
	i := bytes.Index(b, []byte("pHYs"))
	if i < 0 || i > bytes.Index(b, []byte("IDAT")) || b[i+12] != 1 {
		t.Fatal("no pHYs chunk in metres before the picture")
	}
	return [2]int{int(binary.BigEndian.Uint32(b[i+4:])), int(binary.BigEndian.Uint32(b[i+8:]))}
}

func TestPNGDecodes(t *testing.T) {
	t.Parallel()
	for _, dpi := range []int{203, 300} {
		for _, code := range []string{
			compactCode(42), sealedCode(42), batchCode,
			"https://id.example.vn/01/09520000001018/10/A+B%2FC?x=%20+", // a plus sign stays one
		} {
			var b bytes.Buffer
			if err := mustQR(t, code).WritePNG(&b, dpi); err != nil {
				t.Fatal(err)
			}
			got := decode(t, tempFile(t, "symbol.png", b.Bytes()))
			if want := []string{code}; !slices.Equal(got, want) {
				t.Errorf("at %d dpi: read %q, want %q", dpi, got, want)
			}
		}
	}
}

func TestPNGResolution(t *testing.T) {
	t.Parallel()
	for _, dpi := range []int{-1, 0, 71, 2401} {
		if err := mustQR(t, "A").WritePNG(new(bytes.Buffer), dpi); err == nil {
			t.Errorf("%d dpi was accepted", dpi)
		}
	}
}
