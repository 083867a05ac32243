package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/lookup"
	"temgoc/internal/origincode"
	"temgoc/internal/scan"
	"temgoc/internal/stamp"
)

// inspectorPage is what an officer wants to know of a code. Looking leaves no
// trace in the stamp's record.
type inspectorPage struct {
	Base
	Code   string // as typed
	Found  bool
	Answer lookup.Answer
	Words  verdictWords
	OCOP   ocopLine
	Unit   bool      // the code is that of one stamp, of Run
	Run    stamp.Run // zero for a number that was never issued
	Review bool      // so many devices that somebody should look at it
	Path   string    // of the public page

	Journey journeyWords
	Todo    todo
}

func (s *Server) inspector(c *gin.Context) error {
	page := inspectorPage{Base: s.base(c, "inspector.title"), Code: strings.TrimSpace(c.Query("code"))}
	if page.Code == "" {
		return s.render(c, http.StatusOK, "inspector", page)
	}
	var err error
	if page.Answer, err = s.Lookup.Peek(c.Request.Context(), page.Code); err != nil {
		return err
	}
	page.Found = true
	page.Words = s.verdictWords(page.Lang, page.Answer)
	if page.Answer.View != nil {
		page.OCOP = ocopOf(page.Lang, page.Answer.View.Certificates, s.today())
		page.Path = page.Answer.Code.Path()
		if page.Journey, page.Todo, err = s.journeyOf(c, page.Lang, who(c), page.Answer.View.BatchNumber); err != nil {
			return err
		}
		if err := s.inspectUnit(c.Request.Context(), who(c), &page); err != nil {
			return err
		}
	}
	return s.render(c, http.StatusOK, "inspector", page)
}

func (s *Server) inspectUnit(ctx context.Context, who account.Principal, page *inspectorPage) (err error) {
	code := page.Answer.Code
	if page.Unit = code.Kind != origincode.Batch; !page.Unit {
		return nil
	}
	page.Review = s.Lookup.Rules.At(s.Now()).Judge(page.Answer.State.Evidence) >= scan.Review
	page.Run, err = stamp.RunOfUnit(ctx, s.Pool, who, page.Answer.View.BatchID, int(code.Unit))
	if errors.Is(err, catalog.ErrNotFound) {
		return nil
	}
	return err
}
