package photo

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"temgoc/labels"
	"temgoc/labels/photo/phototest"
)

// sheet is a page of 42 symbols as it is printed at 300 dpi.
func sheet(t *testing.T) *image.Paletted {
	t.Helper()
	var file bytes.Buffer
	err := labels.Calibration{
		Stock: labels.Stock{Name: "a4", Media: labels.OnSheet, Page: labels.Size{W: 210, H: 297}},
		DPI:   300,
		Base:  "https://id.example.vn",
		Legend: labels.Legend{
			Title: "Tờ thử máy in",
			Size:  func(labels.Module) string { return "5 · 0,42 mm" },
			Set:   func(int, labels.Darkness) []string { return []string{"Viền trắng", "Độ đậm"} },
		},
	}.WritePNG(&file)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&file)
	if err != nil {
		t.Fatal(err)
	}
	return img.(*image.Paletted)
}

// TestReadsASheet wants every symbol of modules that the photo resolves, which
// takes two and a half pixels, and never one that is not there.
func TestReadsASheet(t *testing.T) {
	t.Parallel()
	page := sheet(t)
	for _, tt := range []struct {
		name     string
		camera   phototest.Camera
		from, to int // dots of the modules that are wanted
		copies   int
	}{
		{"at a slant", phototest.Camera{Width: 1944, Height: 2592, Turn: 0.05, Tilt: 0.08, Fill: 0.95, Blur: 0.8, Noise: 6}, 6, 8, 3},
		{"held sideways", phototest.Camera{Width: 2133, Height: 1600, Turn: 1.57, Tilt: 0.1, Fill: 1.25, Blur: 0.7, Noise: 6}, 7, 8, 3},
		{"a part from near by, upside down", phototest.Camera{Width: 1500, Height: 2000, Turn: 3, Fill: 1.9, Blur: 1.2, Noise: 6}, 5, 7, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			file, err := tt.camera.Take(page)
			if err != nil {
				t.Fatal(err)
			}
			img, err := jpeg.Decode(bytes.NewReader(file))
			if err != nil {
				t.Fatal(err)
			}
			texts := Read(t.Context(), img)
			read := map[int]int{} // copies as they should be, by dots
			for _, text := range texts {
				m, err := labels.ParseMark(text)
				if err != nil {
					t.Errorf("read %v", err)
				}
				if m.Quiet == labels.QuietZone && m.Darkness == labels.AsSet {
					read[m.Dots]++
				}
			}
			for dots := tt.from; dots <= tt.to; dots++ {
				if read[dots] < tt.copies {
					t.Errorf("%d of 3 symbols of %d dots were read, want %d; %d texts in all", read[dots], dots, tt.copies, len(texts))
				}
			}
			if !slices.IsSorted(texts) || len(slices.Compact(slices.Clone(texts))) != len(texts) {
				t.Errorf("texts twice or out of order: %q", texts)
			}
		})
	}
}

func TestReadsNothing(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	for _, size := range []image.Point{{}, {1, 1}, {7, 3000}, {3000, 7}, {39, 41}, {40, 40}, {801, 603}} {
		noise := image.NewGray(image.Rectangle{Max: size})
		for i := range noise.Pix {
			noise.Pix[i] = uint8(random.Uint32())
		}
		for name, img := range map[string]image.Image{
			"noise":         noise,
			"no contrast":   image.NewYCbCr(image.Rectangle{Max: size}, image.YCbCrSubsampleRatio420),
			"not from 0, 0": noise.SubImage(image.Rect(1, 1, size.X-1, size.Y-1)),
			"colours":       image.NewNRGBA64(image.Rectangle{Max: size}),
		} {
			if texts := Read(t.Context(), img); len(texts) > 0 {
				t.Errorf("%s of %v reads %q", name, size, texts)
			}
		}
	}
}

// TestLuminance: a picture that is a part of another one is read from its own
// corner on.
func TestLuminance(t *testing.T) {
	t.Parallel()
	photo := image.NewYCbCr(image.Rect(0, 0, 9, 7), image.YCbCrSubsampleRatio420)
	for i := range photo.Y {
		photo.Y[i] = uint8(i)
	}
	for name, img := range map[string]image.Image{
		"JPEG":  photo.SubImage(image.Rect(2, 4, 7, 6)),
		"other": &image.Gray{Pix: photo.Y[4*photo.YStride+2:], Stride: photo.YStride, Rect: image.Rect(2, 4, 7, 6)},
	} {
		gray := luminance(img)
		if got, want := gray.GrayAt(1, 1), (color.Gray{uint8(5*photo.YStride + 3)}); got != want || gray.Rect != image.Rect(0, 0, 5, 2) {
			t.Errorf("%s: %v at 1,1 of %v, want %v", name, got, gray.Rect, want)
		}
	}
}

// TestWorkIsBounded reads a page made of nothing but finder patterns, each of
// which could be a corner of thousands of symbols.
func TestWorkIsBounded(t *testing.T) {
	t.Parallel()
	const module, pitch = 2, 18
	hostile := image.NewGray(image.Rect(0, 0, 1000, 1000))
	for i := range hostile.Pix {
		x, y := i%1000%pitch/module, i/1000%pitch/module
		ring := min(x, y, 6-x, 6-y) // 0 for the dark ring, 1 for the light one
		if ring == 1 || ring < 0 {
			hostile.Pix[i] = 255
		}
	}
	start := time.Now()
	if texts := Read(t.Context(), hostile); len(texts) > 0 {
		t.Errorf("read %q", texts)
	}
	if took := time.Since(start); took > time.Minute {
		t.Errorf("took %v, want seconds", took)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if texts := Read(ended, hostile); texts != nil {
		t.Errorf("after its end: %q", texts)
	}
}
