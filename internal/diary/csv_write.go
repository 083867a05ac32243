package diary

import (
	"iter"
	"strings"
)

// CSVHeader names the columns of CSVRows.
func CSVHeader() []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
	}
	return names
}

// CSVRows are entries as ReadCSV reads them.
func CSVRows(entries []Entry) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for _, e := range entries {
			if !yield(e.cells()) {
				return
			}
		}
	}
}

func (e Entry) cells() []string {
	cells := make([]string, len(columns))
	for i, c := range columns {
		switch c.field {
		case "kind":
			cells[i] = e.act()
		case "unit":
			cells[i] = spoken(unitWords, e.Unit)
		case "name":
			cells[i] = e.materials()
		case "result":
			cells[i] = spoken(resultWords, e.Result)
		case "hidden":
			cells[i] = e.spokenHidden()
		case "at":
			cells[i] = e.At
		default:
			cells[i] = *c.of(&e)
		}
	}
	return cells
}

func (e Entry) act() string {
	for _, a := range acts {
		if a.kind == e.Kind && a.method == e.Method {
			return a.word
		}
	}
	return string(e.Kind)
}

// spoken is the first word that stands for a value.
func spoken(words []word, value string) string {
	for _, w := range words {
		if w.value == value {
			return w.text
		}
	}
	return value
}

func (e Entry) materials() string {
	if e.Kind != Process {
		return e.Name + e.GTIN // one of them is empty
	}
	items := make([]string, len(e.Inputs))
	for i, in := range e.Inputs {
		items[i] = in.Name + in.GTIN
		if in.Lot != "" {
			items[i] += " [" + in.Lot + "]"
		}
		if in.Amount != "" {
			items[i] += " " + in.Amount + " " + spoken(unitWords, in.Unit)
		}
	}
	return strings.Join(items, "; ")
}

func (e Entry) spokenHidden() string {
	if e.Hidden != nil && len(e.Hidden) == 0 {
		return "không"
	}
	words := make([]string, len(e.Hidden))
	for i, f := range e.Hidden {
		words[i] = spoken(factWords, string(f))
	}
	return strings.Join(words, "; ")
}

// ColumnName is how a file names what a problem calls by its field.
func ColumnName(field string) string {
	if strings.HasPrefix(field, "inputs") || field == "gtin" {
		field = "name"
	}
	for _, c := range columns {
		if c.field == field {
			return c.name
		}
	}
	return field
}
