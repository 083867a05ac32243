package labels

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// element is a value under its application identifier (GS1 General
// Specifications, section 3).
type element struct{ ai, value string }

// elements of the goods in a carton. The lot has no set length: last, it needs
// no separator behind it.
func (c Carton) elements() ([]element, error) {
	if len(c.GTIN) != 14 || strings.Trim(c.GTIN, "0123456789") != "" {
		return nil, fmt.Errorf("GTIN %q: want 14 digits", c.GTIN)
	}
	if n := len(c.Lot); n < 1 || n > 20 {
		return nil, fmt.Errorf("lot %q: %d characters, want 1 to 20", c.Lot, n)
	}
	if i := strings.IndexFunc(c.Lot, outsideSet82); i >= 0 {
		return nil, fmt.Errorf("lot %q: the character at byte %d is not one that GS1 barcodes hold", c.Lot, i)
	}
	elements := []element{{"01", c.GTIN}}
	if c.Expiry != "" {
		if err := checkDay(c.Expiry); err != nil {
			return nil, fmt.Errorf("expiry %q: %w", c.Expiry, err)
		}
		elements = append(elements, element{"17", c.Expiry})
	}
	return append(elements, element{"10", c.Lot}), nil
}

// outsideSet82 tells what is not in the character set of most values (GS1
// General Specifications, figure 7.11-1).
func outsideSet82(r rune) bool {
	return r <= ' ' || r > 'z' || strings.ContainsRune("#$@[\\]^`", r)
}

// checkDay is for YYMMDD, where the day 00 stands for the last of the month.
func checkDay(s string) error {
	if day, ok := strings.CutSuffix(s, "00"); ok && len(s) == 6 {
		s = day + "01"
	}
	if _, err := time.Parse("060102", s); err != nil {
		return errors.New("want a day as YYMMDD")
	}
	return nil
}

// elementString is what a barcode says, behind its FNC1.
func elementString(elements []element) string {
	var b strings.Builder
	for _, e := range elements {
		b.WriteString(e.ai + e.value)
	}
	return b.String()
}

// readable is how people read it, under the barcode (GS1 General
// Specifications, 4.14).
func readable(elements []element) string {
	var b strings.Builder
	for _, e := range elements {
		b.WriteString("(" + e.ai + ")" + e.value)
	}
	return b.String()
}
