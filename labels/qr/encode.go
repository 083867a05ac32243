package qr

import (
	"errors"
	"fmt"
	"strings"
)

// Options choose among the symbols that say the same.
type Options struct {
	Level Level

	// Version is the least; 0 is for the smallest that holds the text. A text
	// that needs a larger one gets it, and no error: who has set a page for this
	// version compares Symbol.Version with it.
	Version int
}

// Encode makes the symbol of a text of printable ASCII, which every reader
// understands alike; other text would need an ECI that many readers ignore. It
// may be called from many goroutines.
func Encode(text string, o Options) (Symbol, error) {
	var room [16]segment
	p, err := newPlan(room[:0], text, o)
	if err != nil {
		return Symbol{}, err
	}
	var rows, columns [maxGrid]uint64
	size := sizeOf(p.version)
	placed := matrix{rows[:gridLen(size)], columns[:gridLen(size)]}
	p.place(placed)
	mask := overlaysOf(p.version, p.level).best(placed, size)
	return p.symbol(placed, mask), nil
}

// Version is that of the symbol that Encode would make, without making it.
func Version(text string, o Options) (int, error) {
	var room [16]segment
	p, err := newPlan(room[:0], text, o)
	return p.version, err
}

// Worst is the text with a letter for every digit after the last slash. Letters
// take more room there: so the version of Worst holds every text of that length
// which differs from it only there, and only in digits for capital letters and
// capital letters for each other, like the codes of one run. With it as
// Options.Version they all have it.
func Worst(text string) string {
	tail := strings.LastIndexByte(text, '/') + 1
	return text[:tail] + strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return 'A'
		}
		return r
	}, text[tail:])
}

// plan is how a text becomes codewords.
type plan struct {
	segments []segment
	class    class
	version  int
	level    Level
}

// newPlan splits a text and finds the symbol for it. The segments are appended
// to room.
func newPlan(room []segment, text string, o Options) (plan, error) {
	if err := check(text, o); err != nil {
		return plan{}, err
	}
	level := o.Level.least()
	for _, c := range classes {
		if c.last < o.Version {
			continue
		}
		segments, bits := split(room, text, c)
		for v := max(c.first, o.Version); v <= c.last; v++ {
			if bits <= capacity(v, level) {
				return plan{segments, c, v, o.Level.resolve(bits, v)}, nil
			}
		}
	}
	return plan{}, tooLong(text, level)
}

func tooLong(text string, level Level) error {
	return fmt.Errorf("code of %d bytes is too long for a QR symbol at level %v", len(text), level)
}

func check(text string, o Options) error {
	switch {
	case o.Level > H:
		return fmt.Errorf("unknown error correction level %d", o.Level)
	case o.Version < 0 || o.Version > versions:
		return fmt.Errorf("no QR symbol has version %d", o.Version)
	case text == "":
		return errors.New("the code is empty")
	case len(text) > maxText:
		return tooLong(text, o.Level.least())
	}
	for i, r := range text {
		if r < ' ' || r > '~' {
			return fmt.Errorf("character %q at byte %d of the code is not printable ASCII", r, i)
		}
	}
	return nil
}

// place puts the codewords into an empty matrix.
func (p plan) place(m matrix) {
	var w bitWriter
	for _, s := range p.segments {
		s.write(&w, p.class)
	}
	data := w.pad(capacity(p.version, p.level) / 8)
	var all [maxCodewords]byte
	placed := all[:codewords(p.version)]
	interleave(placed, data, protectionOf(p.version, p.level))
	m.place(placed, layoutOf(p.version).order)
}

// symbol is what a mask makes of the codewords that were placed.
func (p plan) symbol(placed matrix, mask int) Symbol {
	size := sizeOf(p.version)
	s := Symbol{version: p.version, level: p.level, mask: mask, rows: make([]Row, size)}
	overlay := overlaysOf(p.version, p.level)[mask]
	for i := range stripsOf(size) {
		laid := overlay.rows.strip(i, size)
		for y, word := range placed.rows.strip(i, size) {
			s.rows[y][i] = word ^ laid[y]
		}
	}
	return s
}
