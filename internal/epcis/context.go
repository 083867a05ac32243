package epcis

import (
	"maps"
	"strings"
)

// names are the prefixes and terms that @context declares, with the namespace
// or URI that they stand for.
type names map[string]string

// standardNames are those of the standard's own context.
var standardNames = names{
	"epcis":   "https://ref.gs1.org/epcis/",
	"cbv":     "https://ref.gs1.org/cbv/",
	"cbvmda":  "urn:epcglobal:cbv:mda:",
	"gs1":     "https://gs1.org/voc/",
	"rdfs":    "http://www.w3.org/2000/01/rdf-schema#",
	"owl":     "http://www.w3.org/2002/07/owl#",
	"xsd":     "http://www.w3.org/2001/XMLSchema#",
	"dcterms": "http://purl.org/dc/terms/",
}

// StandardContext is the address of the standard's context, as documents name
// it. It is never fetched.
const StandardContext = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"

// isStandardContext knows it in every version, and where it lay before.
func isStandardContext(url string) bool {
	_, rest, _ := strings.Cut(url, "://")
	return strings.HasSuffix(rest, "/epcis-context.jsonld") &&
		(strings.HasPrefix(rest, "ref.gs1.org/") || strings.HasPrefix(rest, "gs1.github.io/"))
}

// namesMax bounds the copy of them that each event with an own context makes.
const namesMax = 256

// context adds what an @context declares to the names in force. A remote one
// that is not the standard's is taken for granted and declares nothing.
func (r *reader) context(v Value) {
	r.names = maps.Clone(r.names)
	if v.Kind == Array {
		for i := range v.Items() {
			r.enter(item(i))
			r.contextEntry(&v.Items()[i])
			r.leave()
		}
		r.distinct(written(v.Items()))
	} else {
		r.contextEntry(&v)
	}
	if len(r.names) > namesMax {
		r.refuse("This context declares more than %d names; keep those that are used.", namesMax)
		r.names = standardNames
	}
}

// written are the entries as JSON, for comparison.
func written(entries []Value) []string {
	list := make([]string, len(entries))
	for i, entry := range entries {
		list[i] = string(entry.AppendJSON(nil))
	}
	return list
}

func (r *reader) contextEntry(v *Value) {
	switch v.Kind {
	case String:
		r.absolute(v)
	case Object:
		for i := range v.Members() {
			m := &v.Members()[i]
			r.enter(named(m.Name))
			r.declare(m.Name, m.Value)
			r.leave()
		}
		r.names.resolve(v.Members())
	default:
		r.refuse("A context is an address or an object that names namespaces, not %s.", v.Kind)
	}
}

// declare takes one line of a local context: a prefix or a term with its URI,
// or with an object that may hold it (JSON-LD 1.1, section 4.1).
func (r *reader) declare(name string, v Value) {
	if v.Kind == Object {
		v, _ = v.Get("@id")
	}
	switch {
	case strings.HasPrefix(name, "@") || v.Kind == Null:
	case v.Kind != String:
		r.refuse("A namespace is written as text, not as %s.", v.Kind)
	case strings.HasPrefix(v.Text, "@"):
	case !isURI(v.Text):
		r.refuse("%.80q is not a namespace; it must be a URI, such as https://example.com/epcis/.", v.Text)
	default:
		r.names[name] = v.Text
	}
}

// resolve expands namespaces that are written with another prefix. One that
// leads over more than one other is left as it is.
func (n names) resolve(lines []Member) {
	for _, line := range lines {
		if uri, ok := n[line.Name]; ok {
			n[line.Name] = expand(uri, n)
		}
	}
}

// field is a member with its name taken apart, if that is in any namespace: a
// compact URI, a declared term or a whole URI. A prefix that nobody declared
// may come from a remote context, and stands for itself.
func (n names) field(m Member) (Field, bool) {
	prefix, local, compact := strings.Cut(m.Name, ":")
	if space := n[prefix]; compact && space != "" {
		return Field{space, local, m.Value}, isURI(m.Name)
	}
	uri := m.Name
	if term := n[m.Name]; !compact && term != "" {
		uri = term
	}
	cut := strings.LastIndexAny(uri, "/#:") + 1
	return Field{uri[:cut], uri[cut:], m.Value}, isURI(uri) && cut < len(uri)
}
