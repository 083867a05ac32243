package gs1

import "strings"

// appendQuery reads the query behind the elements of the path. "&" and ";" both
// delimit its fields (URI Syntax 4.11); empty fields mean nothing.
func appendQuery(path []Element, query string) (elements []Element, params []Param, err error) {
	elements = path
	for query != "" {
		var field string
		field, query = cutField(query)
		key, raw, hasValue := strings.Cut(field, "=")
		switch {
		case key == "" && raw == "":
			continue
		case key != "" && isDigits(key) && hasValue:
			elements, err = appendAttribute(elements, path, key, raw)
		default:
			params, err = appendParam(params, key, raw, hasValue)
		}
		if err != nil {
			return nil, nil, err
		}
	}
	return elements, params, nil
}

// cutField cuts the first field off a query.
func cutField(query string) (field, rest string) {
	for i := range len(query) {
		if query[i] == '&' || query[i] == ';' {
			return query[:i], query[i+1:]
		}
	}
	return query, ""
}

// appendAttribute reads an element; the path tells where it may not be.
func appendAttribute(elements, path []Element, ai, raw string) ([]Element, error) {
	id := lookup(ai)
	if id == nil {
		return nil, syntaxErrorf(shorten(ai), "there is no such application identifier, and other keys must not be numbers")
	}
	if find(elements, ai) {
		return nil, syntaxErrorf(ai, "stands twice")
	}
	if err := checkAttribute(path, id, ai); err != nil {
		return nil, err
	}
	value, err := parseValue(id, ai, raw, UnescapeQuery)
	if err != nil {
		return nil, err
	}
	return append(elements, Element{ai, value}), nil
}

// appendParam reads a key that is no identifier. One that hides its digits
// behind escapes is refused, lest two readers see different elements.
func appendParam(params []Param, key, raw string, hasValue bool) ([]Param, error) {
	for _, part := range [...]string{key, raw} {
		if err := lintPcenc(part); err != nil {
			return nil, syntaxErrorf("", "query key %s: %v", quoted(key), err)
		}
	}
	param := Param{UnescapeQuery(key), UnescapeQuery(raw)}
	if hasValue && param.Key != "" && isDigits(param.Key) {
		return nil, syntaxErrorf(shorten(param.Key), "an application identifier must not be escaped")
	}
	return append(params, param), nil
}
