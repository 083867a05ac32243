package catalog

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"temgoc/internal/gs1"
	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// readGTIN takes the number that a product has already: 8, 12, 13 or 14 digits.
// Empty is the zero GTIN: the service gives one, if it has a prefix to give
// from. Numbers under that prefix are only given, never brought.
func readGTIN(bad *input.Errors, s, internalPrefix string) gs1.GTIN {
	s = strings.TrimSpace(s)
	if s == "" {
		if internalPrefix == "" {
			bad.Add("gtin", "gtin.empty")
		}
		return gs1.GTIN{}
	}
	g, err := gs1.PadGTIN(s)
	switch {
	case !gtinLength(s):
		bad.Add("gtin", "gtin.length")
	case err != nil:
		bad.Add("gtin", "gtin.check_digit")
	case reserved(g, internalPrefix):
		bad.Add("gtin", "gtin.reserved")
	}
	return g
}

func gtinLength(s string) bool {
	digits := strings.Trim(s, "0123456789") == ""
	return digits && (len(s) == 8 || 12 <= len(s) && len(s) <= 14)
}

var errPrefixUsedUp = errors.New("no item numbers left under the internal prefix")

// ownGTIN is a GTIN-13 of the prefix and an item number, in its 14-digit form.
func ownGTIN(prefix string, item int64) (gs1.GTIN, error) {
	width := 12 - len(prefix)
	digits := fmt.Sprintf("0%s%0*d", prefix, max(width, 0), item)
	if len(digits) != 13 {
		return gs1.GTIN{}, fmt.Errorf("item %d under prefix %q: %w", item, prefix, errPrefixUsedUp)
	}
	return gs1.ParseGTIN(digits + string(gs1.CheckDigit(digits)))
}

// nextGTIN takes the next item number. One that is taken and not used after
// all leaves a gap, which harms nobody.
func nextGTIN(ctx context.Context, db pg.DB, prefix string) (gs1.GTIN, error) {
	var item int64
	err := db.QueryRow(ctx, `select nextval('internal_gtin_item')`).Scan(&item)
	if err != nil {
		return gs1.GTIN{}, fmt.Errorf("take an item number: %w", err)
	}
	return ownGTIN(prefix, item)
}
