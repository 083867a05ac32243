package epcis

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

const depthMax = 64 // objects and lists inside of each other

// scanner reads from one string, of which the texts of its values are parts.
// After a problem it goes on with nothing, and all that it reads is void.
type scanner struct {
	in      string
	sizes   []int32 // by sizesOf
	at      int
	opened  int // objects and lists before at
	depth   int // those that are still open
	problem *Problem

	// The unused rests of what was allocated.
	items   []Value
	members []Member
	insides []inside
}

// open steps over the bracket that begins an object or a list, and gives its
// size, which no valid text has larger: what is in it takes so many bytes each.
func (s *scanner) open(bytes int) int {
	if s.depth++; s.depth > depthMax {
		s.fail(fmt.Sprintf("more than %d objects and lists are inside of each other", depthMax))
		return 0
	}
	s.at++
	s.opened++
	return min(int(s.sizes[s.opened]), 1+s.left()/bytes)
}

// end steps over the bracket that ends one.
func (s *scanner) end(bracket byte) {
	if s.next() != bracket {
		s.fail(fmt.Sprintf("a comma or %c is missing", bracket))
		return
	}
	s.depth--
	s.at++
}

// next skips white space and is the byte there, 0 at the end.
func (s *scanner) next() byte {
	for ; s.at < len(s.in); s.at++ {
		if c := s.in[s.at]; c > ' ' || c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			return c
		}
	}
	return 0
}

// left is how much is still to be read, in bytes.
func (s *scanner) left() int { return len(s.in) - s.at }

// roomMax bounds what one allocation is for, in bytes of text.
const roomMax = 8 << 10

// ahead is for how much of what is left room is taken at once.
func (s *scanner) ahead() int { return min(s.left(), roomMax) }

// fail notes the first problem, and its place as editors count: lines and
// characters from 1. It moves to the end, where there is nothing.
func (s *scanner) fail(what string) {
	if s.problem == nil {
		before := s.in[:s.at]
		line := 1 + strings.Count(before, "\n")
		column := 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
		s.problem = &Problem{"", fmt.Sprintf("This is not valid JSON: at line %d, character %d, %s.", line, column, what)}
	}
	s.at = len(s.in)
}

// cut is room for n, out of the rest of what was allocated. If that is too small,
// so much is allocated anew as will be wanted: in documents of events, a member
// takes some 32 bytes of text, and there is an item in 96, an object or list in 72.
func cut[T any](rest *[]T, n, wanted int) []T {
	if n > len(*rest) {
		*rest = make([]T, max(n, wanted))
	}
	room := (*rest)[:0:n]
	*rest = (*rest)[n:]
	return room
}

// repeatedName is one that two members have. Most objects are cleared by a set
// of one bit a name.
func repeatedName(members []Member) (string, bool) {
	if len(members) > buckets {
		return repeatedOfMany(members)
	}
	var seen uint64
	for i := range members {
		name := members[i].Name
		bit := uint64(1) << hash(name)
		if seen&bit != 0 && indexOf(members[:i], name) >= 0 {
			return name, true
		}
		seen |= bit
	}
	return "", false
}

func repeatedOfMany(members []Member) (string, bool) {
	seen := make(map[string]bool, len(members))
	for i := range members {
		if seen[members[i].Name] {
			return members[i].Name, true
		}
		seen[members[i].Name] = true
	}
	return "", false
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
