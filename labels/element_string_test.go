package labels

import (
	"strings"
	"testing"
)

func TestReadableElements(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, gtin, lot, expiry string
		want                    string // written; empty for an error
	}{
		{"all", "09520000001018", "L260415-01", "270415", "(01)09520000001018(17)270415(10)L260415-01"},
		{"no expiry", "09520000001018", "A", "", "(01)09520000001018(10)A"},
		{"whole month", "09520000001018", "A", "270400", "(01)09520000001018(17)270400(10)A"},
		{"all characters", "09520000001018", `!"%&'()*+,-./:;<=>?_z`[:20], "", `(01)09520000001018(10)!"%&'()*+,-./:;<=>?_`},
		{"GTIN-13", "9520000001018", "A", "", ""},
		{"letter in the GTIN", "0952000000101O", "A", "", ""},
		{"FNC1 in the GTIN", "0952000000101\xe8", "A", "", ""},
		{"no lot", "09520000001018", "", "", ""},
		{"long lot", "09520000001018", strings.Repeat("A", 21), "", ""},
		{"space in the lot", "09520000001018", "A B", "", ""},
		{"separator in the lot", "09520000001018", "A\x1d", "", ""},
		{"FNC1 of Code 128 in the lot", "09520000001018", "Añ", "", ""},
		{"FNC1 of Data Matrix in the lot", "09520000001018", "A\xe8", "", ""},
		{"no such day", "09520000001018", "A", "270431", ""},
		{"no such month", "09520000001018", "A", "271300", ""},
		{"no day", "09520000001018", "A", "2704", ""},
		{"two zeros", "09520000001018", "A", "00", ""},
	} {
		elements, err := Carton{GTIN: tt.gtin, Lot: tt.lot, Expiry: tt.expiry}.elements()
		if got := readable(elements); got != tt.want || (err != nil) != (tt.want == "") {
			t.Errorf("%s: got %q, error %v, want %q", tt.name, got, err, tt.want)
		}
	}
}
