package labels

import (
	"fmt"
	"image"
	"iter"
	"slices"
)

// NeedsRoll refuses to make a file for label printers of a stock of sheets.
type NeedsRoll struct{ Stock string }

func (e NeedsRoll) Error() string {
	return fmt.Sprintf("stock %s is of sheets; label printers take rolls", e.Stock)
}

// roll draws labels for a label printer: each row of them is one picture, with
// its texts in it, since printers' own fonts lack Vietnamese letters.
type roll struct {
	*Template
	full bitmap // a row of labels without what is their own
}

func newRoll(t *Template) (roll, error) {
	if t.Stock.Media != OnRoll {
		return roll{}, NeedsRoll{t.Stock.Name}
	}
	r := roll{Template: t}
	r.full = r.row(t.Stock.Columns)
	return r, nil
}

// row has what is common on its first labels; behind them it is blank.
func (r roll) row(labels int) bitmap {
	b := newBitmap(r.Module.corner(Point{r.Stock.Page.W, r.Stock.Page.H}))
	for i := range labels {
		r.drawCommon(b, r.place(i))
	}
	return b
}

// place is the corner of a label of a row.
func (r roll) place(i int) image.Point {
	place := r.Stock.Place(i)
	return r.Module.corner(Point{place.X, place.Y})
}

func (r roll) Step() int { return r.Stock.Columns }

func (roll) Tail(iter.Seq[[]byte]) ([]byte, error) { return nil, nil }

// part draws labels row by row; add says a row in the language of a printer.
func (r roll) part(codes []Code, add func(file []byte, row bitmap) []byte) (Part, error) {
	var file []byte
	p, b := newPen(r.Module.DPI), newBitmap(r.full.size)
	for row := range slices.Chunk(codes, r.Stock.Columns) {
		if err := r.draw(b, row, p); err != nil {
			return Part{}, err
		}
		file = add(file, b)
	}
	return Part{Bytes: file}, nil
}

// draw makes a picture that of a row.
func (r roll) draw(b bitmap, codes []Code, p *pen) error {
	common := r.full
	if len(codes) < r.Stock.Columns {
		common = r.row(len(codes))
	}
	copy(b.bits, common.bits)
	for i, c := range codes {
		if err := r.drawOwn(b, r.place(i), c, p); err != nil {
			return err
		}
	}
	return nil
}
