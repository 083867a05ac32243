package gs1

import (
	"slices"
	"strings"
)

// checkSequence tells whether the qualifiers behind the primary key are some of
// one of its sequences, in that order.
func checkSequence(path []Element) error {
	key := lookup(path[0].AI)
	if len(path) == 1 || slices.ContainsFunc(key.qualifiers, func(sequence []string) bool {
		return isPart(path[1:], sequence)
	}) {
		return nil
	}
	for i, e := range path {
		if find(path[:i], e.AI) {
			return syntaxErrorf(e.AI, "stands twice")
		}
	}
	return syntaxErrorf(path[0].AI, "%s is no sequence of qualifiers of this key", aiList(path[1:]))
}

// isPart tells whether the elements occur in the sequence in this order.
func isPart(elements []Element, sequence []string) bool {
	for _, ai := range sequence {
		if len(elements) > 0 && elements[0].AI == ai {
			elements = elements[1:]
		}
	}
	return len(elements) == 0
}

// checkAttribute tells whether an identifier may stand in the query behind this
// path: it must be a data attribute, and not a qualifier that the path has room
// for.
func checkAttribute(path []Element, id *identifier, ai string) error {
	key := lookup(path[0].AI)
	for _, sequence := range key.qualifiers {
		if slices.Contains(sequence, ai) && isPart(path[1:], sequence) && !find(path, ai) {
			return syntaxErrorf(ai, "belongs in the path behind AI (%s)", path[0].AI)
		}
	}
	if !id.attribute {
		return syntaxErrorf(ai, "may not stand in the query")
	}
	return nil
}

// checkAssociations holds each element to the company that it requires and
// excludes. Elements must be distinct.
func checkAssociations(elements []Element) error {
	for _, e := range elements {
		id := lookup(e.AI)
		for _, required := range id.requires {
			if !required.holds(elements) {
				return syntaxErrorf(e.AI, "requires %v beside it", required)
			}
		}
		for _, excluded := range id.excludes {
			if other, ok := findOther(elements, excluded, e.AI); ok {
				return syntaxErrorf(e.AI, "may not stand beside AI (%s)", other)
			}
		}
	}
	return checkSignedKey(elements)
}

// checkSignedKey: a digital signature, AI (8030), is of a single thing, so the
// keys with an optional serial component must have it.
func checkSignedKey(elements []Element) error {
	if !find(elements, "8030") {
		return nil
	}
	withoutSerial := map[string]int{"253": 13, "255": 13, "8003": 14} // digits
	for _, e := range elements {
		if len(e.Value) == withoutSerial[e.AI] {
			return syntaxErrorf(e.AI, "requires its serial component beside AI (8030)")
		}
	}
	return nil
}

// holds tells whether one of the alternatives is there in full.
func (c clause) holds(elements []Element) bool {
	for _, alternative := range c {
		if len(alternative) == 1 && find(elements, alternative[0]) {
			return true
		}
		if len(alternative) > 1 && !slices.ContainsFunc(alternative, func(ai string) bool {
			return !find(elements, ai)
		}) {
			return true
		}
	}
	return false
}

// String reads "AI (01), (02) or (8006) with (21)".
func (c clause) String() string {
	alternatives := make([]string, len(c))
	for i, alternative := range c {
		codes := make([]string, len(alternative))
		for j, prefix := range alternative {
			codes[j] = "(" + prefix + "nn"[:wildcards(prefix)] + ")"
		}
		alternatives[i] = strings.Join(codes, " with ")
	}
	last := len(alternatives) - 1
	if last == 0 {
		return "AI " + alternatives[0]
	}
	return "AI " + strings.Join(alternatives[:last], ", ") + " or " + alternatives[last]
}

// wildcards is how many digits are missing from the prefix of a family: the
// families that are named by prefix all have four digits.
func wildcards(prefix string) int {
	if lookup(prefix) != nil {
		return 0
	}
	return 4 - len(prefix)
}

// find tells whether an identifier with this prefix is among the elements.
func find(elements []Element, prefix string) bool {
	for i := range elements {
		if strings.HasPrefix(elements[i].AI, prefix) {
			return true
		}
	}
	return false
}

func findOther(elements []Element, prefix, self string) (string, bool) {
	for i := range elements {
		if ai := elements[i].AI; strings.HasPrefix(ai, prefix) && ai != self {
			return ai, true
		}
	}
	return "", false
}

func aiList(elements []Element) string {
	var list strings.Builder
	for _, e := range elements[:min(len(elements), 8)] {
		list.WriteString("(" + e.AI + ")")
	}
	return list.String()
}
