package catalog

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // a format that may be uploaded
	"io"

	"golang.org/x/image/draw"

	"temgoc/internal/input"
)

const (
	squareSide    = 640        // pixels: a phone's width at twice the density of 320
	squareQuality = 80         // of 100, as image/jpeg counts
	maxUpload     = 5 << 20    // bytes
	maxPixels     = 40_000_000 // before decoding: eight bytes each at worst
	minSide       = 200        // pixels
)

// square makes of an uploaded PNG or JPEG the JPEG that is kept: the largest
// square around its centre, upright, and nothing of the file but its pixels.
// Size and dimensions are checked before anything is decoded.
func square(r io.Reader) ([]byte, error) {
	file, err := io.ReadAll(io.LimitReader(r, maxUpload+1))
	if err != nil {
		return nil, fmt.Errorf("read picture: %w", err)
	}
	turn, err := checkPicture(file)
	if err != nil {
		return nil, err
	}
	src, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, pictureError("picture.damaged")
	}
	dst := turn.apply(scaled(src))
	var out bytes.Buffer
	if err := jpeg.Encode(&out, dst, &jpeg.Options{Quality: squareQuality}); err != nil {
		return nil, fmt.Errorf("encode picture: %w", err)
	}
	return out.Bytes(), nil
}

// checkPicture reads no more than the file's headers, and how it is turned.
func checkPicture(file []byte) (orientation, error) {
	if len(file) > maxUpload {
		return upright, pictureError("picture.too_large")
	}
	cfg, format, err := image.DecodeConfig(bytes.NewReader(file))
	switch {
	case err != nil || format != "png" && format != "jpeg":
		return upright, pictureError("picture.format")
	case cfg.Width < minSide || cfg.Height < minSide:
		return upright, pictureError("picture.too_small")
	case cfg.Width > maxPixels/cfg.Height:
		return upright, pictureError("picture.too_many_pixels")
	}
	if format == "jpeg" {
		return exifOrientation(file), nil
	}
	return upright, nil
}

func pictureError(problem string) error { return input.Error{Field: "picture", Problem: problem} }

// scaled is the centre of src on white, for JPEG knows no transparency.
func scaled(src image.Image) *image.RGBA {
	b := src.Bounds()
	side := min(b.Dx(), b.Dy())
	corner := image.Pt(b.Min.X+(b.Dx()-side)/2, b.Min.Y+(b.Dy()-side)/2)
	centre := image.Rectangle{Min: corner, Max: corner.Add(image.Pt(side, side))}

	dst := image.NewRGBA(image.Rect(0, 0, squareSide, squareSide))
	draw.Draw(dst, dst.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.CatmullRom.Scale(dst, dst.Bounds(), src, centre, draw.Over, nil)
	return dst
}
