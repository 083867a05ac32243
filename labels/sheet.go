package labels

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// An A4 sheet of 3 × 8 labels of 63.5 × 33.9 mm, in mm: the stock that is sold
// as Avery L7159 and by many other makers.
const (
	sheetWidth, sheetHeight = 210.0, 297.0
	sheetColumns, sheetRows = 3, 8
	labelWidth, labelHeight = 63.5, 33.9
	columnGap               = 2.54
	sheetLeft               = (sheetWidth - sheetColumns*labelWidth - (sheetColumns-1)*columnGap) / 2
	sheetTop                = (sheetHeight - sheetRows*labelHeight) / 2
)

const (
	LabelsPerSheet = sheetColumns * sheetRows
	// MaxSheetLabels is 500 pages. The PDF writer holds the whole document in
	// memory, up to 0.3 MB a page, so longer runs are printed in parts.
	MaxSheetLabels = 500 * LabelsPerSheet
)

var sheetDesign = design{
	dots: 6, edge: 0.8, padding: 2, // 0.508 mm
	title: 9.5, note: 8, line: 7.5, serial: 7.5,
}

const (
	footerSize     = 7.5               // points
	footerLeft     = sheetLeft + 3     // under the symbols
	footerBaseline = sheetHeight - 6.5 // printers leave the last 4 mm white
)

// Sheet is what holds for all pages of a document.
type Sheet struct {
	Title  string                // in the document's properties
	Level  Level                 // of the symbols
	Footer func(page int) string // small print in the lower margin; pages count from 1
}

// WriteSheet draws the labels, in their order, on as many pages as they need.
// Nothing is written before the last is drawn; it ends early when ctx does.
func WriteSheet(ctx context.Context, w io.Writer, sheet Sheet, labels iter.Seq[Label]) error {
	return sheet.write(ctx, w, labels, MaxSheetLabels/LabelsPerSheet)
}

func (sheet Sheet) write(ctx context.Context, w io.Writer, labels iter.Seq[Label], maxPages int) error {
	c := newCanvas(sheetWidth, sheetHeight, sheet.Title)
	number := 0 // of the page
	for page := range pages(labels) {
		if number++; number > maxPages {
			return fmt.Errorf("more than %d labels in one document", maxPages*LabelsPerSheet)
		}
		if err := sheet.page(ctx, c, page); err != nil {
			return fmt.Errorf("page %d: %w", number, err)
		}
		if sheet.Footer != nil {
			c.font(false, footerSize)
			c.text(footerLeft, footerBaseline, clean(sheet.Footer(number)))
		}
	}
	if number == 0 {
		return errors.New("no labels to print")
	}
	return c.writeTo(w)
}

// page draws the labels of one page.
func (sheet Sheet) page(ctx context.Context, c *canvas, page []Label) error {
	symbols, err := encode(ctx, page, sheet.Level)
	if err != nil {
		return err
	}
	c.addPage()
	for i, l := range page {
		if err := c.label(place(i), sheetDesign, l, symbols[i]); err != nil {
			return fmt.Errorf("label %d: %w", i+1, err)
		}
	}
	return nil
}

// pages deals the labels out by the page.
func pages(labels iter.Seq[Label]) iter.Seq[[]Label] {
	return func(yield func([]Label) bool) {
		var page []Label
		for l := range labels {
			if page = append(page, l); len(page) < LabelsPerSheet {
				continue
			}
			if !yield(page) {
				return
			}
			page = page[:0]
		}
		if len(page) > 0 {
			yield(page)
		}
	}
}

// encode makes the symbols of a page on all processors: at 2 to 5 ms a symbol
// this is where the time goes.
func encode(ctx context.Context, page []Label, level Level) ([]Symbol, error) {
	symbols := make([]Symbol, len(page))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, l := range page {
		g.Go(func() error {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			symbol, err := QR(l.Code, level)
			if err != nil {
				return fmt.Errorf("label %d: %w", i+1, err)
			}
			symbols[i] = symbol
			return nil
		})
	}
	return symbols, g.Wait()
}

// place is that of the i-th label of a page, row by row.
func place(i int) box {
	column, row := float64(i%sheetColumns), float64(i/sheetColumns)
	return box{
		x: sheetLeft + column*(labelWidth+columnGap),
		y: sheetTop + row*labelHeight,
		w: labelWidth,
		h: labelHeight,
	}
}
