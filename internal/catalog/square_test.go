package catalog

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"
)

var (
	red   = color.RGBA{200, 30, 30, 255}
	green = color.RGBA{30, 160, 60, 255}
)

// pngOf is a red picture.
func pngOf(t *testing.T, width, height int) *bytes.Buffer {
	t.Helper()
	return encoded(t, plain(width, height))
}

func plain(width, height int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(img, img.Bounds(), image.NewUniform(red), image.Point{}, draw.Src)
	return img
}

func encoded(t *testing.T, img image.Image) *bytes.Buffer {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatalf("encode: %v", err)
	}
	return &b
}

// bomb is a PNG that says it is of this size, and goes no further.
func bomb(width, height uint32) []byte {
	header := append([]byte("IHDR"), make([]byte, 13)...)
	binary.BigEndian.PutUint32(header[4:], width)
	binary.BigEndian.PutUint32(header[8:], height)
	header[12], header[13] = 8, 6 // bits a channel, RGBA
	file := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	file = append(file, header...)
	return binary.BigEndian.AppendUint32(file, crc32.ChecksumIEEE(header))
}

func TestSquare(t *testing.T) {
	t.Parallel()
	landscape := plain(900, 300) // red, with green sides that are cut off
	draw.Draw(landscape, image.Rect(0, 0, 290, 300), image.NewUniform(green), image.Point{}, draw.Src)
	draw.Draw(landscape, image.Rect(610, 0, 900, 300), image.NewUniform(green), image.Point{}, draw.Src)
	portrait := plain(300, 900)
	draw.Draw(portrait, image.Rect(0, 0, 300, 290), image.NewUniform(green), image.Point{}, draw.Src)
	shifted := plain(900, 900).SubImage(image.Rect(100, 200, 500, 600))
	clear := image.NewRGBA(image.Rect(0, 0, 300, 300))

	for _, tt := range []struct {
		name string
		img  image.Image
		want color.RGBA
	}{
		{"landscape", landscape, red},
		{"portrait", portrait, red},
		{"not from 0, 0", shifted, red},
		{"transparent becomes white", clear, color.RGBA{255, 255, 255, 255}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			out, err := square(encoded(t, tt.img))
			checkError(t, err, nil)
			img, format, err := image.Decode(bytes.NewReader(out))
			if err != nil || format != "jpeg" || img.Bounds() != image.Rect(0, 0, 640, 640) {
				t.Fatalf("got %s %v, %v, want a jpeg of 640×640", format, img, err)
			}
			for _, at := range []image.Point{{2, 2}, {637, 2}, {320, 320}, {2, 637}, {637, 637}} {
				if got := img.At(at.X, at.Y); !near(got, tt.want) {
					t.Errorf("at %v: got %v, want about %v", at, got, tt.want)
				}
			}
		})
	}
}

// near allows for the loss of JPEG.
func near(got color.Color, want color.RGBA) bool {
	g := color.RGBAModel.Convert(got).(color.RGBA)
	off := func(a, b uint8) bool { return max(a, b)-min(a, b) > 12 }
	return !off(g.R, want.R) && !off(g.G, want.G) && !off(g.B, want.B)
}

func TestSquareRefuses(t *testing.T) {
	t.Parallel()
	whole := pngOf(t, 300, 300).Bytes()
	var asGIF, asJPEG bytes.Buffer
	checkError(t, gif.Encode(&asGIF, plain(300, 300), nil), nil)
	checkError(t, jpeg.Encode(&asJPEG, plain(300, 300), nil), nil)
	for _, tt := range []struct {
		name    string
		file    []byte
		problem string
	}{
		{"nothing", nil, "picture.format"},
		{"text", []byte("Bánh cáy"), "picture.format"},
		{"GIF", asGIF.Bytes(), "picture.format"},
		{"SVG as PNG", []byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "picture.format"},
		{"SVG behind the magic of a PNG", []byte("\x89PNG\r\n\x1a\n<svg>"), "picture.format"},
		{"bomb of 4 gigapixels", bomb(65535, 65535), "picture.too_many_pixels"},
		{"bomb of one row", bomb(1<<31-1, 200), "picture.too_many_pixels"},
		{"just over 40 megapixels", bomb(8000, 5001), "picture.too_many_pixels"},
		{"40 megapixels that are not there", bomb(8000, 5000), "picture.damaged"},
		{"no pixels", bomb(0, 0), "picture.format"},
		{"199 pixels high", pngOf(t, 300, 199).Bytes(), "picture.too_small"},
		{"199 pixels wide", pngOf(t, 199, 300).Bytes(), "picture.too_small"},
		{"truncated PNG", whole[:len(whole)/2], "picture.damaged"},
		{"truncated JPEG", asJPEG.Bytes()[:asJPEG.Len()/2], "picture.damaged"},
		{"truncated header", whole[:20], "picture.format"},
		{"over 5 MB", append(whole, make([]byte, maxUpload)...), "picture.too_large"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := square(bytes.NewReader(tt.file))
			checkProblem(t, err, "picture", tt.problem)
		})
	}
}

// What follows the pixels of a file that is two kinds at once is not kept.
func TestSquareKeepsOnlyPixels(t *testing.T) {
	t.Parallel()
	out, err := square(bytes.NewReader(append(pngOf(t, 300, 300).Bytes(), "<script>alert(1)</script>"...)))
	checkError(t, err, nil)
	if bytes.Contains(out, []byte("script")) {
		t.Error("got the script in the picture that is kept")
	}
}
