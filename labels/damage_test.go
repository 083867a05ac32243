package labels

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/rand/v2"
)

// effect spoils the picture of a label whose modules have a size in pixels. It
// does not change the picture it is given, whose corner is at 0,0.
type effect func(random *rand.Rand, picture *image.Gray, module float64) *image.Gray

var (
	blur = gaussian(0.4) // out of focus, or ink that ran
	lens = gaussian(0.2) // the least that any camera does
)

// gaussian blurs by a standard deviation in modules, about: three boxes one
// after the other are nearly a bell, and each takes a sum that slides along.
func gaussian(modules float64) effect {
	return func(_ *rand.Rand, picture *image.Gray, module float64) *image.Gray {
		sigma := modules * module
		reach := int(math.Round((math.Sqrt(4*sigma*sigma+1) - 1) / 2))
		for range 3 {
			picture = box(box(picture, reach), reach)
		}
		return picture
	}
}

// box gives each pixel the mean of those in its row within reach, and transposes
// the picture: twice, it blurs both ways.
func box(picture *image.Gray, reach int) *image.Gray {
	size, width := picture.Rect.Size(), 2*reach+1
	blurred := image.NewGray(image.Rect(0, 0, size.Y, size.X))
	for y := range size.Y {
		sum := 0xFF * width
		for x := -reach; x < size.X; x++ {
			sum += int(level(picture, x+reach, y)) - int(level(picture, x-reach-1, y))
			if x >= 0 {
				blurred.Pix[x*blurred.Stride+y] = uint8((sum + reach) / width)
			}
		}
	}
	return blurred
}

// level is the gray of a pixel; all around the picture is white.
func level(picture *image.Gray, x, y int) uint8 {
	if x < 0 || y < 0 || x >= picture.Rect.Max.X || y >= picture.Rect.Max.Y {
		return 0xFF
	}
	return picture.Pix[y*picture.Stride+x]
}

// rotate turns by any angle.
func rotate(random *rand.Rand, picture *image.Gray, _ float64) *image.Gray {
	return turn(picture, 2*math.Pi*random.Float64())
}

// tremble is a hand that holds a camera nearly straight: within 3 degrees.
func tremble(random *rand.Rand, picture *image.Gray, _ float64) *image.Gray {
	return turn(picture, math.Pi/60*(2*random.Float64()-1))
}

func turn(picture *image.Gray, angle float64) *image.Gray {
	sin, cos := math.Sincos(angle)
	return warp(picture, func(x, y float64) (float64, float64) { return x*cos - y*sin, x*sin + y*cos })
}

// tilt is a camera that looks from any side, 30 degrees from straight on, from
// four times as far as the picture is wide.
func tilt(random *rand.Rand, picture *image.Gray, _ float64) *image.Gray {
	slope, foreshortened := math.Sincos(30 * math.Pi / 180)
	distance := 4 * float64(picture.Rect.Dx())
	sin, cos := math.Sincos(2 * math.Pi * random.Float64())
	return warp(picture, func(x, y float64) (float64, float64) {
		x, y = x*cos-y*sin, x*sin+y*cos
		depth := foreshortened - x*slope/distance // a ray meets the tilted plane
		x, y = x/depth, y*foreshortened/depth
		return x*cos + y*sin, y*cos - x*sin
	})
}

// warp takes every pixel from where a rule says, both counted from the centres
// of the pictures, in proportion from the four pixels around that place.
func warp(picture *image.Gray, from func(x, y float64) (float64, float64)) *image.Gray {
	width, height := float64(picture.Rect.Dx()), float64(picture.Rect.Dy())
	side := int(math.Hypot(width, height))
	warped := image.NewGray(image.Rect(0, 0, side, side))
	for i := range warped.Pix {
		x, y := from(float64(i%side-side/2), float64(i/side-side/2))
		warped.Pix[i] = between(picture, x+width/2, y+height/2)
	}
	return warped
}

func between(picture *image.Gray, x, y float64) uint8 {
	left, top := math.Floor(x), math.Floor(y)
	right, below := x-left, y-top
	row := func(y int) float64 {
		return (1-right)*float64(level(picture, int(left), y)) + right*float64(level(picture, int(left)+1, y))
	}
	return uint8(math.Round((1-below)*row(int(top)) + below*row(int(top)+1)))
}

// compress saves as a JPEG of the quality that messengers send on.
func compress(_ *rand.Rand, picture *image.Gray, _ float64) *image.Gray {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture, &jpeg.Options{Quality: 50}); err != nil {
		panic(err) // a Buffer takes everything
	}
	img, err := jpeg.Decode(&b)
	if err != nil {
		panic(err)
	}
	return crop(img.(*image.Gray), img.Bounds())
}

// stain covers 3 % of the picture with black and white spots, each half a
// module to a module across: dust, and dots that were not printed.
func stain(random *rand.Rand, picture *image.Gray, module float64) *image.Gray {
	stained := crop(picture, picture.Rect)
	size := picture.Rect.Size()
	for covered := 0.0; covered < 0.03*float64(size.X*size.Y); {
		radius := module * (0.25 + random.Float64()/4)
		spot(stained, random.IntN(size.X), random.IntN(size.Y), radius, color.Gray{uint8(0xFF * random.IntN(2))})
		covered += math.Pi * radius * radius
	}
	return stained
}

func spot(picture *image.Gray, x, y int, radius float64, c color.Gray) {
	reach := int(radius)
	for dy := -reach; dy <= reach; dy++ {
		for dx := -reach; dx <= reach; dx++ {
			if math.Hypot(float64(dx), float64(dy)) <= radius {
				picture.SetGray(x+dx, y+dy, c) // nothing outside
			}
		}
	}
}
