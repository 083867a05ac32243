package epcis

import (
	"errors"
	"fmt"
	"strings"

	"temgoc/internal/gs1"
)

// Canonical is the one URI that all URIs of the same GS1 key share (CBV 2.0,
// section 8.9): the Digital Link on GS1's own host, with the finest level of
// identification only. EPC URNs and Digital Links of any host and stem become
// it; any other URI, and one that is wrong, stays as it is.
func Canonical(uri string) string {
	if canonical, err := canonicalize(uri); err == nil {
		return canonical
	}
	return uri
}

// errOtherURI tells of a URI that does not even try to name a GS1 key.
var errOtherURI = errors.New("not a URI of a GS1 key")

func canonicalize(uri string) (string, error) {
	if isCanonical(uri) {
		return uri, nil
	}
	id, err := parseKey(uri)
	if err != nil {
		return "", err
	}
	canonical := id.uri()
	if isCanonical(canonical) {
		return canonical, nil
	}
	if _, err := gs1.ParseURI(canonical); err != nil {
		return "", badKey(err)
	}
	return canonical, nil
}

// identity is a GS1 key, and the qualifier that narrows it; a zero qualifier is
// none.
type identity struct {
	key, qualifier gs1.Element
}

func parseKey(uri string) (identity, error) {
	switch {
	case strings.HasPrefix(uri, "urn:epc:"):
		return parseURN(uri)
	case strings.HasPrefix(uri, "http"):
		return parseLink(uri)
	}
	return identity{}, errOtherURI
}

// badKey says in a sentence what gs1 found.
func badKey(err error) error {
	var syntax *gs1.SyntaxError
	if errors.As(err, &syntax) && syntax.AI != "" {
		return fmt.Errorf("the GS1 key is wrong: AI (%s): %s", syntax.AI, syntax.Problem)
	}
	return fmt.Errorf("the GS1 key is wrong: %w", err)
}

func (id identity) uri() string {
	uri := gs1.CanonicalStem + "/" + id.key.AI + "/" + escape(id.key.Value)
	if id.qualifier.AI == "" {
		return uri
	}
	return uri + "/" + id.qualifier.AI + "/" + escape(id.qualifier.Value)
}

// unescapedHere are the sub-delimiters that the event hash wants bare, as the
// table of Digital Link 1.2, section 7, does not list them.
var unescapedHere = strings.NewReplacer("%27", "'", "%3B", ";", "%3D", "=")

func escape(value string) string {
	escaped := gs1.EscapePath(value)
	if len(escaped) == len(value) {
		return value
	}
	return unescapedHere.Replace(escaped)
}

// isCanonical knows at a glance the forms that most URIs have: a key of digits
// alone, or a GTIN with a lot or serial of plain characters. It may say no to
// others.
func isCanonical(uri string) bool {
	path, ok := strings.CutPrefix(uri, gs1.CanonicalStem+"/")
	if !ok {
		return false
	}
	ai, value, _ := strings.Cut(path, "/")
	switch ai {
	case "01":
		return len(value) >= 14 && endsInCheckDigit(value[:14]) && isPlainQualifier(value[14:])
	case "00":
		return len(value) == 18 && endsInCheckDigit(value)
	case "414", "417":
		return len(value) == 13 && endsInCheckDigit(value)
	}
	return false
}

func endsInCheckDigit(digits string) bool {
	last := len(digits) - 1
	return isDigits(digits) && gs1.CheckDigit(digits[:last]) == digits[last]
}

func isPlainQualifier(rest string) bool {
	if rest == "" {
		return true
	}
	const lead = len("/21/")
	if len(rest) <= lead || len(rest) > lead+20 {
		return false
	}
	return (rest[:lead] == "/21/" || rest[:lead] == "/10/") && isPlain(rest[lead:])
}

// isPlain tells whether all characters are ones of GS1's set 82 that no URI
// escapes.
func isPlain(value string) bool {
	for i := range len(value) {
		switch c := value[i]; {
		case '0' <= c && c <= '9', 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z':
		case c == '-', c == '.', c == '_':
		default:
			return false
		}
	}
	return true
}

// checkURI refuses what is no URI, and a URI of a GS1 key that is wrong in
// length, characters or check digit.
func checkURI(s string) error {
	if err := checkSyntax(s); err != nil {
		return err
	}
	if _, err := canonicalize(s); err != nil && !errors.Is(err, errOtherURI) {
		return err
	}
	return nil
}

// checkSyntax wants a scheme (RFC 3986, section 3.1) and something behind it.
// Letters beyond ASCII are let through: CBV allows IRIs.
func checkSyntax(s string) error {
	scheme, rest, found := strings.Cut(s, ":")
	if !found || !isScheme(scheme) || rest == "" {
		return errors.New("want a URI that begins with a scheme, such as https: or urn: before the rest")
	}
	for i := range len(rest) {
		if rest[i] <= ' ' || rest[i] == 0x7f {
			return errors.New("a URI has no spaces and no control characters")
		}
	}
	return nil
}

func isScheme(s string) bool {
	for i := range len(s) {
		switch c := s[i] | 0x20; {
		case 'a' <= c && c <= 'z':
		case i > 0 && strings.IndexByte("0123456789+-.", s[i]) >= 0:
		default:
			return false
		}
	}
	return s != ""
}
