package web

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/recall"
	"temgoc/internal/stamp"
)

// recallPage is for producers and administrators alike. It is in two steps:
// what is sent first is shown as shoppers will read it, with what was made from
// the batch and how many received it, and recalled when it is sent again.
type recallPage struct {
	Base
	catalog.Facts
	Ledger   stamp.Ledger
	Back     string // the page that led here
	Form     url.Values
	Problems Problems
	Preview  *recallPreview // the second step
}

// recallPreview is what a recall would do.
type recallPreview struct {
	Order     recall.Order
	Lines     []string       // that shoppers of the batch read
	Lineage   recall.Lineage // what was made from the batch; its Others are the authority's to decide
	Receivers int
}

// LastUnit is the number of the batch's last stamp.
func (p recallPage) LastUnit() int { return p.Batch.NextUnit - 1 }

// CheckPart says which stamps are recalled.
func (p recallPage) CheckPart() string {
	first, last := *p.Preview.Order.First, *p.Preview.Order.Last
	if first == last {
		return p.T("recall.check.one", "Unit", first)
	}
	return p.T("recall.check.part", "First", first, "Last", last)
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
	step := page.Form.Get("step")
	if step == "change" {
		return s.render(c, http.StatusOK, "recall", page)
	}
	order, err := s.recallOrder(c.Request.Context(), page.Batch, page.Form)
	if err != nil {
		return s.recallAgain(c, page, err)
	}
	if step == "declare" {
		return s.declare(c, page, order)
	}
	if page.Preview, err = s.recallPreview(c, page, order); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "recall", page)
}

func (s *Server) recallPreview(c *gin.Context, page recallPage, o recall.Order) (*recallPreview, error) {
	ctx, reader := c.Request.Context(), who(c)
	lineage, err := recall.LineageOf(ctx, s.Pool, reader, page.Batch)
	if err != nil {
		return nil, err
	}
	p := &recallPreview{Order: o, Lineage: lineage, Lines: page.RecallLines(catalog.Recall{
		Reason: o.Reason, Instruction: o.Instruction, Contact: o.Contact,
	})}
	batches := []catalog.Goods{{Batch: page.Batch, Product: page.Product, Maker: page.Maker}}
	for _, d := range lineage.Batches {
		batches = append(batches, d.Goods)
	}
	receivers, err := recall.ReceiversOf(ctx, s.Pool, reader, batches)
	p.Receivers = len(recall.PartiesOf(receivers))
	return p, err
}

func (s *Server) declare(c *gin.Context, page recallPage, o recall.Order) (err error) {
	if o.Include, err = includedInForm(page.Form); err != nil {
		return s.recallAgain(c, page, err)
	}
	declared, err := recall.Declare(c.Request.Context(), s.Pool, who(c), o)
	if err != nil {
		return s.recallAgain(c, page, err)
	}
	s.reloadLinks(c.Request.Context())
	c.Redirect(http.StatusSeeOther, recallPath(who(c), declared.ID)+"?done=declared")
	return nil
}

func (s *Server) recallAgain(c *gin.Context, page recallPage, err error) error {
	code := http.StatusBadRequest
	if page.Problems = page.problems(err); page.Problems == nil {
		if page.Problems, code = page.refusal(err, "first"); page.Problems == nil {
			return err
		}
	}
	return s.render(c, code, "recall", page)
}
