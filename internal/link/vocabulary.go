package link

import (
	"slices"
	"strings"
)

// The vocabulary's file is not part of the project.
//go:generate go run ./gen $CONFORMANCE_DIR/gs1/linktypes.json vocabulary_table.go

// Vocabulary is the namespace of link types (§2.14).
const Vocabulary = "https://ref.gs1.org/voc/"

// formerVocabulary is still found in what others wrote.
const formerVocabulary = "https://gs1.org/voc/"

// Type is a kind of link in the GS1 Web Vocabulary.
type Type struct {
	Curie      string // "gs1:pip"
	Label      string // in English
	Deprecated bool
}

const (
	defaultLink      = "gs1:defaultLink"
	defaultLinkMulti = "gs1:defaultLinkMulti"
	recallStatus     = "gs1:recallStatus"
)

// Types are those that a link may have. That a link is a default is said beside
// its type, which must describe it as well (§2.5.8).
func Types() []Type {
	return slices.DeleteFunc(slices.Clone(types[:]), func(t Type) bool {
		return t.Deprecated || t.Curie == defaultLink || t.Curie == defaultLinkMulti
	})
}

// curieOf shortens a type that is written in full.
func curieOf(s string) string {
	for _, namespace := range [...]string{Vocabulary, formerVocabulary} {
		if name, ok := strings.CutPrefix(s, namespace); ok {
			return "gs1:" + name
		}
	}
	return s
}

// iri is a type written in full.
func iri(curie string) string { return Vocabulary + strings.TrimPrefix(curie, "gs1:") }
