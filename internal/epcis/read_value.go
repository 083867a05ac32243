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
	in := string(b)
	s := scanner{in: in, sizes: sizesOf(in)}
	v := s.document()
	if s.problem != nil {
		return Value{}, Problems{*s.problem}
	}
	return v, nil
}

// document is a value with nothing behind it.
func (s *scanner) document() Value {
	v := s.value()
	if s.next(); s.left() > 0 {
		s.fail("the document should end here")
	}
	return v
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
	items := cut(&s.items, s.open(len("0,")), s.ahead()/96)
	for s.next() != ']' || len(items) > 0 {
		v := s.value()
		if s.problem != nil {
			s.problem.under(item(len(items)))
			return Value{}
		}
		items = append(items, v)
		if s.next() != ',' {
			break
		}
		s.at++
	}
	s.end(']')
	return s.filled(Array, inside{items: items})
}

func (s *scanner) object() Value {
	members := cut(&s.members, s.open(len(`"":0,`)), s.ahead()/32)
	for s.next() != '}' || len(members) > 0 {
		name := s.name()
		v := s.member(name)
		if s.problem != nil {
			return Value{}
		}
		members = append(members, Member{name, v})
		if s.next() != ',' {
			break
		}
		s.at++
	}
	s.end('}')
	if name, twice := repeatedName(members); twice && s.problem == nil {
		s.problem = &Problem{named(name).String(), fmt.Sprintf("The name %.60q occurs twice in this object; keep one of the two.", name)}
	}
	return s.filled(Object, inside{members: members})
}

// member reads the value behind a name.
func (s *scanner) member(name string) Value {
	if s.problem != nil {
		return Value{}
	}
	v := s.value()
	if s.problem != nil {
		s.problem.under(named(name))
	}
	return v
}

// filled is an array or an object.
func (s *scanner) filled(kind Kind, with inside) Value {
	all := append(cut(&s.insides, 1, s.ahead()/72), with)
	return Value{Kind: kind, inside: &all[0]}
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
