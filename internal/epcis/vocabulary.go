package epcis

// Vocabulary is master data in the header of a document (EPCIS 2.0, section
// 6.5): places, parties or classes of goods, with what is known of each.
type Vocabulary struct {
	Type     string // a URI, in full
	Elements []VocabularyElement
}

// VocabularyElement is one place, party or class.
type VocabularyElement struct {
	ID         string
	Attributes []Attribute
	Children   []string // URIs of places inside of a place
}

// Attribute is one thing that is known: a text, a number or an object.
type Attribute struct {
	Name  string // a URI, in full
	Value Value
}

var vocabularyMembers = lexiconOf(members[Vocabulary]{
	"type": func(r *reader, v *Value, to *Vocabulary) { to.Type = expand(r.absolute(v), r.names) },
	"vocabularyElementList": func(r *reader, v *Value, to *Vocabulary) {
		to.Elements = readList(r, v, readVocabularyElement)
	},
})

func readVocabulary(r *reader, v *Value, to *Vocabulary) {
	readObject(r, v, vocabularyMembers, to, nothingMore)
	r.require(v, "type", "the URI of what it lists, such as urn:epcglobal:epcis:vtype:Location")
}

var vocabularyElementMembers = lexiconOf(members[VocabularyElement]{
	"id":         func(r *reader, v *Value, to *VocabularyElement) { to.ID = r.absolute(v) },
	"attributes": func(r *reader, v *Value, to *VocabularyElement) { to.Attributes = readList(r, v, readAttribute) },
	"children":   func(r *reader, v *Value, to *VocabularyElement) { to.Children = readTexts(r, v, (*reader).absolute) },
})

func readVocabularyElement(r *reader, v *Value, to *VocabularyElement) {
	readObject(r, v, vocabularyElementMembers, to, nothingMore)
	r.require(v, "id", "the URI of the place, party or class")
}

var attributeMembers = lexiconOf(members[Attribute]{
	"id": func(r *reader, v *Value, to *Attribute) { to.Name = expand(r.absolute(v), r.names) },
	"attribute": func(r *reader, v *Value, to *Attribute) {
		if to.Value = *v; v.Kind == Null {
			r.refuse("An attribute without a value says nothing; remove it.")
		}
	},
})

func readAttribute(r *reader, v *Value, to *Attribute) {
	readObject(r, v, attributeMembers, to, nothingMore)
	r.require(v, "id", "the URI of what it tells")
}

// nothingMore lets pass what else there is: the schema leaves it open.
func nothingMore[T any](*reader, *Member, *T) {}
