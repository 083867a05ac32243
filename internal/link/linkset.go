package link

import (
	"encoding/json"
	"regexp"
	"slices"
)

// Document is a linkset (RFC 9264 §4.2) that holds to GS1's schema of it.
type Document struct {
	Linkset []Context `json:"linkset"`
}

// Context is the links of one anchor, by the IRI of their type.
type Context struct {
	Anchor      string
	Description string
	Members     map[string][]Target
}

// Target is one link of a linkset.
type Target struct {
	Href     string   `json:"href"`
	Title    string   `json:"title"`
	Type     string   `json:"type,omitempty"`
	Hreflang []string `json:"hreflang,omitempty"`
}

// NewDocument is the linkset of an entity, one context a level, from the most
// specific up. base is the scheme and host of the anchors.
func NewDocument(base string, levels []Level) Document {
	doc := Document{Linkset: []Context{}}
	for i, level := range levels {
		c := newContext(base, level.Path)
		c.Description = level.Description
		c.add(level.Links...)
		c.add(level.Own...)
		c.addDefaults(defaults(levels[i:]))
		doc.Linkset = append(doc.Linkset, c)
	}
	return doc
}

// ChoicesDocument is the linkset of an answer of several choices (§2.6.3).
func ChoicesDocument(base, path string, links []Link) Document {
	c := newContext(base, path)
	c.add(links...)
	return Document{Linkset: []Context{c}}
}

func newContext(base, path string) Context {
	return Context{Anchor: base + path, Members: map[string][]Target{}}
}

func (c Context) add(links ...Link) {
	for _, l := range links {
		c.member(l.Type, target(l))
	}
}

// addDefaults says what the level redirects to (§2.5.8): one default link,
// which has nothing but a title, the defaults by language if there are several,
// and all of them under their types, for a level may have them from above.
func (c Context) addDefaults(defaults []Link) {
	c.add(defaults...)
	if l, ok := fallback(defaults); ok {
		c.member(defaultLink, Target{Href: l.Href, Title: l.Title})
	}
	if len(defaults) > 1 {
		for _, l := range defaults {
			c.member(defaultLinkMulti, target(l))
		}
	}
}

// member adds what is not there yet.
func (c Context) member(curie string, t Target) {
	same := func(o Target) bool {
		return o.Href == t.Href && o.Title == t.Title && o.Type == t.Type && slices.Equal(o.Hreflang, t.Hreflang)
	}
	key := iri(curie)
	if !slices.ContainsFunc(c.Members[key], same) {
		c.Members[key] = append(c.Members[key], t)
	}
}

func target(l Link) Target {
	t := Target{Href: l.Href, Title: l.Title, Type: l.MediaType}
	if lang := schemaLanguage.FindStringSubmatch(l.Lang); lang != nil {
		t.Hreflang = []string{lang[1] + lang[2]}
	}
	return t
}

// schemaLanguage finds what GS1's schema of linksets has room for: two letters,
// or two and a country's two. "zh-Hant-TW" is told as "zh-TW"; "fil" cannot be.
var schemaLanguage = regexp.MustCompile(`^([a-z]{2})(?:-[A-Za-z]{4})?(-[A-Z]{2})?(?:-|$)`)

// MarshalJSON puts the members beside the anchor.
func (c Context) MarshalJSON() ([]byte, error) {
	fields, err := json.Marshal(struct {
		Anchor      string `json:"anchor"`
		Description string `json:"description,omitempty"`
	}{c.Anchor, c.Description})
	if err != nil || len(c.Members) == 0 {
		return fields, err
	}
	members, err := json.Marshal(c.Members)
	if err != nil {
		return nil, err
	}
	fields[len(fields)-1] = ','
	return append(fields, members[1:]...), nil
}
