package gs1

import "strings"

// ParseURI parses a Digital Link URI: http or https, any host, any stem before
// the primary key. A fragment is ignored.
func ParseURI(uri string) (Link, error) {
	if err := checkURICharacters(uri); err != nil {
		return Link{}, err
	}
	origin, rest, err := cutOrigin(uri)
	if err != nil {
		return Link{}, err
	}
	rest, _, _ = strings.Cut(rest, "#")
	path, query, _ := strings.Cut(rest, "?")
	link, prefix, err := parse(path, query)
	if err != nil {
		return Link{}, err
	}
	link.Stem = strings.ToLower(origin) + prefix
	return link, nil
}

// ParsePath parses the path and the query of a request, as they came: still
// escaped. The path must begin with the primary key, there is no stem.
func ParsePath(escapedPath, rawQuery string) (Link, error) {
	if err := checkURICharacters(escapedPath); err != nil {
		return Link{}, err
	}
	if err := checkURICharacters(rawQuery); err != nil {
		return Link{}, err
	}
	if strings.ContainsAny(escapedPath, "?#") || strings.Contains(rawQuery, "#") {
		return Link{}, syntaxErrorf("", "a ? or # must be escaped")
	}
	link, prefix, err := parse(escapedPath, rawQuery)
	if err != nil {
		return Link{}, err
	}
	if prefix != "" {
		return Link{}, syntaxErrorf("", "the path does not begin with its primary key but with %s", quoted(prefix))
	}
	return link, nil
}

func checkURICharacters(s string) error {
	if i := uriLegal.stray(s); i >= 0 {
		return syntaxErrorf("", "character %q is not allowed in a URI", firstRune(s[i:]))
	}
	return nil
}

// cutOrigin cuts scheme and host off. The host's characters are checked, its
// form is left to those who resolve it.
func cutOrigin(uri string) (origin, rest string, err error) {
	scheme, afterScheme, _ := strings.Cut(uri, "://")
	switch scheme {
	case "https", "http", "HTTPS", "HTTP":
	default:
		return "", "", syntaxErrorf("", "want a URI that begins with https://")
	}
	slash := strings.IndexByte(afterScheme, '/')
	if slash <= 0 {
		return "", "", syntaxErrorf("", "want a host and a path")
	}
	if i := hostLegal.stray(afterScheme[:slash]); i >= 0 {
		return "", "", syntaxErrorf("", "character %q is not allowed in a host", afterScheme[i])
	}
	end := len(uri) - len(afterScheme) + slash
	return uri[:end], uri[end:], nil
}

// parse reads path and query; prefix is what stands before the primary key.
func parse(path, query string) (link Link, prefix string, err error) {
	start, pairs, err := findPrimaryKey(path)
	if err != nil {
		return Link{}, "", err
	}
	// The elements of path and query share one array: a single allocation.
	elements := make([]Element, 0, pairs+min(strings.Count(query, "="), maxAttrsHint))
	elements, err = appendPath(elements, path[start:])
	if err != nil {
		return Link{}, "", err
	}
	inPath := len(elements)
	elements, params, err := appendQuery(elements, query)
	if err != nil {
		return Link{}, "", err
	}
	if err := checkAssociations(elements); err != nil {
		return Link{}, "", err
	}
	link = Link{Path: elements[:inPath:inPath], Params: params}
	if len(elements) > inPath {
		link.Attrs = elements[inPath:]
	}
	return link, path[:start], nil
}

// maxAttrsHint bounds the room that is made for the query's elements before
// they are seen.
const maxAttrsHint = 8

// findPrimaryKey goes from the end of the path over pairs of identifier and
// value to the last primary key, for a stem may look like a key as well.
func findPrimaryKey(path string) (start, pairs int, err error) {
	for end := len(path); ; end = start {
		pairs++
		slash := strings.LastIndexByte(path[:end], '/')
		if slash < 0 {
			break
		}
		if start = strings.LastIndexByte(path[:slash], '/'); start < 0 {
			break
		}
		ai := path[start+1 : slash]
		id := lookup(ai)
		if id == nil {
			if looksLikeAI(ai) {
				return 0, 0, syntaxErrorf(ai, "there is no such application identifier")
			}
			break
		}
		if id.key {
			return start, pairs, nil
		}
	}
	return 0, 0, syntaxErrorf("", "the path has no primary key with its value, such as /01/ and a GTIN of 14 digits")
}

func looksLikeAI(s string) bool { return 2 <= len(s) && len(s) <= 4 && isDigits(s) }

// appendPath reads pairs that findPrimaryKey has walked over: "/01/…/10/…".
func appendPath(elements []Element, path string) ([]Element, error) {
	for path != "" {
		ai, rest, _ := strings.Cut(path[1:], "/")
		raw, _, _ := strings.Cut(rest, "/")
		path = rest[len(raw):]
		value, err := parseValue(lookup(ai), ai, raw, UnescapePath)
		if err != nil {
			return nil, err
		}
		elements = append(elements, Element{ai, value})
	}
	return elements, checkSequence(elements)
}

func parseValue(id *identifier, ai, raw string, unescape func(string) string) (string, error) {
	if err := lintPcenc(raw); err != nil {
		return "", &SyntaxError{AI: ai, Problem: err.Error()}
	}
	value := unescape(raw)
	if err := id.check(value); err != nil {
		return "", &SyntaxError{AI: ai, Problem: err.Error()}
	}
	return value, nil
}
