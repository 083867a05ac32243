package web

import (
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"
	"golang.org/x/text/language"

	"temgoc/internal/lookup"
)

const (
	languageKey = "language"
	year        = 365 * 24 * 3600 // seconds
)

// language is what the reader chose by ?lang=, else chose earlier, else the
// browser prefers, else Vietnamese.
func (s *Server) language(c *gin.Context) *Lang {
	if l, ok := c.Value(languageKey).(*Lang); ok {
		return l
	}
	l := s.chooseLanguage(c)
	c.Set(languageKey, l)
	return l
}

func (s *Server) chooseLanguage(c *gin.Context) *Lang {
	if l := s.languages.byTag[c.Query("lang")]; l != nil {
		s.setCookie(c, "lang", l.Tag, year)
		return l
	}
	if l := s.languages.byTag[s.cookie(c, "lang")]; l != nil {
		return l
	}
	return s.languages.preferred(c.GetHeader("Accept-Language"))
}

// Phones send a few dozen different headers; a longer one is none of theirs.
const (
	maxHeaders     = 1000
	maxHeaderBytes = 200
)

// preferred is the language that an Accept-Language header asks for. Matching
// takes 10 µs, so what was matched before is kept.
func (l *languages) preferred(header string) *Lang {
	if found, ok := l.matched.GetIfPresent(header); ok {
		return found
	}
	// What does not parse has no preference in it.
	wanted, _, _ := language.ParseAcceptLanguage(header)
	_, i, _ := l.matcher.Match(wanted...)
	found := l.byTag[l.tags[i].String()]
	if len(header) <= maxHeaderBytes {
		l.matched.Set(header, found)
	}
	return found
}

// languageLinks lead to the page itself in each language. On a code's page
// they say that they are a link, so that following one is not another scan.
func (s *Server) languageLinks(c *gin.Context, current *Lang) []LanguageLink {
	add := "lang="
	if strings.HasPrefix(strings.TrimPrefix(c.Request.URL.Path, lookup.PagePrefix), "/01/") {
		add = viaLink + "&lang="
	}
	query := withoutParams(c.Request.URL.RawQuery, "lang", "via")
	if query != "" {
		query += "&"
	}
	links := make([]LanguageLink, 0, len(s.languages.tags))
	for _, t := range s.languages.tags {
		tag := t.String()
		u := url.URL{Path: c.Request.URL.Path, RawPath: c.Request.URL.RawPath, RawQuery: query + add + tag}
		links = append(links, LanguageLink{
			Tag: tag, Label: strings.ToUpper(tag), URL: u.String(), Current: tag == current.Tag,
		})
	}
	return links
}

// withoutParams is the query without the named parameters, otherwise as it
// was: the order and escapes of a signed code must not change.
func withoutParams(rawQuery string, names ...string) string {
	var kept []string
pairs:
	for pair := range strings.SplitSeq(rawQuery, "&") {
		for _, n := range names {
			if key, _, _ := strings.Cut(pair, "="); key == n {
				continue pairs
			}
		}
		kept = append(kept, pair)
	}
	return strings.Join(kept, "&")
}
