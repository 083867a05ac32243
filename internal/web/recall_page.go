package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/input"
	"temgoc/internal/stamp"
)

// recallPage is for producers and administrators alike. It is in two steps:
// what is sent first is shown as shoppers will read it, and recalled when it is
// sent again.
type recallPage struct {
	Base
	catalog.Facts
	Ledger   stamp.Ledger
	Back     string // the page that led here
	Confirm  bool   // the second step
	Form     url.Values
	Problems Problems
}

func (s *Server) recallForm(c *gin.Context) error {
	page, err := s.recallPage(c)
	if err != nil {
		return err
	}
	page.Form = url.Values{"contact": {page.Maker.Phone}}
	return s.render(c, http.StatusOK, "recall", page)
}

func (s *Server) recallPage(c *gin.Context) (page recallPage, err error) {
	b, err := s.ownBatch(c)
	if err != nil {
		return page, err
	}
	ctx := c.Request.Context()
	if page.Facts, err = catalog.BatchFacts(ctx, s.Pool, b.Number); err != nil {
		return page, err
	}
	if page.Ledger, err = stamp.LedgerOf(ctx, s.Pool, who(c), b.ID, 0); err != nil {
		return page, err
	}
	page.Base = s.base(c, "recall.title")
	page.Back = "/producer/batches/" + b.ID.String()
	if who(c).Role == account.Admin {
		page.Back = "/admin/products/" + b.ProductID.String()
	}
	return page, nil
}

func (s *Server) declareRecall(c *gin.Context) error {
	page, err := s.recallPage(c)
	if err != nil {
		return err
	}
	if err := c.Request.ParseForm(); err != nil {
		return formError(err)
	}
	page.Form = c.Request.PostForm
	switch page.Form.Get("step") {
	case "declare":
		return s.declare(c, page)
	case "change":
		return s.render(c, http.StatusOK, "recall", page)
	}
	if strings.TrimSpace(page.Form.Get("reason")) == "" {
		return s.recallAgain(c, page, input.Error{Field: "reason", Problem: "text.missing"})
	}
	page.Confirm = true
	return s.render(c, http.StatusOK, "recall", page)
}

func (s *Server) declare(c *gin.Context, page recallPage) error {
	_, err := catalog.DeclareRecall(c.Request.Context(), s.Pool, who(c), page.Batch.ID, catalog.NewRecall{
		Reason:      page.Form.Get("reason"),
		Instruction: page.Form.Get("instruction"),
		Contact:     page.Form.Get("contact"),
	})
	if err != nil {
		return s.recallAgain(c, page, err)
	}
	s.reloadLinks(c.Request.Context())
	c.Redirect(http.StatusSeeOther, page.Back+"?done=recall")
	return nil
}

func (s *Server) recallAgain(c *gin.Context, page recallPage, err error) error {
	if page.Problems = page.problems(err); page.Problems == nil {
		return err
	}
	return s.render(c, http.StatusBadRequest, "recall", page)
}
