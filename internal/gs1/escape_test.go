package gs1

import (
	"net/url"
	"testing"
)

func TestEscape(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ value, path, query string }{
		{"L260415-01", "L260415-01", "L260415-01"},
		{"A/B", "A%2FB", "A%2FB"},
		{"50% +1 ~", "50%25%20%2B1%20~", "50%25+%2B1+~"},
		{"Tem gốc", "Tem%20g%E1%BB%91c", "Tem+g%E1%BB%91c"},
		{"", "", ""},
	} {
		if got := EscapePath(tt.value); got != tt.path {
			t.Errorf("EscapePath(%q): got %q, want %q", tt.value, got, tt.path)
		}
		if got := EscapeQuery(tt.value); got != tt.query {
			t.Errorf("EscapeQuery(%q): got %q, want %q", tt.value, got, tt.query)
		}
	}
}

// TestEscapeEveryByte compares with the standard library, which leaves more
// characters alone in paths.
func TestEscapeEveryByte(t *testing.T) {
	t.Parallel()
	for b := range 256 {
		value := "a" + string([]byte{byte(b)}) + "z"
		if got, err := url.PathUnescape(EscapePath(value)); got != value || err != nil {
			t.Errorf("path: %q became %q, %v", value, got, err)
		}
		if got, want := EscapeQuery(value), url.QueryEscape(value); got != want {
			t.Errorf("query: got %q, want %q", got, want)
		}
		if got := UnescapePath(EscapePath(value)); got != value {
			t.Errorf("path: %q became %q", value, got)
		}
		if got := UnescapeQuery(EscapeQuery(value)); got != value {
			t.Errorf("query: %q became %q", value, got)
		}
	}
}

func TestUnescapeLeavesMalformedAlone(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"%", "A%2", "%4g", "%G4", "%%", "100%"} {
		if got := UnescapePath(s); got != s {
			t.Errorf("got %q, want %q", got, s)
		}
	}
	if got, want := UnescapeQuery("%2B+%"), "+ %"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
