package web

import (
	"strconv"

	"github.com/gin-gonic/gin"
)

// wrongCodePage is shown in place of a code's page to those who go beyond
// wrongCodes.
type wrongCodePage struct {
	Base
	Words verdictWords
}

// prepareWrongCode makes the page in each language, for a refusal must cost
// less than what it refuses.
func (s *Server) prepareWrongCode() error {
	s.wrongCode = make(map[string][]byte, len(s.languages.byTag))
	for tag, l := range s.languages.byTag {
		page := wrongCodePage{Base: Base{Lang: l, Authority: s.Authority, Demo: s.Demo != nil}}
		page.Title = l.T(wrongCodes.problem + ".title")
		page.Words = say(bad, page.Title, l.T(wrongCodes.problem+".text"), l.T("scan.not_ours.care"))
		html, err := s.execute("wrong_code", page)
		if err != nil {
			return err
		}
		s.wrongCode[tag] = html
	}
	return nil
}

func (s *Server) sendWrongCode(c *gin.Context, p problem) {
	s.setPageHeaders(c)
	page := s.wrongCode[s.language(c).Tag]
	c.Header("Content-Length", strconv.Itoa(len(page)))
	c.Data(p.Status, htmlUTF8, page)
}
