package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/catalog"
	"temgoc/internal/input"
	"temgoc/internal/origincode"
	"temgoc/internal/printing"
	"temgoc/internal/stamp"
)

const runsPage = 20

type producerBatchPage struct {
	Base
	catalog.Facts
	OCOP       ocopLine
	Code       string   // of the batch; empty if its key is revoked
	Carton     []string // what its label says below the name
	Ledger     stamp.Ledger
	Bar        []barPart
	States     []stampState
	NextStates string
	Runs       []stamp.Run
	NextRuns   string
	Journey    journeyWords
	Todo       todo
	Prints     []printLine
	NextPrints string
	Stocks     []stockGroup
	DPIs       []int
	Form       url.Values // of the order, as typed
	Problems   Problems
	Done       string // what was just done: "batch"
}

func (s *Server) producerBatch(c *gin.Context) error {
	b, err := s.ownBatch(c)
	if err != nil {
		return err
	}
	page, err := s.producerBatchPage(c, b)
	if err != nil {
		return err
	}
	page.Done = c.Query("done")
	printer := s.printer(c)
	page.Form = url.Values{
		"quantity": {strconv.Itoa(page.Ledger.Left)},
		"kind":     {string(autoKind)},
		"stock":    {printer.Get("stock")},
		"dpi":      {printer.Get("dpi")},
		"key":      {uuid.NewString()},
	}
	if page.OCOP.Stars > 0 {
		page.Form.Set("ocop", "yes")
	}
	return s.render(c, http.StatusOK, "producer_batch", page)
}

// producerBatchPage is all of the page but the form.
func (s *Server) producerBatchPage(c *gin.Context, b catalog.Batch) (page producerBatchPage, err error) {
	ctx := c.Request.Context()
	if page.Facts, err = catalog.BatchFacts(ctx, s.Pool, b.Number); err != nil {
		return page, err
	}
	if page.Ledger, err = stamp.LedgerOf(ctx, s.Pool, who(c), b.ID, afterNumber(c, "units")); err != nil {
		return page, err
	}
	runs, err := stamp.Runs(ctx, s.Pool, who(c), b.ID, afterNumber(c, "runs"), runsPage+1)
	if err != nil {
		return page, err
	}
	if page.Code, err = s.batchCode(b); err != nil && !errors.Is(err, origincode.ErrRevoked) {
		return page, err
	}
	page.Base = s.base(c, "producer.batch.title")
	page.Wide = true
	if page.Journey, page.Todo, err = s.journeyOf(c, page.Lang, who(c), b.Number); err != nil {
		return page, err
	}
	page.OCOP = ocopOf(page.Lang, page.Certificates, s.today())
	page.Carton = batchLines(s.languages.byTag["vi"], b)
	page.Bar = ledgerBar(page.Ledger)
	page.States = stampStates(page.Lang, page.Ledger.Ranges)
	if page.Ledger.Next > 0 {
		page.NextStates = nextPage(c, "units", strconv.Itoa(page.Ledger.Next))
	}
	page.Stocks, page.DPIs = page.stockGroups(s), resolutions
	prints, err := printing.BatchPrints(ctx, s.Pool, who(c), b.ID, printsAfter(c))
	if err != nil {
		return page, err
	}
	page.Prints, page.NextPrints = s.printLines(c, page.Lang, prints, nil)
	var more bool
	if page.Runs, more = firstOf(runs, runsPage); more {
		page.NextRuns = nextPage(c, "runs", strconv.Itoa(runs[runsPage].FirstUnit))
	}
	return page, nil
}

// issueStamps orders a run. The form's key makes a form that is sent twice one
// order.
func (s *Server) issueStamps(c *gin.Context) error {
	b, err := s.ownBatch(c)
	if err != nil {
		return err
	}
	if err := c.Request.ParseForm(); err != nil {
		return formError(err)
	}
	kid, err := s.Keys.Issuing(s.Now())
	if err != nil {
		return err
	}
	form := c.Request.PostForm
	choice, err := s.kindInForm(form)
	if err != nil {
		return s.issueAgain(c, b, err)
	}
	run, _, err := stamp.Issue(c.Request.Context(), s.Pool, who(c), b.ID, kid, s.today(), form.Get("key"), stamp.Order{
		Quantity: readCount(form.Get("quantity")),
		Kind:     choice.Kind,
		OCOP:     form.Get("ocop") != "",
	})
	if err == nil {
		c.Redirect(http.StatusSeeOther, runPath(run.ID)+"?"+s.issued(c, choice).Encode())
		return nil
	}
	if errors.Is(err, stamp.ErrKeyReused) { // back, another number, and sent again
		err = input.Error{Field: "quantity", Problem: "issue.sent_already"}
	}
	return s.issueAgain(c, b, err)
}

// issueAgain shows the form with what is wrong, and with a new key: the old one
// may stand for an order that was given.
func (s *Server) issueAgain(c *gin.Context, b catalog.Batch, cause error) error {
	page, err := s.producerBatchPage(c, b)
	if err != nil {
		return err
	}
	code := http.StatusBadRequest
	if page.Problems = page.problems(cause); page.Problems == nil {
		field := "quantity"
		if classify(cause).Fits != nil {
			field = "stock"
		}
		if page.Problems, code = page.refusal(cause, field); page.Problems == nil {
			return cause
		}
	}
	page.Form = c.Request.PostForm
	page.Form.Set("key", uuid.NewString())
	return s.render(c, code, "producer_batch", page)
}
