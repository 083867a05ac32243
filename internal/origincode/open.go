package origincode

import (
	"fmt"
	"strings"

	"temgoc/internal/gs1"
)

// Open checks a code from its escaped path and raw query, as they came. What it
// returns with an error still holds the GTIN if the text names one, so that a
// page can say which product it is not.
func (r *Ring) Open(escapedPath, rawQuery string) (Code, error) {
	link, err := gs1.ParsePath(escapedPath, rawQuery)
	if err != nil {
		return Code{}, fmt.Errorf("%w: %w", ErrSyntax, err)
	}
	c, err := shape(link)
	if err != nil {
		return c, err
	}
	if !canonical(c, escapedPath, rawQuery) {
		return c, fmt.Errorf("%w: not in its one spelling", ErrForged)
	}
	return r.check(c)
}

// shape reads which of the three kinds a link may be; nothing is checked yet
// but lengths.
func shape(link gs1.Link) (Code, error) {
	var c Code
	if len(link.Path) == 0 || link.Path[0].AI != "01" {
		return c, ErrShape
	}
	gtin, err := gs1.ParseGTIN(link.Path[0].Value)
	if err != nil {
		return c, fmt.Errorf("%w: %w", ErrSyntax, err)
	}
	c.GTIN = gtin
	if len(link.Path) != 2 {
		return c, ErrShape
	}
	sig, err := signatureOf(link)
	if err != nil {
		return c, err
	}
	switch second := link.Path[1]; second.AI {
	case "21":
		return unitShape(c, second.Value, sig, link.Attrs)
	case "10":
		return batchShape(c, second.Value, sig, link.Attrs)
	}
	return c, ErrShape
}

func unitShape(c Code, serial, sig string, attrs []gs1.Element) (Code, error) {
	c.Serial, c.Sig = serial, sig
	switch {
	case !inAlphabet(serial):
		if _, ok := TypedSerial(serial); ok {
			return c, fmt.Errorf("%w: not in its one spelling", ErrForged)
		}
		return c, ErrShape
	case len(serial) == CompactLength && sig == "":
		c.Kind = Compact
		c.KID = KID(values[serial[0]])
	case len(serial) == SealedLength && sig != "":
		c.Kind = Sealed
		c.KID = KID(values[sig[0]])
	case len(serial) == SealedLength:
		return c, ErrUnsigned
	default:
		return c, ErrShape
	}
	if len(attrs) > 0 {
		return c, ErrForged
	}
	return c, nil
}

func batchShape(c Code, lot, sig string, attrs []gs1.Element) (Code, error) {
	if sig == "" {
		return c, ErrShape
	}
	l, err := gs1.ParseLot(lot)
	if err != nil {
		return c, fmt.Errorf("%w: %w", ErrSyntax, err)
	}
	if !signable(l) {
		return c, ErrShape
	}
	c.Kind, c.Lot, c.Sig, c.KID = Batch, l, sig, KID(values[sig[0]])
	for _, a := range attrs {
		if a.AI != "17" {
			return c, ErrForged // an element that we never sign
		}
		c.Expiry = a.Value
	}
	return c, nil
}

// signatureOf is the one value of s, of the right length and alphabet, or
// empty if there is none.
func signatureOf(link gs1.Link) (string, error) {
	sig, seen := "", false
	for _, p := range link.Params {
		if p.Key != "s" {
			continue
		}
		if seen {
			return "", fmt.Errorf("%w: two signatures", ErrForged)
		}
		sig, seen = p.Value, true
	}
	if !seen {
		return "", nil
	}
	if len(sig) != sigLength {
		return "", fmt.Errorf("%w: signature of %d characters", ErrForged, len(sig))
	}
	if !inAlphabet(sig) {
		return "", fmt.Errorf("%w: signature is not in the alphabet", ErrForged)
	}
	return sig, nil
}

// canonical tells whether the text is the one spelling of c, other parameters
// than elements and s (a language, a tracker's) left out.
func canonical(c Code, escapedPath, rawQuery string) bool {
	path, query, _ := strings.Cut(c.Path(), "?")
	return path == escapedPath && query == ownQuery(rawQuery)
}

// ownQuery keeps the pairs whose key is numeric or s, as they were written.
func ownQuery(rawQuery string) string {
	if rawQuery == "" {
		return ""
	}
	var kept []string
	for pair := range strings.SplitSeq(rawQuery, "&") {
		key, _, _ := strings.Cut(pair, "=")
		if key == "s" || key != "" && strings.Trim(key, "0123456789") == "" {
			kept = append(kept, pair)
		}
	}
	return strings.Join(kept, "&")
}

// check proves c by its key.
func (r *Ring) check(c Code) (Code, error) {
	k, err := r.find(c.KID)
	if err != nil {
		return c, err
	}
	switch c.Kind {
	case Compact:
		s := k.sealers.Get().(*Sealer)
		batch, unit, ok := s.openCompact(c.GTIN, c.Serial)
		k.sealers.Put(s)
		if !ok {
			return c, ErrForged
		}
		c.Batch, c.Unit = batch, unit
		return c, nil
	case Sealed:
		_, n, ok := chars(c.Serial)
		if !ok || n>>numberBits != 0 || !k.verify(c) {
			return c, ErrForged
		}
		c.Batch, c.Unit = splitNumber(n)
		return c, nil
	}
	if !k.verify(c) {
		return c, ErrForged
	}
	return c, nil
}
