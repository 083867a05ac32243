package labels

import (
	"bytes"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Limits of a worksheet (Excel specifications and limits).
const (
	sheetCodes = 1<<20 - 1 // rows under the header
	cellLength = 32767     // characters
)

// CodesXLSX is a list of codes as an Office Open XML workbook (ECMA-376, part
// 1, 18). Only the number is a number, all else is text, so that no PIN loses
// its zeros and nothing becomes a formula. Codes that the first sheet has no
// row for stand on a second one. The notes carry those: a full batch has one
// such code.
func CodesXLSX(columns ...Column) Document { return codesXLSX(columns) }

type codesXLSX []Column

func (codesXLSX) Step() int { return 1 }

func (l codesXLSX) Head() []byte {
	var b bytes.Buffer
	wb, err := startWorkbook(&b, deflatedSum{})
	if err == nil {
		_, err = wb.body.Write(deflate(l.header()).bytes)
	}
	if err == nil {
		err = wb.Flush()
	}
	if err != nil {
		panic(err) // never: memory takes all that is written
	}
	return b.Bytes()
}

func (l codesXLSX) Part(at int, codes []Code) (Part, error) {
	if n := at + len(codes); n > 2*sheetCodes {
		return Part{}, fmt.Errorf("%d codes are more than the %d that two sheets hold", n, 2*sheetCodes)
	}
	n := min(max(sheetCodes-at, 0), len(codes))
	first, err := l.rows(at, codes[:n])
	if err != nil {
		return Part{}, err
	}
	second, err := l.rows(at+n-sheetCodes, codes[n:])
	if err != nil {
		return Part{}, err
	}
	piece := deflate(first)
	return Part{piece.bytes, append(piece.append(nil), second...)}, nil
}

func (l codesXLSX) Tail(notes iter.Seq[[]byte]) ([]byte, error) {
	begin, end := deflate(l.header()), deflateLast([]byte(sheetEnd))
	sofar := begin.deflatedSum
	var second []byte
	for note := range notes {
		part, rows, err := cutDeflatedSum(note)
		if err != nil {
			return nil, err
		}
		sofar, second = sofar.then(part), append(second, rows...)
	}
	if len(second) > 0 {
		second = slices.Concat(l.header(), second, []byte(sheetEnd))
	}
	return endWorkbook(sofar, end, second)
}

// header is a worksheet as far as its first row, which stays in view.
func (l codesXLSX) header() []byte {
	b := []byte(xmlHeader + `<worksheet xmlns="` + spreadsheetML + `"><sheetViews><sheetView workbookViewId="0">` +
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	for i, column := range l {
		b = fmt.Appendf(b, `<col min="%d" max="%[1]d" width="%d" customWidth="1"/>`, i+1, column.width())
	}
	b = append(b, `</cols><sheetData><row r="1">`...)
	for i, column := range l {
		b = appendTextCell(b, i, 1, string(column))
	}
	return append(b, "</row>"...)
}

// rows are those of codes the first of which is the at-th of its sheet, from 0.
func (l codesXLSX) rows(at int, codes []Code) ([]byte, error) {
	var b []byte
	for i, c := range codes {
		row := at + i + 2 // the first is 1, the header
		b = append(strconv.AppendInt(append(b, `<row r="`...), int64(row), 10), `">`...)
		for i, column := range l {
			text := column.of(c)
			if n := utf8.RuneCountInString(text); n > cellLength {
				return nil, fmt.Errorf("%s of code %d: %d characters, a cell holds %d", column, c.Number, n, cellLength)
			}
			if column == NumberColumn {
				b = appendNumberCell(b, i, row, text)
			} else {
				b = appendTextCell(b, i, row, text)
			}
		}
		b = append(b, "</row>"...)
	}
	return b, nil
}
