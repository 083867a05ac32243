package diary

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"temgoc/internal/input"
)

// Limits of a file.
const (
	MaxFile = 2 << 20 // bytes
	MaxRows = 5000    // without the first, which names the columns
)

// Row of a file: an entry, or what is wrong with it.
type Row struct {
	Line  int // in the file, from 1
	Entry Entry
	Bad   input.Errors
	early bool
}

// ReadCSV reads a table of entries as spreadsheets save it: UTF-8 with or
// without a byte order mark, cells parted by comma or semicolon. Rows with
// nothing in them are left out. An error is about the file as a whole.
func ReadCSV(file []byte, now time.Time) ([]Row, error) {
	file = bytes.TrimPrefix(file, []byte("\uFEFF"))
	switch {
	case len(file) > MaxFile:
		return nil, fileError("diary.file_too_large")
	case !utf8.Valid(file):
		return nil, fileError("diary.file_not_utf8")
	case len(bytes.TrimSpace(file)) == 0:
		return nil, fileError("diary.file_empty")
	}
	r := csv.NewReader(bytes.NewReader(file))
	r.Comma = delimiter(file)
	r.FieldsPerRecord = -1 // spreadsheets drop empty cells at the end
	header, err := readHeader(r)
	if err != nil {
		return nil, err
	}
	return readRows(r, header, now)
}

func fileError(problem string) error { return input.Error{Field: "file", Problem: problem} }

// delimiter is what parts the names of the columns; none of them holds either.
func delimiter(file []byte) rune {
	line, _, _ := bytes.Cut(file, []byte("\n"))
	if bytes.Count(line, []byte(";")) > bytes.Count(line, []byte(",")) {
		return ';'
	}
	return ','
}

// readHeader wants known columns, each once, and the kind before all others,
// for it decides how they are read.
func readHeader(r *csv.Reader) ([]column, error) {
	names, err := r.Read()
	if err != nil {
		return nil, fileError("diary.file_broken")
	}
	var header []column
	seen := map[string]bool{}
	for _, name := range names {
		c, ok := columnOf(name)
		switch {
		case !ok && strings.TrimSpace(name) != "":
			return nil, fileError("diary.column_unknown")
		case seen[c.field]:
			return nil, fileError("diary.column_twice")
		}
		seen[c.field] = ok
		header = append(header, c)
	}
	if !seen["kind"] || !seen["at"] || header[0].field != "kind" {
		return nil, fileError("diary.column_missing")
	}
	return header, nil
}

func readRows(r *csv.Reader, header []column, now time.Time) ([]Row, error) {
	var rows []Row
	for {
		cells, err := r.Read()
		switch {
		case errors.Is(err, io.EOF) && len(rows) == 0:
			return nil, fileError("diary.file_empty")
		case errors.Is(err, io.EOF):
			return rows, nil
		case err != nil:
			return nil, fileError("diary.file_broken")
		case strings.TrimSpace(strings.Join(cells, "")) == "":
			continue
		case len(rows) == MaxRows:
			return nil, fileError("diary.too_many_rows")
		}
		line, _ := r.FieldPos(0)
		rows = append(rows, checkedRow(line, header, cells, now))
	}
}

func checkedRow(line int, header []column, cells []string, now time.Time) Row {
	row := Row{Line: line}
	row.Entry = readRow(&row.Bad, header, cells)
	if strings.TrimSpace(row.Entry.At) == "" {
		row.Bad.Add("at", "text.missing") // "now" would be another time at each import
	}
	if len(cells) > len(header) {
		row.Bad.Add("kind", "diary.cells_beyond")
	}
	row.Entry = row.Entry.cleaned(&row.Bad, now)
	return row
}
