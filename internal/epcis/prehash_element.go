package epcis

import (
	"slices"
	"strings"
)

// element of an event as the pre-hash string has it: as in EPCIS's XML, where a
// list holds named elements. A JSON array of another name is as many elements of
// that name.
type element struct {
	name     string // a user's own as "{namespace}local"
	text     string // its words and compact URIs expanded
	children []element
	isPair   bool // the children keep their order
	spent    bool // is in the pre-hash string with all its children
}

// preHasher reads the elements of an event.
type preHasher struct{ namespaces map[string]string }

func (h preHasher) element(name string, v Value) element {
	switch v.Kind {
	case Object:
		return element{name: name, children: h.members(v)}
	case Array:
		return element{name: name, children: h.items(nil, "", v)}
	}
	return element{name: name, text: h.scalar(v)}
}

func (h preHasher) members(object Value) []element {
	children := make([]element, 0, len(object.Members()))
	for _, m := range object.Members() {
		name := h.expandName(m.Name)
		switch {
		case m.Name == "comment" || m.Name == "rdfs:comment":
		case strings.HasSuffix(name, "List") || name == "childEPCs":
			if list := h.list(name, m.Value); len(list) > 0 {
				children = append(children, element{name: name, children: list})
			}
		default:
			children = h.items(children, name, m.Value)
		}
	}
	return children
}

// items appends the elements that a member makes: one for each of an array.
func (h preHasher) items(to []element, name string, v Value) []element {
	if v.Kind != Array {
		return append(to, h.element(name, v))
	}
	to = slices.Grow(to, len(v.Items()))
	for _, item := range v.Items() {
		to = append(to, h.element(name, item))
	}
	return to
}

// list reads the elements of a list, which have names of their own. Those with
// a type become pairs without a name.
func (h preHasher) list(name string, v Value) []element {
	switch name {
	case "epcList", "inputEPCList", "outputEPCList", "childEPCs":
		return h.items(nil, "epc", v)
	case "quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList":
		return h.items(nil, "quantityElement", v)
	case "bizTransactionList":
		return h.pairs(v, bizTransactionSpelling)
	case "sourceList", "destinationList":
		return h.pairs(v, sourceDestSpelling)
	}
	return h.items(nil, strings.TrimSuffix(name, "List"), v)
}

// pairs puts the type of each element first.
func (h preHasher) pairs(v Value, types spelling) []element {
	list := h.items(nil, "", v)
	for i := range list {
		list[i].isPair = true
		children := list[i].children
		slices.SortStableFunc(children, func(a, b element) int { return strings.Compare(typeFirst(a), typeFirst(b)) })
		if len(children) > 0 && children[0].name == "type" {
			children[0].text = types.uri(children[0].text)
		}
	}
	return list
}

func typeFirst(e element) string {
	if e.name == "type" {
		return ""
	}
	return e.name
}

// wellKnown prefixes need no declaration: those of the standard's context that
// the hash expands, and the one that the standard's own examples use without.
var wellKnown = map[string]string{
	"gs1":     "https://gs1.org/voc/",
	"cbv":     "https://ref.gs1.org/cbv/",
	"cbvmda":  "urn:epcglobal:cbv:mda:",
	"example": "http://ns.example.com/epcis/",
}

// namespace of a prefix. Values with epcis: stay as they are, as in the reference
// implementation.
func (h preHasher) namespace(prefix string) (string, bool) {
	space, ok := h.namespaces[prefix]
	if !ok {
		space, ok = wellKnown[prefix]
	}
	return space, ok && prefix != "epcis"
}

func (h preHasher) expandName(name string) string {
	if prefix, local, compact := strings.Cut(name, ":"); compact {
		if space, ok := h.namespace(prefix); ok {
			return "{" + space + "}" + local
		}
	}
	return name
}

// scalar is the text of a value; true, false and null as the reference
// implementation spells them.
func (h preHasher) scalar(v Value) string {
	switch {
	case v.Kind == Null:
		return "None"
	case v.Kind == Bool && v.Text == "true":
		return "True"
	case v.Kind == Bool:
		return "False"
	}
	if prefix, local, compact := strings.Cut(v.Text, ":"); compact {
		if space, ok := h.namespace(prefix); ok {
			return space + local
		}
	}
	return v.Text
}
