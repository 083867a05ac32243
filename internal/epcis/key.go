package epcis

import (
	"strings"

	"temgoc/internal/gs1"
)

const gtinStem = gs1.CanonicalStem + "/01/"

// LotURI is the canonical URI of the goods of one lot.
func LotURI(gtin gs1.GTIN, lot gs1.Lot) string {
	return gtinStem + gtin.String() + "/10/" + escape(lot.String())
}

// UnitURI is the canonical URI of one unit of goods.
func UnitURI(gtin gs1.GTIN, serial gs1.Serial) string {
	return gtinStem + gtin.String() + "/21/" + escape(serial.String())
}

// PlaceURI is the canonical URI of a place.
func PlaceURI(gln gs1.GLN) string { return gs1.CanonicalStem + "/414/" + gln.String() }

// PartyURI is the canonical URI of an organisation.
func PartyURI(gln gs1.GLN) string { return gs1.CanonicalStem + "/417/" + gln.String() }

// Lot is what LotURI was made of.
func Lot(canonical string) (gs1.GTIN, gs1.Lot, bool) {
	return cutQualifier(canonical, "/10/", gs1.ParseLot)
}

// Unit is what UnitURI was made of.
func Unit(canonical string) (gs1.GTIN, gs1.Serial, bool) {
	return cutQualifier(canonical, "/21/", gs1.ParseSerial)
}

func cutQualifier[T any](canonical, qualifier string, parse func(string) (T, error)) (gs1.GTIN, T, bool) {
	gtin, rest, _ := cutGTIN(canonical)
	value, ok := strings.CutPrefix(rest, qualifier)
	parsed, err := parse(gs1.UnescapePath(value))
	if !ok || err != nil {
		var none T
		return gs1.GTIN{}, none, false
	}
	return gtin, parsed, true
}

// GTINOf is the GTIN of a class, lot or unit of goods by its canonical URI.
func GTINOf(canonical string) (gs1.GTIN, bool) {
	gtin, _, ok := cutGTIN(canonical)
	return gtin, ok
}

// cutGTIN divides a canonical URI behind its GTIN.
func cutGTIN(canonical string) (gtin gs1.GTIN, rest string, ok bool) {
	rest, ok = strings.CutPrefix(canonical, gtinStem)
	if !ok || len(rest) < 14 {
		return gs1.GTIN{}, "", false
	}
	gtin, err := gs1.ParseGTIN(rest[:14])
	if err != nil || len(rest) > 14 && rest[14] != '/' {
		return gs1.GTIN{}, "", false
	}
	return gtin, rest[14:], true
}

// GLNOf is the GLN of a place, with or without an extension, or of a party by
// its canonical URI.
func GLNOf(canonical string) (gs1.GLN, bool) {
	value, ok := strings.CutPrefix(canonical, gs1.CanonicalStem+"/414/")
	if !ok {
		value, ok = strings.CutPrefix(canonical, gs1.CanonicalStem+"/417/")
	}
	digits, _, _ := strings.Cut(value, "/")
	gln, err := gs1.ParseGLN(digits)
	return gln, ok && err == nil
}
