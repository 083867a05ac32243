package epcis

import (
	"slices"
	"unicode/utf8"
)

// Kind of a JSON value.
type Kind byte

const (
	Null Kind = iota
	Bool
	Number
	String
	Array
	Object
)

// String is the kind as a sentence names it.
func (k Kind) String() string {
	return [...]string{"nothing (null)", "true or false", "a number", "a text", "a list", "an object"}[k]
}

// Value is a JSON value as it was read: members in their order, numbers with
// the digits that they were written with. It is small, for documents have many.
type Value struct {
	Kind   Kind
	Text   string // of a string, unescaped; of a number or a bool, as written
	inside *inside
}

// inside is what an array or an object holds; of nil, nothing.
type inside struct {
	items   []Value
	members []Member // each name once
}

// Member of an object.
type Member struct {
	Name  string
	Value Value
}

// Items are those of an array. They belong to the Value and are only to be read.
func (v Value) Items() []Value {
	if v.inside == nil {
		return nil
	}
	return v.inside.items
}

// Members are those of an object. They belong to the Value and are only to be
// read.
func (v Value) Members() []Member {
	if v.inside == nil {
		return nil
	}
	return v.inside.members
}

// TextValue, NumberValue, ListValue and ObjectValue make the values of drafts.
func TextValue(s string) Value { return Value{Kind: String, Text: s} }

// NumberValue takes a number as JSON writes it.
func NumberValue(digits string) Value { return Value{Kind: Number, Text: digits} }

func ListValue(items ...Value) Value { return Value{Kind: Array, inside: &inside{items: items}} }

func ObjectValue(members ...Member) Value {
	return Value{Kind: Object, inside: &inside{members: members}}
}

// With is the object with more members at its end.
func (v Value) With(more ...Member) Value {
	return ObjectValue(slices.Concat(v.Members(), more)...)
}

// Get is the member of an object, or the zero Value, which is null.
func (v Value) Get(name string) (Value, bool) {
	members := v.Members()
	if i := indexOf(members, name); i >= 0 {
		return members[i].Value, true
	}
	return Value{}, false
}

func (v *Value) has(name string) bool { return indexOf(v.Members(), name) >= 0 }

func indexOf(members []Member, name string) int {
	for i := range members {
		if members[i].Name == name {
			return i
		}
	}
	return -1
}

// AppendJSON writes the value without white space.
func (v Value) AppendJSON(b []byte) []byte {
	switch v.Kind {
	case Null:
		return append(b, "null"...)
	case Bool:
		return append(b, v.Text...)
	case Number:
		return appendNumber(b, v.Text)
	case String:
		return appendText(b, v.Text)
	case Array:
		return appendArray(b, v.Items())
	}
	return appendObject(b, v.Members())
}

// MarshalJSON lets encoding/json write a Value among its own.
func (v Value) MarshalJSON() ([]byte, error) { return v.AppendJSON(nil), nil }

func appendArray(b []byte, items []Value) []byte {
	b = append(b, '[')
	for i, item := range items {
		if i > 0 {
			b = append(b, ',')
		}
		b = item.AppendJSON(b)
	}
	return append(b, ']')
}

func appendObject(b []byte, members []Member) []byte {
	b = append(b, '{')
	for i, m := range members {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendText(b, m.Name), ':')
		b = m.Value.AppendJSON(b)
	}
	return append(b, '}')
}

// appendNumber writes what is no number, as a draft may hold it, as a text. So it
// is no more than one value, and refused where a number has to be.
func appendNumber(b []byte, digits string) []byte {
	s := scanner{in: digits}
	if s.number(); s.problem != nil || s.left() > 0 {
		return appendText(b, digits)
	}
	return append(b, digits...)
}

// appendText escapes what RFC 8259 section 7 requires, and no more. A draft's
// text that is not UTF-8 is mended, as it would be on every other way out.
func appendText(b []byte, s string) []byte {
	b = append(b, '"')
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', byte(c))
		case c < ' ':
			b = append(b, `\u00`...)
			b = append(b, "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
		default:
			b = utf8.AppendRune(b, c)
		}
	}
	return append(b, '"')
}
