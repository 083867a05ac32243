package catalog

import (
	"errors"
	"strings"
	"testing"

	"temgoc/internal/pg/pgtest"
)

func TestOwnGTIN(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		prefix string
		item   int64
		want   string
	}{
		{"952", 1, "09520000000011"},
		{"9529999", 12345, "09529999123459"},
		{"29", 9999999999, "02999999999991"},
		{"952", 999999999, "09529999999993"},
		{"95299999999", 9, "09529999999993"},
	} {
		got, err := ownGTIN(tt.prefix, tt.item)
		if err != nil || got.String() != tt.want {
			t.Errorf("ownGTIN(%q, %d): got %v, %v, want %s", tt.prefix, tt.item, got, err, tt.want)
		}
	}
}

func TestOwnGTINUsedUp(t *testing.T) {
	t.Parallel()
	for prefix, item := range map[string]int64{"952": 1_000_000_000, "95299999999": 10, "952999999999": 1, "9529999999999": 1} {
		if got, err := ownGTIN(prefix, item); !errors.Is(err, errPrefixUsedUp) {
			t.Errorf("ownGTIN(%q, %d): got %v, %v, want %v", prefix, item, got, err, errPrefixUsedUp)
		}
	}
}

func TestProductsGetOwnNumbers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	first, second := w.newProduct(t).GTIN, w.newProduct(t).GTIN
	if first == second || !strings.HasPrefix(first.String(), "0"+prefix) {
		t.Errorf("got %s and %s, want two numbers under %s", first, second, prefix)
	}
}
