package link

import (
	"mime"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"temgoc/internal/input"
)

const (
	maxTitle     = 200 // characters
	maxLang      = 35  // the longest tag that software must take (RFC 5646 §4.4.1)
	maxMediaType = 100
)

// cleaned is a proposed link as it is stored; bad gathers what is wrong with it.
func (l Link) cleaned(bad *input.Errors) Link {
	isType := func(t Type) bool { return t.Curie == l.Type }
	if !slices.ContainsFunc(Types(), isType) {
		bad.Add("link_type", "link.type_unknown")
	}
	l.Href = strings.TrimSpace(l.Href)
	if problem := checkHref(l.Href); problem != "" {
		bad.Add("href", problem)
	}
	l.Title = bad.Line("title", l.Title, 1, maxTitle)
	l.Lang = cleanLang(bad, l.Lang)
	l.MediaType = cleanMediaType(bad, l.MediaType)
	return l
}

// cleanLang is the canonical spelling of a tag, "vi-VN" for "vi_vn".
func cleanLang(bad *input.Errors, s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	if len(s) > maxLang {
		bad.Add("lang", "link.lang")
		return ""
	}
	tag, err := language.Parse(s)
	if base, _, _ := tag.Raw(); err != nil || base == (language.Base{}) {
		bad.Add("lang", "link.lang")
	}
	return tag.String()
}

// mediaType is one type of RFC 6838 §4.2, no wildcard.
var mediaType = regexp.MustCompile(`^[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*$`)

func cleanMediaType(bad *input.Errors, s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	kind, params, err := mime.ParseMediaType(s)
	if err != nil || len(s) > maxMediaType || !mediaType.MatchString(kind) {
		bad.Add("media_type", "link.media_type")
	}
	return mime.FormatMediaType(kind, params)
}
