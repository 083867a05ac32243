package epcis

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Hash identifies the event by its content, whatever its spelling: the name of
// its pre-hash string by RFC 6920 (CBV 2.0, section 8.9).
func (e Event) Hash() string {
	sum := sha256.Sum256(e.appendPreHash(make([]byte, 0, 1024)))
	name := append(make([]byte, 0, 96), "ni:///sha-256;"...)
	return string(append(hex.AppendEncode(name, sum[:]), "?ver=CBV2.0"...))
}

// Key is what tells the event from others: its own id, else its hash.
func (e Event) Key() string {
	if e.ID != "" {
		return e.ID
	}
	return e.Hash()
}

// PreHash is the canonical text of the event that Hash digests: its elements
// in the standard's order, then what is left of it, sorted.
func (e Event) PreHash() string { return string(e.appendPreHash(nil)) }

func (e Event) appendPreHash(b []byte) []byte {
	h := preHasher{e.Namespaces}
	root := h.element("", e.Value)
	b = append(append(b, "eventType="...), e.Type...)
	b = appendOrdered(b, root.children, eventOrder)
	for i := range root.children {
		c := &root.children[i]
		c.spent = c.spent || unhashedMembers[c.name] || slices.ContainsFunc(e.Unhashed, func(name string) bool {
			return h.expandName(name) == c.name
		})
	}
	return appendRest(b, root.children)
}

// unhashedMembers of an event do not tell what happened.
var unhashedMembers = vocabulary{
	"@context": true, "type": true, "eventID": true, "recordTime": true, "errorDeclaration": true,
}

// unhashedBy are the extensions that a document's own "ignoreFields", in
// whatever namespace, leaves out of the hashes of its events: a repository's
// notes, such as the hash itself.
func unhashedBy(document Value) []string {
	var names []string
	for _, m := range document.Members() {
		if strings.HasSuffix(m.Name, ":ignoreFields") {
			for _, item := range m.Value.Items() {
				names = append(names, item.Text)
			}
		}
	}
	return names
}
