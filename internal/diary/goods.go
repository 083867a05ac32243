package diary

import (
	"slices"
	"strconv"
	"strings"

	"temgoc/internal/gs1"
	"temgoc/internal/input"
)

// cleanGoods is about what was handled and how much of it.
func (e *Entry) cleanGoods(bad *input.Errors) {
	e.Amount, e.Unit = cleanAmount(bad, "amount", e.Amount, e.Unit)
	if e.Amount == "" && e.Kind.NeedsAmount() {
		bad.Add("amount", "diary.amount_missing")
	}
	in := Input{GTIN: e.GTIN, Name: e.Name, Lot: e.Lot}
	in.cleanNames(bad, "")
	e.GTIN, e.Name, e.Lot = in.GTIN, in.Name, in.Lot
	if e.Kind == Material && in.isEmpty() {
		bad.Add("name", "text.missing")
	}
	if e.Kind == Harvest && e.GTIN != "" {
		bad.Add("gtin", "diary.not_of_kind") // what one harvests is one's own
	}
	e.Inputs = cleanInputs(bad, e.Inputs)
}

// cleanInputs drops the lines that a form left empty.
func cleanInputs(bad *input.Errors, inputs []Input) []Input {
	var clean []Input
	for i, in := range inputs {
		in.clean(bad, inputField(i, ""))
		switch {
		case in == Input{}:
		case slices.ContainsFunc(clean, in.sameGoods):
			field := inputField(i, "name")
			bad.Add(field, "diary.input_twice")
		default:
			clean = append(clean, in)
		}
	}
	if len(clean) > MaxInputs {
		bad.Add("inputs", "diary.too_many_inputs")
	}
	return clean
}

func (in *Input) clean(bad *input.Errors, prefix string) {
	in.Amount, in.Unit = cleanAmount(bad, prefix+"amount", in.Amount, in.Unit)
	in.cleanNames(bad, prefix)
	if in.isEmpty() {
		if in.Lot != "" || in.Amount != "" {
			bad.Add(prefix+"name", "text.missing")
		}
		in.Unit = "" // a form's choice stands there even where nothing was typed
	}
}

func (in *Input) isEmpty() bool { return in.GTIN == "" && in.Name == "" }

func (in Input) sameGoods(other Input) bool {
	return in.GTIN == other.GTIN && input.Fold(in.Name) == input.Fold(other.Name) && in.Lot == other.Lot
}

// cleanNames wants a GTIN with its lot, or a name. prefix is of the fields.
func (in *Input) cleanNames(bad *input.Errors, prefix string) {
	in.Name = bad.Line(prefix+"name", in.Name, 0, maxName)
	in.Lot = cleanLot(bad, prefix+"lot", in.Lot)
	in.GTIN = strings.TrimSpace(in.GTIN)
	if in.GTIN == "" {
		return
	}
	gtin, err := gs1.PadGTIN(in.GTIN)
	if err != nil {
		bad.Add(prefix+"gtin", "diary.gtin_bad")
		return
	}
	if in.Lot == "" {
		bad.Add(prefix+"lot", "lot.empty")
	}
	in.GTIN, in.Name = gtin.String(), ""
}

func cleanLot(bad *input.Errors, field, text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return ""
	}
	if _, err := gs1.ParseLot(text); err != nil {
		bad.Add(field, "lot.bad_character")
	}
	return text
}

func cleanGLN(bad *input.Errors, field, text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return ""
	}
	if _, err := gs1.ParseGLN(text); err != nil {
		bad.Add(field, "org.bad_gln")
	}
	return text
}

// cleanAmount wants a quantity with its unit, or neither. A unit alone is what
// a form's choice sends, and counts for nothing.
func cleanAmount(bad *input.Errors, field, amount, unit string) (string, string) {
	if strings.TrimSpace(amount) == "" {
		return "", ""
	}
	clean, ok := cleanDecimal(amount)
	unitField := strings.TrimSuffix(field, "amount") + "unit"
	switch _, known := unitCode(unit); {
	case !ok:
		bad.Add(field, "diary.number_bad")
	case clean == "0" || clean[0] == '-':
		bad.Add(field, "diary.not_positive")
	case unit == "":
		bad.Add(unitField, "diary.unit_missing")
	case !known:
		bad.Add(unitField, "diary.unit_unknown")
	}
	return clean, unit
}

// inputField is how problems name a field of an input: "inputs.0.lot".
func inputField(i int, field string) string { return "inputs." + strconv.Itoa(i) + "." + field }
