package epcis

import (
	"slices"
	"strings"
)

// target is what a parameter's name asks about.
type target struct {
	op        Operator
	in        []Aspect
	names     []string
	inner     bool
	unit      string
	attribute string
	kind      kind
}

// target takes a parameter's name apart.
func (p *queryParser) target(parameter string) (target, bool) {
	if parameter == "eventType" {
		return target{op: Equal, in: ofEvent, names: []string{"type"}, kind: asEventType}, true
	}
	if rest, ok := strings.CutPrefix(parameter, "EQ_ATTR_"); ok { // so in query-schema.json
		parameter = "EQATTR_" + rest
	}
	begin, rest, _ := strings.Cut(parameter, "_")
	op := Operator(begin)
	for _, find := range []func(Operator, string) (target, bool){ofStandard, ofMeasure, ofTyped, p.ofMasterData, p.ofExtension} {
		if t, ok := find(op, rest); ok {
			return t, true
		}
	}
	return target{}, false
}

func ofStandard(op Operator, rest string) (target, bool) {
	s, ok := standards[rest]
	return s.target(op), ok && slices.Contains(s.ops, op)
}

func (s standard) target(op Operator) target {
	t := target{op: op, in: s.in, kind: s.kind}
	if s.name != "" {
		t.names = []string{s.name}
	}
	return t
}

func ofMeasure(op Operator, rest string) (target, bool) {
	field, unit, _ := strings.Cut(rest, "_")
	s, ok := measures[field]
	t := s.target(op)
	t.unit = unit
	return t, ok && slices.Contains(s.ops, op) && isUnit(unit)
}

func ofTyped(op Operator, rest string) (target, bool) {
	list, name, _ := strings.Cut(rest, "_")
	t, ok := typed[list]
	name = t.types.bare(name)
	known := t.types.words[name] || isURI(name)
	return target{op: op, in: []Aspect{t.in}, names: []string{name}, kind: asCanonical}, ok && op == Equal && known
}

// described are the fields whose values master data tells of.
var described = map[string][]Aspect{
	"readPoint":   ofEvent,
	"bizLocation": ofEvent,
	"epcClass":    classes,
	"source":      {OfSource},
	"destination": {OfDestination},
}

func (p *queryParser) ofMasterData(op Operator, rest string) (target, bool) {
	field, attribute, _ := strings.Cut(rest, "_")
	in, ok := described[field]
	t := target{op: op, in: in, attribute: expand(attribute, p.namespaces), kind: asText}
	if op == HasAttribute {
		t.kind = asName
	}
	if slices.Equal(in, ofEvent) {
		t.names = []string{field}
	}
	return t, ok && (op == HasAttribute && attribute == "" || op == EqualAttribute && attribute != "")
}

func (p *queryParser) ofExtension(op Operator, rest string) (target, bool) {
	rest, inner := strings.CutPrefix(rest, "INNER_")
	t := target{op: op, inner: inner, kind: asComparable}
	if op == Equal {
		t.kind = asAnything
	}
	for _, s := range scopes {
		field, ok := strings.CutPrefix(rest, s.begin)
		if !ok {
			continue
		}
		t.in = []Aspect{s.in}
		t.names = p.extension(field)
		if !inner && slices.Contains(s.names, field) {
			t.names = []string{field}
		}
		break
	}
	return t, t.names != nil && (slices.Contains(allCompares, op) || op == Exists)
}

// extension is the full name of an extension's field, or nil if field is none. A
// full name with "#" may come from XML, where the mark stands between a
// namespace and a name; in JSON-LD it is there only if the namespace ends in it.
func (p *queryParser) extension(field string) []string {
	prefix, local, ok := strings.Cut(field, ":")
	if !ok || local == "" {
		return nil
	}
	if space, ok := p.namespaces[prefix]; ok {
		return []string{space + local}
	}
	if !strings.HasPrefix(local, "//") && prefix != "urn" {
		return nil // a prefix that nobody declared
	}
	if space, local, ok := strings.Cut(field, "#"); ok {
		return []string{field, space + local}
	}
	return []string{field}
}
