package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/lookup"
)

// journeyPage is the whole public journey behind a code, for whom the page of
// the code does not tell enough. Looking is no scan.
type journeyPage struct {
	Base
	lookup.Answer
	Words   verdictWords
	Journey journeyWords
	Back    string // to the page of the code
}

func (s *Server) journeyPage(c *gin.Context) error {
	a, err := s.peek(c, c.Query("code"))
	if err != nil {
		return err
	}
	if a.View == nil {
		return status(http.StatusNotFound)
	}
	page := journeyPage{Base: s.base(c, "journey.title"), Answer: a, Back: byLink(a.Code.Path())}
	page.Words = s.verdictWords(page.Lang, a)
	if page.Journey, _, err = s.journeyOf(c, page.Lang, account.Principal{}, a.View.BatchNumber); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "journey", page)
}

// byLink is the address of a code whose opening is no scan.
func byLink(path string) string {
	if strings.Contains(path, "?") {
		return path + "&" + viaLink
	}
	return path + "?" + viaLink
}

// journeyOf is all that who may know of a batch, and what its page lacks.
func (s *Server) journeyOf(c *gin.Context, l *Lang, who account.Principal, number int32) (journeyWords, todo, error) {
	ctx := c.Request.Context()
	f, err := catalog.BatchFacts(ctx, s.Pool, number)
	if err != nil {
		return journeyWords{}, todo{}, err
	}
	j, err := s.Lookup.Journey(ctx, who, f)
	if err != nil {
		return journeyWords{}, todo{}, err
	}
	own := lookup.Goods{
		GTIN: f.Batch.GTIN.String(), Lot: f.Batch.Lot.String(),
		Maker: lookup.Party{Name: f.Maker.Name, NameEN: f.Maker.NameEN},
	}
	return l.journeyWords(j, own), todoOf(l, f, j.Stages), nil
}
