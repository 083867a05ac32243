// Package gs1 reads and writes what GS1 prints into barcodes: GS1 Digital Link
// URIs (URI Syntax 1.6) and element strings, by the Syntax Dictionary's table of
// application identifiers (AI).
//
//   - What a parser returns is valid in full: known identifiers, in a link each
//     once, with the right characters, lengths and check digits, in a permitted
//     order and company.
//   - Parsers never repair: bad escapes, bad case, missing zeros are errors, and
//     errors are *SyntaxError, which names the identifier and the problem.
//   - Reading takes time linear in the input, whatever the input is.
//   - Formatting what was parsed and parsing that again gives the same value.
package gs1

import (
	"fmt"
	"strings"
)

// GTIN is a Global Trade Item Number of 14 digits with a right check digit,
// AI (01). Only ParseGTIN and PadGTIN make one.
type GTIN struct{ s string }

// ParseGTIN wants exactly 14 digits, as Digital Links have since URI Syntax
// 1.4. All zeros is refused: it names nothing.
func ParseGTIN(s string) (GTIN, error) {
	if err := checkKey("gtin", s, 14); err != nil {
		return GTIN{}, err
	}
	if s == "00000000000000" {
		return GTIN{}, fmt.Errorf("gtin %q: all zeros names nothing", s)
	}
	return GTIN{s}, nil
}

// PadGTIN takes what people have on their packs: 8, 12, 13 or 14 digits.
func PadGTIN(s string) (GTIN, error) {
	switch len(s) {
	case 8, 12, 13, 14:
		return ParseGTIN(strings.Repeat("0", 14-len(s)) + s)
	}
	return GTIN{}, fmt.Errorf("gtin %q: want 8, 12, 13 or 14 digits", s)
}

func (g GTIN) String() string               { return g.s }
func (g GTIN) IsZero() bool                 { return g.s == "" }
func (g GTIN) MarshalText() ([]byte, error) { return []byte(g.s), nil }

func (g *GTIN) UnmarshalText(b []byte) (err error) {
	*g, err = ParseGTIN(string(b))
	return err
}

// GLN is a Global Location Number of 13 digits, AI (414) for a place.
type GLN struct{ s string }

func ParseGLN(s string) (GLN, error) {
	if err := checkKey("gln", s, 13); err != nil {
		return GLN{}, err
	}
	return GLN{s}, nil
}

func (g GLN) String() string { return g.s }

// Lot is a batch or lot number, AI (10): 1 to 20 characters of CSET 82.
type Lot struct{ s string }

func ParseLot(s string) (Lot, error) {
	if err := checkText("lot", s); err != nil {
		return Lot{}, err
	}
	return Lot{s}, nil
}

func (l Lot) String() string               { return l.s }
func (l Lot) MarshalText() ([]byte, error) { return []byte(l.s), nil }

func (l *Lot) UnmarshalText(b []byte) (err error) {
	*l, err = ParseLot(string(b))
	return err
}

// Serial is a serial number, AI (21): 1 to 20 characters of CSET 82.
type Serial struct{ s string }

func ParseSerial(s string) (Serial, error) {
	if err := checkText("serial", s); err != nil {
		return Serial{}, err
	}
	return Serial{s}, nil
}

func (s Serial) String() string { return s.s }

// checkText wants 1 to 20 characters of CSET 82.
func checkText(name, s string) error {
	if s == "" {
		return fmt.Errorf("%s is empty", name)
	}
	if i := cset82.stray(s); i >= 0 {
		return fmt.Errorf("%s %s: character %q is not allowed; use letters without accents, digits and - . / _",
			name, quoted(s), firstRune(s[i:]))
	}
	if len(s) > 20 {
		return fmt.Errorf("%s %s: %d characters, at most 20", name, quoted(s), len(s))
	}
	return nil
}
