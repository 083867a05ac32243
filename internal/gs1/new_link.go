package gs1

import (
	"slices"
	"strings"
)

// NewLink makes a link of elements in any order. The first primary key among
// them becomes the link's, the sequence with the most of its qualifiers the
// path, the rest attributes.
func NewLink(stem string, elements []Element) (Link, error) {
	stem, err := normalStem(stem)
	if err != nil {
		return Link{}, err
	}
	elements, err = checkElements(elements)
	if err != nil {
		return Link{}, err
	}
	at := slices.IndexFunc(elements, func(e Element) bool { return lookup(e.AI).key })
	if at < 0 {
		return Link{}, syntaxErrorf("", "a link needs a primary key, such as AI (01)")
	}
	path := choosePath(elements[at], elements)
	link := Link{Stem: stem, Path: path, Attrs: fixedFirst(without(elements, path))}
	for _, e := range link.Attrs {
		if err := checkAttribute(path, lookup(e.AI), e.AI); err != nil {
			return Link{}, err
		}
	}
	return link, nil
}

// normalStem is the stem as the parser would give it.
func normalStem(stem string) (string, error) {
	stem = strings.TrimSuffix(stem, "/")
	if err := checkURICharacters(stem); err != nil {
		return "", err
	}
	if strings.ContainsAny(stem, "?#") {
		return "", syntaxErrorf("", "a stem has no query and no fragment")
	}
	origin, _, err := cutOrigin(stem + "/")
	if err != nil {
		return "", err
	}
	return strings.ToLower(origin) + stem[len(origin):], nil
}

// choosePath puts those of the elements behind the key that make the longest
// path; between equals the dictionary's first sequence wins.
func choosePath(key Element, elements []Element) []Element {
	longest := []Element{key}
	for _, sequence := range lookup(key.AI).qualifiers {
		path := []Element{key}
		for _, ai := range sequence {
			for _, e := range elements {
				if e.AI == ai {
					path = append(path, e)
				}
			}
		}
		if len(path) > len(longest) {
			longest = path
		}
	}
	return longest
}

func without(elements, taken []Element) []Element {
	var rest []Element
	for _, e := range elements {
		if !slices.Contains(taken, e) {
			rest = append(rest, e)
		}
	}
	return rest
}
