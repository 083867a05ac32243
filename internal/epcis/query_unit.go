package epcis

import (
	"maps"
	"math/big"
	"slices"
)

// unit of UN/ECE Recommendation 20: an amount times factor plus offset is the
// same in the first unit of its kind.
type unit struct {
	kind           string
	factor, offset string // decimals or fractions
}

// units are those that food, its packing and its journey are measured in.
var units = map[string]unit{
	"KGM": {"mass", "1", "0"},
	"GRM": {"mass", "1/1000", "0"},
	"MGM": {"mass", "1/1000000", "0"},
	"MC":  {"mass", "1/1000000000", "0"},
	"HGM": {"mass", "1/10", "0"},
	"DTN": {"mass", "100", "0"},
	"TNE": {"mass", "1000", "0"},
	"LBR": {"mass", "0.45359237", "0"},
	"ONZ": {"mass", "0.028349523125", "0"},

	"LTR": {"volume", "1", "0"},
	"MLT": {"volume", "1/1000", "0"},
	"CLT": {"volume", "1/100", "0"},
	"DLT": {"volume", "1/10", "0"},
	"HLT": {"volume", "100", "0"},
	"MTQ": {"volume", "1000", "0"},
	"CMQ": {"volume", "1/1000", "0"},
	"DMQ": {"volume", "1", "0"},

	"MTR": {"length", "1", "0"},
	"MMT": {"length", "1/1000", "0"},
	"CMT": {"length", "1/100", "0"},
	"DMT": {"length", "1/10", "0"},
	"KMT": {"length", "1000", "0"},
	"INH": {"length", "0.0254", "0"},
	"FOT": {"length", "0.3048", "0"},

	"KEL": {"temperature", "1", "0"},
	"CEL": {"temperature", "1", "273.15"},
	"FAH": {"temperature", "5/9", "45967/180"},

	"PAL": {"pressure", "1", "0"},
	"A97": {"pressure", "100", "0"},
	"KPA": {"pressure", "1000", "0"},
	"MPA": {"pressure", "1000000", "0"},
	"BAR": {"pressure", "100000", "0"},
	"MBR": {"pressure", "100", "0"},
	"ATM": {"pressure", "101325", "0"},

	"SEC": {"time", "1", "0"},
	"C26": {"time", "1/1000", "0"},
	"MIN": {"time", "60", "0"},
	"HUR": {"time", "3600", "0"},
	"DAY": {"time", "86400", "0"},

	"P1": {"share", "1", "0"},
	"59": {"share", "1/10000", "0"}, // parts per million
}

// InUnit is a number in another unit.
type InUnit struct {
	Number string
	Unit   string
}

// decimals that a converted number is rounded to: beyond what sensors and scales
// tell, and enough to be equal where it was equal.
const decimals = 12

// Equivalents are all the ways to give the amount of o: in its own unit, as it
// was written, and in those that it can be converted to. The condition holds in
// whichever of them an event has measured. A deviation is no point on a scale
// and is not converted.
func (c Condition) Equivalents(o Operand) []InUnit {
	all := []InUnit{{o.Number, o.Unit}}
	from, known := units[o.Unit]
	amount, ok := new(big.Rat).SetString(o.Number)
	if !known || !ok || slices.Contains(c.Names, "sDev") {
		return all
	}
	base := from.toBase(amount)
	for _, code := range slices.Sorted(maps.Keys(units)) {
		if to := units[code]; to.kind == from.kind && code != o.Unit {
			all = append(all, InUnit{to.fromBase(base).FloatString(decimals), code})
		}
	}
	return all
}

func (u unit) toBase(amount *big.Rat) *big.Rat {
	scaled := new(big.Rat).Mul(amount, rational(u.factor))
	return scaled.Add(scaled, rational(u.offset))
}

func (u unit) fromBase(base *big.Rat) *big.Rat {
	shifted := new(big.Rat).Sub(base, rational(u.offset))
	return shifted.Quo(shifted, rational(u.factor))
}

// rational reads a number of the table, which are all right: a test says so.
func rational(s string) *big.Rat {
	r, _ := new(big.Rat).SetString(s)
	return r
}
