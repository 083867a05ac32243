package labels

import (
	"image"
	"math/rand/v2"
	"slices"
	"testing"

	"golang.org/x/image/draw"
)

// damage is what happened to a label, and to each photo of it.
var damage = map[string]struct{ label, photo []effect }{
	"blur":                     {nil, []effect{blur}},
	"rotation":                 {nil, []effect{rotate}},
	"perspective":              {nil, []effect{tilt}},
	"jpeg":                     {nil, []effect{compress}},
	"spots":                    {[]effect{stain}, []effect{tremble, lens}},
	"rotation, blur, jpeg":     {nil, []effect{rotate, blur, compress}},
	"blur, perspective, jpeg":  {nil, []effect{blur, tilt, compress}},
	"spots, rotation, jpeg":    {[]effect{stain}, []effect{rotate, lens, compress}},
	"spots, perspective, jpeg": {[]effect{stain}, []effect{tilt, lens, compress}},
}

const (
	// leastRead is the share of damaged labels that must still be read, by one of
	// the readers: each gives up on some that the other reads, zbarimg where a
	// symbol is turned and blurred, zxing where a spot lies on a finder pattern.
	leastRead = 0.95
	// shots are how often a label is photographed until it is read. A telephone
	// tries many more in a second.
	shots = 3
)

// Labels with the smallest modules that label printers make are read though they
// are damaged.
func TestDegraded(t *testing.T) {
	t.Parallel()
	for name, d := range damage {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var unread []subject
			for _, m := range []Module{dotsOf(203, 4), dotsOf(300, 5)} {
				for _, kind := range kinds {
					unread = append(unread, subjects(t, m, kind.code, d.label)...)
				}
			}
			all := len(unread)
			for shot := 0; shot < shots && len(unread) > 0; shot++ {
				unread = photograph(t, unread, d.photo, shot)
			}
			read := 1 - float64(len(unread))/float64(all)
			t.Logf("%.1f %% of %d labels are read", 100*read, all)
			if read < leastRead {
				t.Errorf("%.1f %% of %d labels are read, want %.0f %%", 100*read, all, 100*leastRead)
			}
		})
	}
}

// subject is what a camera is aimed at.
type subject struct {
	picture *image.Gray
	url     string
}

// subjects are labels with modules of a size.
func subjects(t *testing.T, m Module, code func(int) Code, damage []effect) []subject {
	t.Helper()
	const labels = 8
	codes := someCodes(code, labels)
	template, err := NewTemplate(stockFor(t, codes[0], m), usualDesign, codes[0], m.DPI)
	if err != nil {
		t.Fatal(err)
	}
	if template.Module != m {
		t.Fatalf("modules %+v, want %+v", template.Module, m)
	}
	made := make([]subject, labels)
	for i, label := range viaPNG(t, template, codes) {
		random := rand.New(rand.NewPCG(uint64(i), uint64(m.Dots)))
		made[i] = subject{aim(template, label), codes[i].URL}.spoilt(random, damage)
	}
	return made
}

func (s subject) spoilt(random *rand.Rand, effects []effect) subject {
	for _, spoil := range effects {
		s.picture = spoil(random, s.picture, pixelsPerModule)
	}
	return s
}

// stockFor has just the room for modules of a size.
func stockFor(t *testing.T, c Code, m Module) Stock {
	t.Helper()
	version, err := versionOf(c.URL)
	if err != nil {
		t.Fatal(err)
	}
	side := m.side(version) + 2*symbolEdge + 0.1 // mm
	label := Size{side + 30, side}
	return Stock{Name: "test", Media: OnRoll, Page: label, Columns: 1, Rows: 1, Label: label, Pitch: label}
}

// pixelsPerModule of a photo from a hand's breadth away. A telephone takes
// twice as many.
const pixelsPerModule = 6

// aim is a camera's view of the symbol and of what is around it.
func aim(template *Template, label *image.Gray) *image.Gray {
	const around = 3 // modules beyond the quiet zone
	view := viewOf(template, around*template.Module.MM).Intersect(label.Rect)
	pixels := view.Size().Mul(pixelsPerModule).Div(template.Module.Dots)
	seen := image.NewGray(image.Rectangle{Max: pixels})
	draw.ApproxBiLinear.Scale(seen, seen.Rect, label, view, draw.Src, nil)
	return seen
}

// photograph takes a picture of each label and gives those that no reader reads.
func photograph(t *testing.T, labels []subject, effects []effect, shot int) (unread []subject) {
	t.Helper()
	photos := make([]*image.Gray, len(labels))
	for i, label := range labels {
		random := rand.New(rand.NewPCG(uint64(i), uint64(shot)))
		photos[i] = label.spoilt(random, effects).picture
	}
	files, right := writePGM(t, photos), make([]bool, len(photos))
	for name, read := range readers {
		n := 0
		for i, codes := range read(t, files) {
			if slices.Equal(codes, []string{labels[i].url}) {
				right[i] = true
				n++
			}
		}
		t.Logf("shot %d: %s reads %d of %d", shot+1, name, n, len(labels))
	}
	for i, label := range labels {
		if !right[i] {
			unread = append(unread, label)
		}
	}
	return unread
}
