package web

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
	"temgoc/internal/lookup"
)

// placeToldPage is where the question of the scan page leads: to thanks, or to
// the question again where the answer cannot be taken.
type placeToldPage struct {
	Base
	Text     string // the code, as the scan page has it
	Back     string // path of its page; empty for what is no code of ours
	Thanks   bool
	Problems Problems
}

// Provinces are the answers to choose from.
func (l *Lang) Provinces() []catalog.Province { return catalog.Provinces }

func (s *Server) newPlaceToldPage(c *gin.Context, text string) placeToldPage {
	page := placeToldPage{Base: s.base(c, "bought.title"), Text: text}
	if path, err := s.locate(c, text); err == nil && path != "" {
		page.Back = asLink(path)
	}
	return page
}

// asLink is the page of a code as those who share it open it: looking again is
// no scan.
func asLink(path string) string {
	u, err := url.Parse(lookup.PagePrefix + path)
	if err != nil {
		return ""
	}
	if u.RawQuery != "" {
		u.RawQuery += "&"
	}
	u.RawQuery += viaLink
	return u.String()
}

func (s *Server) placeTold(c *gin.Context) error {
	page := s.newPlaceToldPage(c, c.Query("code"))
	page.Thanks = c.Query("sent") != ""
	return s.render(c, http.StatusOK, "place_told", page)
}

// tellPlace takes the answer of the device that scanned, and of no other.
func (s *Server) tellPlace(c *gin.Context) error {
	if err := c.Request.ParseForm(); err != nil {
		return formError(err)
	}
	if err := s.take(c, placesTold, s.network(c)); err != nil {
		return err
	}
	text := c.Request.PostForm.Get("code")
	visit := lookup.Visit{Device: deviceOf(s.cookie(c, "device")), Lang: s.language(c).Tag}
	err := s.Lookup.TellPlace(c.Request.Context(), text, visit, c.Request.PostForm.Get("province"))
	if err == nil {
		c.Redirect(http.StatusSeeOther, "/place?"+url.Values{"sent": {"1"}, "code": {text}}.Encode())
		return nil
	}
	page := s.newPlaceToldPage(c, text)
	if page.Problems = page.problems(err); page.Problems == nil {
		return err
	}
	return s.render(c, http.StatusBadRequest, "place_told", page)
}
