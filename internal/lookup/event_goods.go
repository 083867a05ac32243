package lookup

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"temgoc/internal/epcis"
)

// count is how often a list names a lot, and how much of it.
type count struct {
	named   int
	first   string // of what was named, canonical
	amounts []Amount
}

func (c count) any() bool { return c.named > 0 }

// maxAmounts of one step that are told.
const maxAmounts = 4

// counted counts a lot and its units; of the empty lot, everything.
func counted(epcs []string, goods []epcis.Quantity, lot string) (c count) {
	units := 0
	for _, epc := range epcs {
		if c.names(epc, lot) {
			units++
		}
	}
	if units > 0 {
		c.amounts = append(c.amounts, Amount{Number: strconv.Itoa(units)})
	}
	for _, q := range goods {
		if c.names(q.Class, lot) && q.Amount != "" && len(c.amounts) < maxAmounts {
			c.amounts = append(c.amounts, Amount{q.Amount, q.UoM})
		}
	}
	return c
}

func (c *count) names(epc, lot string) bool {
	key := epcis.Canonical(epc)
	if lot != "" && key != lot && !isUnitOf(key, lot) {
		return false
	}
	if c.named++; c.first == "" {
		c.first = key
	}
	return true
}

// isUnitOf: the code of a unit does not tell its lot, but units of the product
// in an event that is of the lot are its own.
func isUnitOf(key, lot string) bool {
	gtin, _, unit := epcis.Unit(key)
	of, _, _ := epcis.Lot(lot)
	return unit && gtin == of
}

// goodsOf names goods by their canonical URI alone. A parcel under a UUID has
// no name that would tell anybody anything.
func goodsOf(key string) Goods {
	if strings.HasPrefix(key, "urn:uuid:") {
		return Goods{}
	}
	if gtin, lot, ok := epcis.Lot(key); ok {
		return Goods{GTIN: gtin.String(), Lot: lot.String()}
	}
	if gtin, serial, ok := epcis.Unit(key); ok {
		return Goods{GTIN: gtin.String(), Code: serial.String()}
	}
	if sscc, ok := strings.CutPrefix(key, ssccStem); ok {
		return Goods{Code: "SSCC " + sscc}
	}
	if rest, ok := strings.CutPrefix(key, materialStem); ok {
		return materialGoods(rest)
	}
	return Goods{Code: tidy(key)}
}

const (
	ssccStem     = "https://id.gs1.org/00/"
	materialStem = epcis.Namespace + "material/"
)

// materialGoods reads the rest of the diary's name for goods without a GTIN:
// organisation, name and lot.
func materialGoods(rest string) Goods {
	var parts [3]string
	for i, part := range strings.SplitN(rest, "/", len(parts)) {
		parts[i], _ = url.PathUnescape(part) // what is badly escaped has no name
	}
	return Goods{NameVI: capital(tidy(parts[1])), Lot: tidy(parts[2])}
}

// capital begins a name that its URI has in small letters.
func capital(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	if size == 0 {
		return name
	}
	return string(unicode.ToUpper(first)) + name[size:]
}

// receiverOf is who the goods went to, by the first code that the event has.
func receiverOf(e epcis.Event) string {
	if len(e.Receivers) == 0 {
		return ""
	}
	return e.Receivers[0].ID
}

// glnOf a place or party; empty for those that are known in any other way.
func glnOf(uri string) string {
	gln, ok := epcis.GLNOf(epcis.Canonical(uri))
	if !ok {
		return ""
	}
	return gln.String()
}

// textOf an extension of our own namespace; lists are joined.
func textOf(e epcis.Event, local string) string {
	i := slices.IndexFunc(e.Extensions, func(f epcis.Field) bool {
		return f.Space == epcis.Namespace && f.Local == local
	})
	if i < 0 {
		return ""
	}
	v := e.Extensions[i].Value
	if v.Kind != epcis.Array {
		return tidy(v.Text)
	}
	parts := make([]string, len(v.Items()))
	for i, item := range v.Items() {
		parts[i] = tidy(item.Text)
	}
	return strings.Join(parts, ", ")
}

// maxText bounds what one field of an event may put on a page, in bytes.
const maxText = 2000

// tidy is one line of a foreign text, without what could hide or turn around
// the text beside it.
func tidy(s string) string {
	if len(s) > maxText {
		s = strings.ToValidUTF8(s[:maxText], "")
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
