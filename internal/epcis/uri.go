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
	return id.uri(), id.check()
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

// check holds the key and its qualifier to the rules of gs1.
func (id identity) check() error {
	if id.isPlain() {
		return nil
	}
	if _, err := gs1.ParseURI(id.uri()); err != nil {
		return badKey(err)
	}
	return nil
}

// isCanonical knows at a glance most of the URIs that Canonical returns. It may
// say no to others.
func isCanonical(uri string) bool {
	path, ok := strings.CutPrefix(uri, gs1.CanonicalStem+"/")
	if !ok {
		return false
	}
	var id identity
	var qualified bool
	id.key.AI, path, _ = strings.Cut(path, "/")
	id.key.Value, path, qualified = strings.Cut(path, "/")
	id.qualifier.AI, id.qualifier.Value, _ = strings.Cut(path, "/")
	return id.isPlain() && qualified == (id.qualifier.AI != "")
}

// isPlain knows at a glance that most are right: a key of digits alone, or a
// GTIN with a lot or serial of plain characters. It may say no to others.
func (id identity) isPlain() bool {
	switch key := id.key.Value; id.key.AI {
	case "01":
		return len(key) == 14 && endsInCheckDigit(key) && isPlainQualifier(id.qualifier)
	case "00":
		return len(key) == 18 && endsInCheckDigit(key) && id.qualifier.AI == ""
	case "414", "417":
		return len(key) == 13 && endsInCheckDigit(key) && id.qualifier.AI == ""
	}
	return false
}

func endsInCheckDigit(digits string) bool {
	last := len(digits) - 1
	return isDigits(digits) && gs1.CheckDigit(digits[:last]) == digits[last]
}

func isPlainQualifier(q gs1.Element) bool {
	switch q.AI {
	case "":
		return true
	case "10", "21":
		return 1 <= len(q.Value) && len(q.Value) <= 20 && isPlain(q.Value)
	}
	return false
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
	if isCanonical(s) {
		return nil
	}
	if err := checkSyntax(s); err != nil {
		return err
	}
	id, err := parseKey(s)
	switch {
	case errors.Is(err, errOtherURI):
		return nil
	case err != nil:
		return err
	}
	return id.check()
}

// checkSyntax wants a scheme (RFC 3986, section 3.1) and something behind it.
// Letters beyond ASCII are let through: CBV allows IRIs.
func checkSyntax(s string) error {
	scheme, rest, found := strings.Cut(s, ":")
	if !found || !isScheme(scheme) || rest == "" {
		return errors.New("want a URI that begins with a scheme, such as https: or urn: before the rest")
	}
	for i := range len(rest) {
		switch rest[i] {
		case '"', '<', '>', '\\', '^', '`', '{', '|', '}', 0x7f:
			return fmt.Errorf("a URI has no %q; write it as %%%02X", rest[i], rest[i])
		}
		if rest[i] <= ' ' {
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
