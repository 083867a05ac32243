package epcis

import (
	"slices"
	"strings"
)

// appendOrdered appends the elements that have a slot, those of one slot sorted.
func appendOrdered(b []byte, elements []element, order []slot) []byte {
	for i := range order {
		s := &order[i]
		var room [8]int
		starts := room[:0]
		for at := range elements {
			if e := &elements[at]; e.name == s.name {
				starts = append(starts, len(b))
				b = e.appendInSlot(b, s)
			}
		}
		sortParts(b, starts)
	}
	return b
}

// appendInSlot appends what of the element has its place, nothing if it is
// empty, and marks the element as spent if nothing of it is left.
func (e *element) appendInSlot(b []byte, s *slot) []byte {
	start := len(b)
	b = append(b, e.name...)
	named := len(b)
	b = s.appendText(b, e.text)
	if s.slots != nil {
		b = appendOrdered(b, e.children, s.slots)
		b = appendOwn(b, e.children)
	}
	e.spent = !slices.ContainsFunc(e.children, func(c element) bool { return !c.spent })
	if len(b) == named {
		return b[:start]
	}
	return b
}

func (s *slot) appendText(b []byte, text string) []byte {
	switch {
	case s.clock:
		return appendValue(b, canonicalTime(text))
	case s.words != nil && s.words.words[text]:
		return append(appendValue(b, s.words.prefixes[0]), text...)
	}
	return appendValue(b, canonicalText(text))
}

func appendValue(b []byte, text string) []byte {
	if text == "" {
		return b
	}
	return append(append(b, '='), text...)
}

// appendOwn appends a user's own elements inside a standard one, at its end
// (rule 21). Like the reference implementation it knows them by a namespace
// with a slash at its end, and leaves an only child alone: such are left over.
func appendOwn(b []byte, elements []element) []byte {
	if len(elements) < 2 {
		return b
	}
	var own []element
	for i := range elements {
		if e := &elements[i]; e.name != "" && e.name[0] == '{' && strings.Contains(e.name, "/}") {
			own = append(own, *e)
			e.spent = true
		}
	}
	return appendRest(b, own)
}

// appendRest appends all elements that are not spent, sorted (rules 19 and 20).
func appendRest(b []byte, elements []element) []byte {
	var room [16]int
	starts := room[:0]
	for i := range elements {
		if e := &elements[i]; !e.spent {
			starts = append(starts, len(b))
			b = e.appendWhole(b)
		}
	}
	sortParts(b, starts)
	return b
}

func (e *element) appendWhole(b []byte) []byte {
	b = append(b, e.name...)
	b = appendValue(b, canonicalText(e.text))
	if !e.isPair {
		return appendRest(b, e.children)
	}
	for i := range e.children {
		b = e.children[i].appendWhole(b)
	}
	return b
}

// sortParts sorts the parts of b that begin at starts, the last one at its end,
// by their bytes.
func sortParts(b []byte, starts []int) {
	if len(starts) < 2 {
		return
	}
	all := string(b[starts[0]:])
	parts := make([]string, 0, len(starts))
	for i, start := range starts {
		end := len(b)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		parts = append(parts, all[start-starts[0]:end-starts[0]])
	}
	slices.Sort(parts)
	b = b[:starts[0]]
	for _, part := range parts {
		b = append(b, part...)
	}
}
