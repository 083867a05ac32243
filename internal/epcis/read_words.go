package epcis

import "strings"

// closed are the beginnings of URIs of vocabularies in which nobody but GS1
// may make words.
var closed = []string{
	"urn:epcglobal:cbv:", "http://ns.gs1.org/cbv/", "https://ns.gs1.org/cbv/",
	"http://gs1.org/voc/", "https://gs1.org/voc/", "http://www.gs1.org/voc/", "https://www.gs1.org/voc/",
}

// word reads a word of CBV in any spelling and gives it bare; or the URI of an
// organisation's own word, in full.
func (r *reader) word(v *Value, of spelling, what string) string {
	if !r.is(v, String) {
		return ""
	}
	if of.bareWord.find(v.Text) {
		return v.Text
	}
	switch bare := of.bare(v.Text); {
	case of.words[bare]:
		return bare
	case !isURI(v.Text) || of.claims(v.Text):
		r.refuse("%.80q is not %s of CBV 2.0; write one of its words, or a URI of your own.", v.Text, what)
	}
	return expand(v.Text, r.names)
}

// claims tells whether the URI is of a form that only words of the vocabulary
// have.
func (p spelling) claims(uri string) bool {
	for _, begin := range closed {
		if strings.HasPrefix(uri, begin) {
			return true
		}
	}
	return strings.HasPrefix(uri, p.prefixes[0])
}

func (r *reader) bizStep(v *Value) string {
	return r.word(v, bizStepSpelling, "a business step")
}

func (r *reader) disposition(v *Value) string {
	return r.word(v, dispositionSpelling, "a disposition")
}

// lasting reads a persistent disposition, for which a name may be made up.
func (r *reader) lasting(v *Value) string {
	if v.Kind == String && isName(v.Text) {
		return v.Text
	}
	return r.disposition(v)
}

func (r *reader) lastingSet(v *Value) []string {
	list := readTexts(r, v, (*reader).lasting)
	if v.Kind == Array && len(list) == 0 {
		r.refuse("This list is empty; name a disposition or leave the list out.")
	}
	r.distinct(list)
	return list
}
