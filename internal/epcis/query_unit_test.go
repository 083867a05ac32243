package epcis

import (
	"math/big"
	"testing"
)

func TestEquivalents(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ number, unit, as, want string }{
		{"300", "KEL", "CEL", "26.85"},
		{"-40", "CEL", "FAH", "-40"},
		{"212", "FAH", "CEL", "100"},
		{"1.5", "TNE", "KGM", "1500"},
		{"1", "ONZ", "GRM", "28.349523125"},
		{"3", "HLT", "MLT", "300000"},
		{"7", "XXX", "XXX", "7"},
		{"7", "", "", "7"},
	} {
		got := ""
		for _, in := range (Condition{}).Equivalents(Operand{Number: tt.number, Unit: tt.unit}) {
			if in.Unit == tt.as {
				got = in.Number
			}
		}
		if !sameNumber(got, tt.want) {
			t.Errorf("%s %s in %s: got %s, want %s", tt.number, tt.unit, tt.as, got, tt.want)
		}
	}
}

func sameNumber(a, b string) bool {
	x, okX := new(big.Rat).SetString(a)
	y, okY := new(big.Rat).SetString(b)
	return okX && okY && x.Cmp(y) == 0
}

// A difference of 5 °C is one of 5 K, not of 278.15 K.
func TestDeviationIsNotConverted(t *testing.T) {
	t.Parallel()
	c := Condition{Names: []string{"sDev"}}
	if got := c.Equivalents(Operand{Number: "5", Unit: "CEL"}); len(got) != 1 {
		t.Errorf("got %v, want its own unit alone", got)
	}
}

func TestUnitsAreNumbers(t *testing.T) {
	t.Parallel()
	for code, u := range units {
		factor, okFactor := new(big.Rat).SetString(u.factor)
		_, okOffset := new(big.Rat).SetString(u.offset)
		if !okFactor || !okOffset || factor.Sign() <= 0 || !isUnit(code) {
			t.Errorf("%s: got %+v, want a code, a factor above 0 and an offset", code, u)
		}
	}
}
