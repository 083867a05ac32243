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
	at      int
	depth   int
	problem *Problem

	// What is still open waits on these stacks and is copied when it closes, so
	// no list grows.
	items   []Value
	members []Member

	itemRoom   []Value // the unused rest of the last allocation
	memberRoom []Member
}

// open steps over the bracket that begins an object or a list.
func (s *scanner) open() {
	if s.depth++; s.depth > depthMax {
		s.fail(fmt.Sprintf("more than %d objects and lists are inside of each other", depthMax))
		return
	}
	s.at++
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

// kept copies what waited on a stack to where it stays. Room is taken at once
// for as many more as are expected: in documents of events, a member takes some
// 32 bytes of text, and there is an item in 96.
func kept[T any](room *[]T, waiting []T, expected int) []T {
	n := len(waiting)
	if n > cap(*room)-len(*room) {
		*room = make([]T, 0, n+expected)
	}
	start := len(*room)
	*room = append(*room, waiting...)
	return (*room)[start : start+n : start+n]
}

// repeatedName is one that two members have. Most objects are cleared by a set
// of one bit a name, in which the members of events do not collide.
func repeatedName(members []Member) (string, bool) {
	var bits uint64
	suspect := false
	for i := range members {
		bit := nameBit(members[i].Name)
		suspect = suspect || bits&bit != 0
		bits |= bit
	}
	if !suspect {
		return "", false
	}
	seen := make(map[string]bool, len(members))
	for i := range members {
		if seen[members[i].Name] {
			return members[i].Name, true
		}
		seen[members[i].Name] = true
	}
	return "", false
}

func nameBit(name string) uint64 {
	if name == "" {
		return 1
	}
	return 1 << ((8*len(name) + int(name[0]) + int(name[len(name)-1])) % 64)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
