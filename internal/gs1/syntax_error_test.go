package gs1

import (
	"strings"
	"testing"
)

func TestSyntaxError(t *testing.T) {
	t.Parallel()
	for want, err := range map[string]error{
		"gs1: AI (17): no month 13": syntaxErrorf("17", "no month %d", 13),
		"gs1: want a host":          syntaxErrorf("", "want a host"),
	} {
		if got := err.Error(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestQuoted(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"A\x00":                       `"A\x00"`,
		"gốc":                         `"gốc"`,
		strings.Repeat("A", 40):       `"` + strings.Repeat("A", 40) + `"`,
		strings.Repeat("A", 41):       `"` + strings.Repeat("A", 40) + `"…`,
		"A" + strings.Repeat("ố", 20): `"A` + strings.Repeat("ố", 13) + `"…`, // no half character
	} {
		if got := quoted(in).String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
