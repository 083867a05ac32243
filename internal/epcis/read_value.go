package epcis

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// ReadValue reads exactly one JSON value (RFC 8259). It is stricter than
// encoding/json: a name may not occur twice in an object, nor half a surrogate
// pair or NUL in a text. What is wrong is one of Problems.
func ReadValue(b []byte) (Value, error) {
	v, problems := readValue(b)
	return v, problems.err()
}

func readValue(b []byte) (Value, Problems) {
	if !utf8.Valid(b) {
		return Value{}, Problems{{"", "The document is not text in UTF-8; save it in that encoding."}}
	}
	s := scanner{in: string(b)}
	v := s.value()
	if s.next(); s.left() > 0 {
		s.fail("the document should end here")
	}
	if s.problem != nil {
		return Value{}, Problems{*s.problem}
	}
	return v, nil
}

func (s *scanner) value() Value {
	switch c := s.next(); c {
	case '"':
		return Value{Kind: String, Text: s.text()}
	case '{':
		return s.object()
	case '[':
		return s.array()
	case 't':
		return Value{Kind: Bool, Text: s.word("true")}
	case 'f':
		return Value{Kind: Bool, Text: s.word("false")}
	case 'n':
		s.word("null")
		return Value{}
	default:
		if c == '-' || isDigit(c) {
			return Value{Kind: Number, Text: s.number()}
		}
	}
	s.fail("a value is missing")
	return Value{}
}

func (s *scanner) array() Value {
	s.open()
	start := len(s.items)
	for s.next() != ']' || len(s.items) > start {
		v := s.value()
		if s.problem != nil {
			s.problem.under(item(len(s.items) - start))
			return Value{}
		}
		s.items = append(s.items, v)
		if s.next() != ',' {
			break
		}
		s.at++
	}
	s.end(']')
	items := kept(&s.itemRoom, s.items[start:], s.left()/96)
	s.items = s.items[:start]
	return Value{Kind: Array, Items: items}
}

func (s *scanner) object() Value {
	s.open()
	start := len(s.members)
	for s.next() != '}' || len(s.members) > start {
		s.member()
		if s.problem != nil {
			return Value{}
		}
		if s.next() != ',' {
			break
		}
		s.at++
	}
	s.end('}')
	members := kept(&s.memberRoom, s.members[start:], s.left()/32)
	s.members = s.members[:start]
	if name, twice := repeatedName(members); twice && s.problem == nil {
		s.problem = &Problem{named(name).String(), fmt.Sprintf("The name %.60q occurs twice in this object; keep one of the two.", name)}
	}
	return Value{Kind: Object, Members: members}
}

func (s *scanner) member() {
	name := s.name()
	if s.problem != nil {
		return
	}
	v := s.value()
	if s.problem != nil {
		s.problem.under(named(name))
	}
	s.members = append(s.members, Member{name, v})
}

func (s *scanner) name() string {
	if s.next() != '"' {
		s.fail("a name in quotes is missing")
		return ""
	}
	name := s.text()
	if s.next() != ':' {
		s.fail("a colon is missing")
		return ""
	}
	s.at++
	return name
}

func (s *scanner) word(word string) string {
	if !strings.HasPrefix(s.in[s.at:], word) {
		s.fail("a value is missing")
		return ""
	}
	s.at += len(word)
	return word
}
