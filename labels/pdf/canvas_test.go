package pdf

import (
	"slices"
	"testing"

	"temgoc/labels/qr"
)

// dot is that of a printer of 254 dpi, in mm.
const dot = 0.1

func TestCanvas(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		draw func(*Canvas)
		want string
	}{
		{"symbol", func(c *Canvas) {
			c.Symbol(1, 2, 4, slices.Values([]qr.Run{{X: 0, Y: 0, N: 7}, {X: 12, Y: 3, N: 1}}))
		}, "q 4 0 0 4 10 20 cm\n0 0 7 1 re\n12 3 1 1 re\nf Q\n"},
		{"symbol off the dots", func(c *Canvas) { c.Symbol(1.04, 1.96, 4, slices.Values([]qr.Run{})) },
			"q 4 0 0 4 10 20 cm\nf Q\n"},
		{"rectangle", func(c *Canvas) { c.Rect(1, 2, 3*dot, 0.25) }, "10 20 3 2.5 re f\n"},
		{"frame", func(c *Canvas) { c.Frame(1, 2, 3, 4, dot) }, "1 w 10 20 30 40 re S\n"},
		{"line", func(c *Canvas) { c.Line(0, 0, 1, 1.0001, dot) }, "1 w 0 0 m 10 10.001 l S\n"},
		{"within", func(c *Canvas) { c.Within(1, 2, c.Shared) }, "q 1 0 0 1 10 20 cm\n/C Do\nQ\n"},
		{"text", func(c *Canvas) { c.Text(1, 2, 72, Bold, "Ấ0") },
			"BT /B 254 Tf 1 0 0 -1 10 20 Tm (\x1e\xa4\x000)Tj ET\n"},
		{"letters that end strings", func(c *Canvas) { c.Text(0, 0, 72, Regular, "()\\\r\n") },
			"BT /R 254 Tf 1 0 0 -1 0 0 Tm (\x00\\(\x00\\)\x00\\\\\x00\\r\x00\n)Tj ET\n"},
		{"halves of letters that end strings", func(c *Canvas) { c.Text(0, 0, 72, Regular, "⠨尩ഀ") },
			"BT /R 254 Tf 1 0 0 -1 0 0 Tm (\\(\\(\\\\\\)\\r\x00)Tj ET\n"},
		{"beyond the basic plane", func(c *Canvas) { c.Text(0, 0, 72, Regular, "😀\xff") },
			"BT /R 254 Tf 1 0 0 -1 0 0 Tm (\xff\xfd\xff\xfd)Tj ET\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := NewCanvas(100, 100, 254)
			tt.draw(c)
			if got := string(c.content); got != tt.want {
				t.Errorf("drawn as %q, want %q", got, tt.want)
			}
		})
	}
}

// A canvas that is cleared is as a new one.
func TestClear(t *testing.T) {
	t.Parallel()
	c := NewCanvas(50, 30, 300)
	c.Text(1, 1, 9, Bold, sampleLetters)
	c.Clear()
	if len(c.content) != 0 || c.used != (letters{}) {
		t.Errorf("content %q and letters are left", c.content)
	}
}
