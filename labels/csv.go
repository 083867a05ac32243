package labels

import (
	"bufio"
	"fmt"
	"io"
	"iter"
)

// CSV writes a list that opens in a spreadsheet: UTF-8 with a byte order mark,
// without which Excel breaks Vietnamese, and RFC 4180 with CRLF. A cell that a
// spreadsheet would take for a formula begins with an apostrophe instead. Rows
// are written without allocating.
type CSV struct {
	w   *bufio.Writer
	row []byte // reused
}

const byteOrderMark = "\uFEFF"

// NewCSV writes to w in pieces of 64 KB; Flush writes the last.
func NewCSV(w io.Writer) *CSV {
	c := &CSV{w: bufio.NewWriterSize(w, 64<<10)}
	c.w.WriteString(byteOrderMark) // an error comes back from Flush
	return c
}

// Row writes one row. An error of the writer below may come with a later row,
// or with Flush.
func (c *CSV) Row(cells ...string) error { return writeRow(c, cells) }

// ByteRow is Row for cells that are built in buffers; it keeps none of them.
func (c *CSV) ByteRow(cells ...[]byte) error { return writeRow(c, cells) }

// Flush writes what is still held back.
func (c *CSV) Flush() error {
	if err := c.w.Flush(); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

// WriteCSV writes a whole list.
func WriteCSV(w io.Writer, header []string, rows iter.Seq[[]string]) error {
	c := NewCSV(w)
	if err := c.Row(header...); err != nil {
		return err
	}
	for row := range rows {
		if err := c.Row(row...); err != nil {
			return err
		}
	}
	return c.Flush()
}

func writeRow[T string | []byte](c *CSV, cells []T) error {
	c.row = appendRow(c.row[:0], cells)
	if _, err := c.w.Write(c.row); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

func appendRow[T ~string | ~[]byte](dst []byte, cells []T) []byte {
	start := len(dst)
	for i, cell := range cells {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendCell(dst, cell)
	}
	if len(dst) == start { // one empty cell: a blank line would be skipped by readers
		dst = append(dst, `""`...)
	}
	return append(dst, '\r', '\n')
}

func appendCell[T ~string | ~[]byte](dst []byte, cell T) []byte {
	quoted := needsQuotes(cell)
	if quoted {
		dst = append(dst, '"')
	}
	if len(cell) > 0 && startsFormula(cell[0]) {
		dst = append(dst, '\'')
	}
	if !quoted {
		return append(dst, cell...)
	}
	for i := range len(cell) {
		if cell[i] == '"' {
			dst = append(dst, '"')
		}
		dst = append(dst, cell[i])
	}
	return append(dst, '"')
}

// startsFormula tells the first bytes that make a cell a formula, or that
// spreadsheets strip before they look for one.
func startsFormula(c byte) bool {
	return c == '=' || c == '+' || c == '-' || c == '@' || c < ' ' || c == 0x7F
}

// needsQuotes is true for what RFC 4180 names, and for a semicolon, which parts
// cells where the decimal separator is a comma, as in Vietnam.
func needsQuotes[T ~string | ~[]byte](cell T) bool {
	for i := range len(cell) {
		switch cell[i] {
		case ',', ';', '"', '\r', '\n':
			return true
		}
	}
	return false
}
