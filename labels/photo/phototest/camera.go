// Package phototest photographs pages as a hand-held phone would, for tests: at
// a slant, in uneven light, a little out of focus, with noise, as a JPEG.
package phototest

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/rand/v2"
)

// Camera is how a page is photographed. The same camera takes the same photo.
type Camera struct {
	Width, Height int     // pixels of the photo
	Turn          float64 // of the page, in radians
	Tilt          float64 // by how much farther edges are smaller: 0.1 is a tenth
	Fill          float64 // share of the photo's height that the page takes
	Blur          float64 // standard deviation, in pixels
	Noise         float64 // standard deviation, in levels of 256
}

// Levels of grey: printers' black and paper's white are neither.
const (
	ink   = 30
	paper = 230
	table = 110 // that the page lies on
)

const quality = 85 // of the JPEG, as most phones have it

// Take gives the photo of a page of black and white dots.
func (c Camera) Take(page *image.Paletted) ([]byte, error) {
	levels := blurred(c.project(page), c.Width, c.Blur)
	photo := image.NewGray(image.Rect(0, 0, c.Width, c.Height))
	random := rand.New(rand.NewPCG(1, 2))
	for i, level := range levels {
		light := 0.75 + 0.25*float64(i%c.Width)/float64(c.Width) // from the right
		photo.Pix[i] = uint8(min(255, max(0, level*light+random.NormFloat64()*c.Noise)))
	}
	var file bytes.Buffer
	err := jpeg.Encode(&file, photo, &jpeg.Options{Quality: quality})
	return file.Bytes(), err
}

// project is what falls on each pixel.
func (c Camera) project(page *image.Paletted) []float64 {
	size := page.Rect.Size()
	black := page.Palette.Index(color.Black)
	scale := float64(size.Y) / (c.Fill * float64(c.Height)) // dots a pixel
	sin, cos := math.Sincos(c.Turn)
	levels := make([]float64, c.Width*c.Height)
	for i := range levels {
		x, y := float64(i%c.Width-c.Width/2), float64(i/c.Width-c.Height/2)
		dots := scale * (1 - c.Tilt*y/float64(c.Height))
		u, v := (x*cos+y*sin)*dots+float64(size.X)/2, (y*cos-x*sin)*dots+float64(size.Y)/2
		levels[i] = mean(page, uint8(black), u, v, scale)
	}
	return levels
}

// mean is the level of a square of dots around u, v.
func mean(page *image.Paletted, black uint8, u, v, side float64) float64 {
	if !image.Pt(int(math.Floor(u)), int(math.Floor(v))).In(page.Rect) {
		return table
	}
	n, dark := max(1, int(math.Ceil(2*side))), 0 // samples across
	for i := range n * n {
		x := int(u + side*((float64(i%n)+0.5)/float64(n)-0.5))
		y := int(v + side*((float64(i/n)+0.5)/float64(n)-0.5))
		if image.Pt(x, y).In(page.Rect) && page.Pix[y*page.Stride+x] == black {
			dark++
		}
	}
	return paper - float64(dark)/float64(n*n)*(paper-ink)
}

// blurred is a Gaussian, in one direction after the other.
func blurred(src []float64, width int, sigma float64) []float64 {
	reach := int(math.Ceil(2.5 * sigma))
	kernel, sum := make([]float64, 2*reach+1), 0.0
	for i := range kernel {
		d := float64(i - reach)
		kernel[i] = math.Exp(-d * d / max(2*sigma*sigma, 0.01))
		sum += kernel[i]
	}
	for _, step := range []int{1, width} {
		dst := make([]float64, len(src))
		for i := range src {
			for k, weight := range kernel {
				at := min(len(src)-1, max(0, i+(k-reach)*step))
				dst[i] += weight / sum * src[at]
			}
		}
		src = dst
	}
	return src
}
