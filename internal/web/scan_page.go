package web

import (
	"fmt"
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
	Words        verdictWords
	Grouped      string // the serial as on the label
	Seen         string // how often the stamp was checked; empty when unknown
	Staff        bool   // whose visits do not count
	Scanned      bool   // this visit is on record
	OCOP         ocopLine
	Certificates []certificateLine
	Journey      journeyWords
	Links        []shopperLink
	Data         *ldProduct // of the code; nil unless it is ours
}

// scanPage answers a code that was scanned.
func (s *Server) scanPage(c *gin.Context) error {
	visit, fresh := s.visit(c)
	path, query := codePath(c.Request.URL), withoutParams(c.Request.URL.RawQuery, "lang", "via")
	a, err := s.Lookup.Scan(c.Request.Context(), path, query, visit)
	if fresh && (a.View != nil || err != nil) { // what failed may be on record all the same
		s.setDevice(c, visit.Device)
	}
	if err != nil {
		return err
	}
	if a.View != nil || a.Card != nil {
		s.offerLinkset(c, path, query)
	}
	return s.showAnswer(c, a, visit.Count)
}

// showAnswer sends the page of an answer. counted is true when the visit could
// be recorded as a scan. The pages of shoppers are spliced; those who are signed
// in get theirs from the template.
func (s *Server) showAnswer(c *gin.Context, a lookup.Answer, counted bool) error {
	if err := s.countWrong(c, a); err != nil {
		return err
	}
	began := s.Now()
	page := s.newScanPage(c, a, counted)
	t, today := newTold(page.Base, a, page.Scanned), day.Of(began)
	if page.Staff {
		return s.render(c, answerStatus(a), "scan", s.completed(page, today, t))
	}
	spliced, err := s.spliced(page, today, t)
	if err != nil {
		return err
	}
	if s.Demo != nil { // elsewhere it is nobody's business
		c.Header("Server-Timing", serverTiming(a.Took, s.Now().Sub(began)))
	}
	s.sendSpliced(c, answerStatus(a), spliced, t)
	return nil
}

// newScanPage has only what decides which pages are alike.
func (s *Server) newScanPage(c *gin.Context, a lookup.Answer, counted bool) scanPage {
	page := scanPage{Base: s.base(c, "scan.title"), Answer: common(a)}
	page.RequestID = "" // it is of one request
	_, page.Staff = signedIn(c)
	// An officer who looks has no stamp to scan first, and a program none at all.
	page.Shared = a.Shared && !page.Staff && wanted(c.Request) == htmlType
	page.Scanned = counted && a.View != nil && a.AsOf.IsZero()
	page.Links = s.shopperLinks(page.Lang, a)
	return page
}

// completed has what is made from the answer and from what is told.
func (s *Server) completed(p scanPage, today day.Day, t told) scanPage {
	p.Words = s.verdictWords(p.Lang, p.Answer)
	p.Title = p.Words.Title
	p.tell(t)
	p.Data = s.ldOfAnswer(p.Lang, p.Answer)
	if p.Words.Tone == bad { // no page that warns also advertises
		p.Links = nil
	}
	if v := p.View; v != nil {
		p.OCOP = ocopOf(p.Lang, v.Certificates, today)
		p.Certificates = certificateLines(p.Lang, v.Certificates, today)
		p.Journey = p.journeyWords(v.Journey, v.Goods())
	}
	return p
}

// spliced is the page of which page is one; it is made if need be.
func (s *Server) spliced(page scanPage, today day.Day, t told) (*splicedPage, error) {
	key := page.likeness(today, t)
	if p, ok := s.pages.GetIfPresent(key); ok {
		return p, nil
	}
	html, err := s.execute("scan", s.completed(page, today, t.marked()))
	if err != nil {
		return nil, err
	}
	p, err := cut(html)
	if err != nil {
		return nil, fmt.Errorf("page scan: %w", err)
	}
	s.pages.Set(key, p)
	return p, nil
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
