package diary

import (
	"regexp"
	"strings"

	"temgoc/internal/input"
)

// readRow makes an entry of a row's cells, by column.
func readRow(bad *input.Errors, header []column, cells []string) Entry {
	var e Entry
	for i, c := range header {
		if i >= len(cells) {
			break
		}
		text := unguarded(cells[i])
		if c.of != nil {
			*c.of(&e) = text
			continue
		}
		e.readWords(bad, c.field, text)
	}
	e.Typed(bad)
	return e
}

// readWords is about the columns that hold words of a list.
func (e *Entry) readWords(bad *input.Errors, field, text string) {
	switch field {
	case "kind":
		a := actOf(text)
		e.Kind, e.Method = a.kind, a.method
	case "unit":
		e.Unit = meant(unitWords, text)
	case "result":
		e.Result = meant(resultWords, text)
	case "name":
		e.readMaterials(bad, text)
	case "hidden":
		e.Hidden = readHidden(text)
	}
}

// listed splits a cell that lists several things.
func listed(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == '\n' })
}

// readHidden is nil, as usual for the kind, for an empty cell.
func readHidden(text string) []Fact {
	var hidden []Fact
	for _, t := range listed(text) {
		switch input.Fold(t) {
		case "":
		case "khong": // nothing is hidden
			hidden = []Fact{}
		default:
			hidden = append(hidden, Fact(meant(factWords, t)))
		}
	}
	return hidden
}

// material as a cell lists it: "gạo nếp [GN01] 50 kg", of which lot and amount
// may be missing. A GTIN may stand in place of the name.
var material = regexp.MustCompile(`^\s*(.+?)\s*(?:\[\s*([^\]]*?)\s*\])?\s*(?:\s([0-9.,]+)\s*(\pL+))?\s*$`)

var digits = regexp.MustCompile(`^([0-9]{8}|[0-9]{12,14})$`)

// readMaterials takes a cell for the inputs of what was made, or else for the
// one material that the row is about. The kind stands in an earlier column, or
// the row would read differently by the order of its columns: see readHeader.
func (e *Entry) readMaterials(bad *input.Errors, text string) {
	if e.Kind != Process {
		e.Name = strings.TrimSpace(text)
		if digits.MatchString(e.Name) {
			e.GTIN, e.Name = e.Name, ""
		}
		return
	}
	for _, item := range listed(text) {
		m := material.FindStringSubmatch(item)
		if m == nil {
			continue // only white space
		}
		in := Input{Name: m[1], Lot: m[2], Amount: m[3], Unit: meant(unitWords, m[4])}
		if digits.MatchString(in.Name) {
			in.GTIN, in.Name = in.Name, ""
		}
		e.Inputs = append(e.Inputs, in)
	}
}

// Typed reads the numbers as people write them in Vietnamese, with a comma.
func (e *Entry) Typed(bad *input.Errors) {
	for _, n := range []struct {
		field string
		text  *string
	}{{"amount", &e.Amount}, {"temperature", &e.Temperature}, {"humidity", &e.Humidity}} {
		readTyped(bad, n.field, n.text)
	}
	for i := range e.Inputs {
		readTyped(bad, inputField(i, "amount"), &e.Inputs[i].Amount)
	}
}

func readTyped(bad *input.Errors, field string, text *string) {
	var ok bool
	if *text, ok = typedDecimal(*text); !ok {
		bad.Add(field, "diary.number_ambiguous")
	}
}

// unguarded takes away the apostrophe with which we write a cell that would be
// a formula.
func unguarded(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && rest != "" && strings.ContainsRune("=+-@", rune(rest[0])) {
		return rest
	}
	return cell
}
