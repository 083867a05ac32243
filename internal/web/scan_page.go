package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/day"
	"temgoc/internal/lookup"
)

// scanPage is what a shopper sees of a code. Answer.View is nil when the code
// is not ours, and then nothing below the verdict is shown.
type scanPage struct {
	Base
	lookup.Answer
	Words    verdictWords
	Rendered renderedView
	Seen     string // how often the stamp was checked; empty when unknown
	Staff    bool   // whose visits do not count
	Scanned  bool   // this visit is on record
	Links    []shopperLink
	Data     *ldProduct // of the code; nil unless it is ours
}

// scanPage answers a code that was scanned.
func (s *Server) scanPage(c *gin.Context) error {
	visit := s.visit(c)
	path, query := codePath(c.Request.URL), withoutParams(c.Request.URL.RawQuery, "lang", "via")
	a, err := s.Lookup.Scan(c.Request.Context(), path, query, visit)
	if err != nil {
		return err
	}
	if a.View != nil || a.Card != nil {
		s.offerLinkset(c, path, query)
	}
	return s.showAnswer(c, a, visit.Count)
}

// showAnswer renders the page of an answer. counted is true when the visit
// could be recorded as a scan.
func (s *Server) showAnswer(c *gin.Context, a lookup.Answer, counted bool) error {
	page := scanPage{Base: s.base(c, "scan.title"), Answer: a}
	_, page.Staff = signedIn(c)
	// An officer who looks has no stamp to scan first, and a program none at all.
	page.Shared = a.Shared && !page.Staff && wanted(c.Request) == htmlType
	page.Words = s.verdictWords(page.Lang, page.Answer)
	page.Title = page.Words.Title
	page.Data = s.ldOfAnswer(page.Lang, a)
	page.Links = s.shopperLinks(page.Lang, a, page.Words.Tone)
	if a.View != nil {
		var err error
		if page.Rendered, err = s.renderedView(page.Lang, a.View, day.Of(s.Now())); err != nil {
			return err
		}
		page.Scanned = counted && a.AsOf.IsZero()
		page.Seen = seenWords(page.Lang, a, page.Scanned)
	}
	return s.render(c, answerStatus(a), "scan", page)
}

// answerStatus: a wrong code of ours is answered, what never was one is not
// found, and what is no code at all is the caller's mistake.
func answerStatus(a lookup.Answer) int {
	if a.Verdict != lookup.NotOurs {
		return http.StatusOK
	}
	switch a.Reason {
	case lookup.Malformed:
		return http.StatusBadRequest
	case lookup.Foreign:
		return http.StatusNotFound
	}
	return http.StatusOK
}
