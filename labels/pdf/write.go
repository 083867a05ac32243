package pdf

import (
	"fmt"
	"io"
	"slices"
)

// Write writes a document of a few pages.
func Write(w io.Writer, d Document, pages ...*Canvas) error {
	stretch := NewPages(0)
	for _, page := range pages {
		stretch.Add(page)
	}
	tail, err := d.Tail(slices.Values([][]byte{stretch.Note()}))
	if err != nil {
		return err
	}
	for _, b := range [][]byte{d.Head(), stretch.Bytes(), tail} {
		if _, err := w.Write(b); err != nil {
			return fmt.Errorf("write PDF: %w", err)
		}
	}
	return nil
}
