package gs1

import (
	"strings"
	"testing"
)

func TestLookup(t *testing.T) {
	t.Parallel()
	for ai, title := range map[string]string{
		"01":    "GTIN",
		"3103":  "NET WEIGHT (kg)",
		"99":    "INTERNAL",
		"8030":  "DIGSIG",
		"":      "",
		"1":     "",
		"001":   "", // the number of 01, but not its code
		"0001":  "",
		"3106":  "", // behind the end of its family
		"89":    "",
		"12345": "",
		"0x":    "",
		"٠١":    "", // Arabic digits
	} {
		if got := Title(ai); got != title {
			t.Errorf("Title(%q): got %q, want %q", ai, got, title)
		}
	}
}

// TestIdentifiersArePrefixFree: reading element strings and naming families by
// prefix both rest on it.
func TestIdentifiersArePrefixFree(t *testing.T) {
	t.Parallel()
	for i, a := range identifiers {
		for j, b := range identifiers {
			if i != j && strings.HasPrefix(b.first, a.first) {
				t.Errorf("%s begins with %s", b.first, a.first)
			}
		}
		if lookup(a.first) != &identifiers[i] || lookup(a.last) != &identifiers[i] {
			t.Errorf("%s to %s are not found", a.first, a.last)
		}
	}
}

// TestAssociationsExist: what the table names is in the table.
func TestAssociationsExist(t *testing.T) {
	t.Parallel()
	exists := func(prefix string) bool {
		for _, id := range identifiers {
			if strings.HasPrefix(id.first, prefix) {
				return true
			}
		}
		return false
	}
	for _, id := range identifiers {
		named := append([]string{}, id.excludes...)
		for _, required := range id.requires {
			for _, alternative := range required {
				named = append(named, alternative...)
			}
		}
		for _, sequence := range id.qualifiers {
			named = append(named, sequence...)
		}
		for _, prefix := range named {
			if !exists(prefix) {
				t.Errorf("AI (%s) names %s, which is no identifier", id.first, prefix)
			}
		}
	}
}
