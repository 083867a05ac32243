package recall

import (
	"math/big"
	"strings"
)

// amount is a sum of decimals as they were written; its zero value is of none.
type amount struct{ sum *big.Rat }

// Bounds of what is summed, in bytes: beyond is no quantity of goods, and a
// number with a longer exponent can take gigabytes.
const (
	maxDecimal  = 40
	maxExponent = 3
)

// add takes no notice of what is no decimal.
func (a *amount) add(decimal string) {
	_, exponent, _ := strings.Cut(strings.ToLower(decimal), "e")
	if len(decimal) > maxDecimal || len(exponent) > maxExponent || strings.Contains(decimal, "/") {
		return
	}
	n, ok := new(big.Rat).SetString(decimal)
	if !ok {
		return
	}
	if a.sum == nil {
		a.sum = new(big.Rat)
	}
	a.sum.Add(a.sum, n)
}

// String is empty for a sum of nothing.
func (a amount) String() string {
	if a.sum == nil {
		return ""
	}
	digits, _ := a.sum.FloatPrec() // exact, for decimals are
	return a.sum.FloatString(digits)
}
