package labels

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"temgoc/labels/qr"
)

// Template is a design set on a stock for codes of one length. Its labels look
// alike: same module, same version, same place for everything. It does not
// change, and may be used from many goroutines.
type Template struct {
	Stock  Stock
	Module Module
	Level  qr.Level

	name    string // of the goods
	version int
	letters int    // of a serial
	symbol  Point  // corner of the quiet zone
	rows    []Text // all but the serial and the PIN
	serial  []line
	omitted []string
}

// Text is a line in its place: X is its left end, Y its baseline, in mm from
// the label's top left corner.
type Text struct {
	Words string
	Bold  bool
	Size  float64 // points
	X, Y  float64
}

// NewTemplate sets the design, for a printer of the given resolution and codes
// as long as the sample, whatever their letters. The error is TooSmall where
// the symbol does not fit, NoRoom where the text does not.
func NewTemplate(stock Stock, design Design, sample Code, dpi int) (*Template, error) {
	version, err := versionOf(sample.URL)
	if err != nil {
		return nil, err
	}
	largest, err := stock.Module(version, dpi)
	if err != nil {
		return nil, err
	}
	all := newContent(design, sample.Serial)
	l, kept, err := stock.lay(all, version, largest)
	if err != nil {
		return nil, err
	}
	t := &Template{
		Stock:   stock,
		Module:  l.module,
		Level:   qr.AtLeastM,
		name:    all.title.words,
		version: version,
		letters: utf8.RuneCountInString(clean(sample.Serial)),
		symbol:  l.symbol,
		omitted: all.omitted(kept),
	}
	for _, line := range l.lines {
		if line.serial {
			t.serial = append(t.serial, line)
			continue
		}
		t.rows = append(t.rows, line.Text)
	}
	return t, nil
}

// Common are the texts that all labels have.
func (t *Template) Common() []Text { return t.rows }

// Omitted are the texts of the design that the label has no room for.
func (t *Template) Omitted() []string { return t.omitted }

// Own are the texts of one code: its serial, and its PIN where the stock has a
// field for it.
func (t *Template) Own(c Code) []Text {
	texts := make([]Text, 0, len(t.serial)+1)
	groups := strings.Fields(Group(clean(c.Serial)))
	for i, l := range t.serial {
		n := min(l.groups(), len(groups))
		if i == len(t.serial)-1 {
			n = len(groups)
		}
		if n > 0 {
			texts = append(texts, l.say(strings.Join(groups[:n], " ")))
			groups = groups[n:]
		}
	}
	if pin := clean(c.PIN); t.Stock.Scratch != nil && pin != "" {
		texts = append(texts, t.Stock.Scratch.hold(pin))
	}
	return texts
}

// hold sets a PIN in the middle of the box, as large as it fits.
func (b Box) hold(pin string) Text {
	const most, margin = 0.6, 1.0 // of the height; mm at the sides
	up, down := regular().reach(pin)
	em := min(most*b.H/(up+down), (b.W-2*margin)/measureText(false, 1/mmPerPoint, pin), b.H)
	size := em / mmPerPoint
	width := measureText(false, size, pin)
	return Text{pin, false, size, b.X + (b.W-width)/2, b.Y + (b.H+(up-down)*em)/2}
}

// Symbol encodes a code. It refuses one that the template was not made for: a
// longer serial, or a text that needs a larger symbol.
func (t *Template) Symbol(c Code) (qr.Symbol, error) {
	if n := utf8.RuneCountInString(clean(c.Serial)); n > t.letters {
		return qr.Symbol{}, fmt.Errorf("serial of %d letters, the labels are set for %d", n, t.letters)
	}
	symbol, err := qr.Encode(c.URL, qr.Options{Level: t.Level, Version: t.version})
	if err != nil {
		return qr.Symbol{}, err
	}
	if symbol.Version() > t.version {
		return qr.Symbol{}, fmt.Errorf("code of %d bytes needs a symbol of version %d, the labels are set for %d",
			len(c.URL), symbol.Version(), t.version)
	}
	return symbol, nil
}

// Corner is that of the symbol's quiet zone on every label.
func (t *Template) Corner() Point { return t.symbol }
