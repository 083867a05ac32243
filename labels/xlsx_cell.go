package labels

import (
	"regexp"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// appendNumberCell writes a number, of digits, in column 0 to 25 of a row from 1.
func appendNumberCell(dst []byte, column, row int, digits string) []byte {
	dst = append(appendCellName(append(dst, `<c r="`...), column, row), `"><v>`...)
	return append(append(dst, digits...), `</v></c>`...)
}

// appendTextCell writes a text, which no spreadsheet takes for a formula.
func appendTextCell(dst []byte, column, row int, text string) []byte {
	dst = append(appendCellName(append(dst, `<c r="`...), column, row), `" t="inlineStr"><is><t xml:space="preserve">`...)
	return append(appendCellText(dst, text), `</t></is></c>`...)
}

func appendCellName(dst []byte, column, row int) []byte {
	return strconv.AppendInt(append(dst, 'A'+byte(column)), int64(row), 10)
}

// escaped is what a reader of a cell takes for one character (ECMA-376, part 1,
// 22.9.2.19, ST_Xstring).
var escaped = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_`)

// appendCellText writes text as XML, without controls, which a cell cannot have.
func appendCellText(dst []byte, text string) []byte {
	for i, r := range text {
		switch {
		case r == '&':
			dst = append(dst, "&amp;"...)
		case r == '<':
			dst = append(dst, "&lt;"...)
		case r == '>':
			dst = append(dst, "&gt;"...)
		case r == '_' && escaped.MatchString(text[i:]):
			dst = append(dst, "_x005F_"...)
		case unicode.IsControl(r), r == 0xFFFE, r == 0xFFFF: // the last two are not in XML either
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}
