package labels

import "iter"

// CodesCSV is a list of codes for a print house, with the columns in their
// order: see CSV for its form.
func CodesCSV(columns ...Column) Document { return codesCSV(columns) }

type codesCSV []Column

func (codesCSV) Step() int { return 1 }

func (l codesCSV) Head() []byte { return appendRow([]byte(byteOrderMark), l) }

func (l codesCSV) Part(_ int, codes []Code) (Part, error) {
	var b []byte
	row := make([]string, len(l))
	for _, c := range codes {
		for i, column := range l {
			row[i] = column.of(c)
		}
		b = appendRow(b, row)
	}
	return Part{Bytes: b}, nil
}

func (codesCSV) Tail(iter.Seq[[]byte]) ([]byte, error) { return nil, nil }
