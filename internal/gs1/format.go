package gs1

import "slices"

// CanonicalStem is where GS1's own resolver answers for every key.
const CanonicalStem = "https://id.gs1.org"

// String is the link as a URI, or as path and query if it has no stem.
func (l Link) String() string {
	uri := appendElements([]byte(l.Stem), l.Path, l.Attrs)
	delimiter := byte('?')
	if len(l.Attrs) > 0 {
		delimiter = '&'
	}
	for _, p := range l.Params {
		uri = append(append(uri, delimiter), EscapeQuery(p.Key)...)
		if p.Value != "" {
			uri = append(append(uri, '='), EscapeQuery(p.Value)...)
		}
		delimiter = '&'
	}
	return string(uri)
}

// Canonical is the URI that all links with the same elements share, save for
// the order of attributes: on GS1's own host, attributes of pre-defined length
// first, nothing but elements.
func (l Link) Canonical() string {
	return string(appendElements([]byte(CanonicalStem), l.Path, fixedFirst(l.Attrs)))
}

func appendElements(uri []byte, path, attrs []Element) []byte {
	for _, e := range path {
		uri = append(append(uri, '/'), e.AI...)
		uri = append(append(uri, '/'), EscapePath(e.Value)...)
	}
	delimiter := byte('?')
	for _, e := range attrs {
		uri = append(append(uri, delimiter), e.AI...)
		uri = append(append(uri, '='), EscapeQuery(e.Value)...)
		delimiter = '&'
	}
	return uri
}

// fixedFirst keeps the order otherwise.
func fixedFirst(attrs []Element) []Element {
	sorted := slices.Clone(attrs)
	slices.SortStableFunc(sorted, func(a, b Element) int { return rank(a) - rank(b) })
	return sorted
}

func rank(e Element) int {
	if id := lookup(e.AI); id != nil && id.fixed {
		return 0
	}
	return 1
}
