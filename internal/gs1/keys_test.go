package gs1

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestCheckDigit(t *testing.T) {
	t.Parallel()
	for digits, want := range map[string]byte{
		"0952000000101":     '8',
		"952012345678":      '8',
		"95201234567891234": '5',
		"0000000":           '0',
		"":                  '0',
	} {
		if got := CheckDigit(digits); got != want {
			t.Errorf("CheckDigit(%q): got %c, want %c", digits, got, want)
		}
	}
}

func TestParseGTIN(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"09520000001018":  "",
		"09520000001019":  "check digit 9, want 8",
		"9520000001018":   "want 14 digits",
		"0952000000101A":  "want 14 digits",
		"٠٩٥٢٠٠٠":         "want 14 digits", // 14 bytes, no ASCII digit
		"00000000000000":  "all zeros",
		"":                "want 14 digits",
		"095200000010180": "want 14 digits",
	} {
		got, err := ParseGTIN(in)
		if want == "" && (err != nil || got.String() != in || got.IsZero()) {
			t.Errorf("%q: got %v, %v", in, got, err)
		}
		if want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: got %v, want %q", in, err, want)
		}
	}
}

func TestPadGTIN(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"02345673":       "00000002345673",
		"416000336108":   "00416000336108",
		"9520000001018":  "09520000001018",
		"09520000001018": "09520000001018",
		"952000000102":   "", // 12 digits with a wrong check digit
		"123456789":      "",
	} {
		if got, err := PadGTIN(in); got.String() != want || (err == nil) != (want != "") {
			t.Errorf("%q: got %v, %v, want %q", in, got, err, want)
		}
	}
}

func TestParseGLN(t *testing.T) {
	t.Parallel()
	if got, err := ParseGLN("9520123456788"); err != nil || got.String() != "9520123456788" {
		t.Errorf("got %v, %v", got, err)
	}
	for _, in := range []string{"9520123456789", "952012345678", ""} {
		if got, err := ParseGLN(in); err == nil {
			t.Errorf("%q: got %v, want an error", in, got)
		}
	}
}

func TestParseLotAndSerial(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"L260415-01":            "",
		"A/B(1)%":               "",
		"":                      "is empty",
		"Lô 1":                  "'ô' is not allowed",
		"A B":                   "' ' is not allowed",
		"A\x00":                 `'\x00' is not allowed`,
		"A#":                    "'#' is not allowed",
		"123456789012345678901": "21 characters, at most 20",
	} {
		_, lotErr := ParseLot(in)
		_, serialErr := ParseSerial(in)
		for name, err := range map[string]error{"lot": lotErr, "serial": serialErr} {
			if (err == nil) != (want == "") || err != nil && !strings.HasPrefix(err.Error(), name) || err != nil && !strings.Contains(err.Error(), want) {
				t.Errorf("%s %q: got %v, want %q", name, in, err, want)
			}
		}
	}
}

func TestGTINAsJSON(t *testing.T) {
	t.Parallel()
	var v struct{ GTIN GTIN }
	if err := json.Unmarshal([]byte(`{"GTIN":"09520000001018"}`), &v); err != nil {
		t.Fatal(err)
	}
	if got, err := json.Marshal(v); string(got) != `{"GTIN":"09520000001018"}` || err != nil {
		t.Errorf("got %s, %v", got, err)
	}
	if err := json.Unmarshal([]byte(`{"GTIN":"09520000001019"}`), &v); err == nil {
		t.Error("got no error for a wrong check digit")
	}
}
