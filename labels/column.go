package labels

import "strconv"

// Column is what a list of codes says of each; its name stands in the first row.
type Column string

const (
	NumberColumn Column = "number"
	SerialColumn Column = "serial"
	URLColumn    Column = "url"
	PINColumn    Column = "pin" // whoever has it can claim the goods: only for who prints scratch fields
)

// of is a code's cell in the column.
func (n Column) of(c Code) string {
	switch n {
	case NumberColumn:
		return strconv.Itoa(c.Number)
	case SerialColumn:
		return c.Serial
	case URLColumn:
		return c.URL
	case PINColumn:
		return c.PIN
	}
	return ""
}

// width is in characters, of the widest cell that is usual.
func (n Column) width() int {
	switch n {
	case SerialColumn:
		return 26
	case URLColumn:
		return 72
	}
	return 10
}
