package web

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/printing"
	"temgoc/internal/stamp"
)

type producerRunPage struct {
	Base
	Run        runLabels
	States     []stampState
	NextStates string
	Prints     []printLine
	NextPrints string
	Waiting    stamp.Range // the first that wait to be activated
	Activate   rangeForm
	Void       rangeForm
	Causes     []cause
	Done       string // what was just done: "issued", "activated", "voided"
	Issued     string // which codes, and why
}

// rangeForm is a form about some numbers of the run.
type rangeForm struct {
	Form     url.Values // as typed
	Problems Problems
}

type cause struct{ Code, Name string }

func (s *Server) producerRun(c *gin.Context) error {
	r, err := s.runInPath(c)
	if err != nil {
		return err
	}
	page, err := s.producerRunPage(c, r)
	if err != nil {
		return err
	}
	if page.Done = c.Query("done"); page.Done == "issued" {
		page.Issued = s.issuedWords(c, page.Lang, r.Run)
	}
	return s.render(c, http.StatusOK, "producer_run", page)
}

func (s *Server) producerRunPage(c *gin.Context, r runLabels) (page producerRunPage, err error) {
	page = producerRunPage{Base: s.base(c, "run.title"), Run: r}
	page.Wide = true
	if err := s.runPrints(c, r.ID, &page); err != nil {
		return page, err
	}
	if err := s.runStates(c, r.Run, &page); err != nil {
		return page, err
	}
	page.Activate.Form = rangeValues(page.Waiting)
	page.Void.Form = url.Values{}
	for _, code := range stamp.Causes {
		page.Causes = append(page.Causes, cause{code, causeWords(page.Lang, code)})
	}
	return page, nil
}

// runStates fills in the states of the run's numbers, from ?units= on.
func (s *Server) runStates(c *gin.Context, run stamp.Run, page *producerRunPage) error {
	ctx := c.Request.Context()
	from := max(run.FirstUnit, afterNumber(c, "units"))
	ledger, err := stamp.LedgerOf(ctx, s.Pool, who(c), run.BatchID, from)
	if err != nil {
		return err
	}
	page.States = stampStates(page.Lang, within(ledger.Ranges, run.Range()))
	if ledger.Next > 0 && ledger.Next <= run.LastUnit() {
		page.NextStates = nextPage(c, "units", strconv.Itoa(ledger.Next))
	}
	page.Waiting, err = s.firstWaiting(c, run)
	return err
}

// runPrints fills in what left of the run, from ?prints= on.
func (s *Server) runPrints(c *gin.Context, run uuid.UUID, page *producerRunPage) error {
	ctx, from := c.Request.Context(), printsAfter(c)
	prints, err := printing.Prints(ctx, s.Pool, who(c), run, from)
	if err != nil {
		return err
	}
	jobs, err := printing.Jobs(ctx, s.Pool, who(c), run, from)
	page.Prints, page.NextPrints = s.printLines(c, page.Lang, prints, jobs)
	return err
}

// firstWaiting is empty if every stamp of the run has been dealt with.
func (s *Server) firstWaiting(c *gin.Context, run stamp.Run) (stamp.Range, error) {
	for from := run.FirstUnit; ; {
		ledger, err := stamp.LedgerOf(c.Request.Context(), s.Pool, who(c), run.BatchID, from)
		if err != nil {
			return stamp.Range{}, err
		}
		for _, r := range within(ledger.Ranges, run.Range()) {
			if r.State == stamp.Waiting {
				return r.Range, nil
			}
		}
		if from = ledger.Next; from == 0 || from > run.LastUnit() {
			return stamp.Range{First: 0, Last: -1}, nil
		}
	}
}

// within cuts ranges of a batch to those of a run.
func within(ranges []stamp.StateRange, run stamp.Range) []stamp.StateRange {
	var inside []stamp.StateRange
	for _, r := range ranges {
		r.First, r.Last = max(r.First, run.First), min(r.Last, run.Last)
		if r.Len() > 0 {
			inside = append(inside, r)
		}
	}
	return inside
}

// rangeValues suggests a range; an empty one suggests nothing.
func rangeValues(r stamp.Range) url.Values {
	if r.Len() == 0 {
		return url.Values{}
	}
	return url.Values{"first": {strconv.Itoa(r.First)}, "last": {strconv.Itoa(r.Last)}}
}

// changeRun activates or voids what the form says.
func (s *Server) changeRun(c *gin.Context) error {
	r, err := s.runInPath(c)
	if err != nil {
		return err
	}
	if err := c.Request.ParseForm(); err != nil {
		return formError(err)
	}
	done := "activated"
	if c.PostForm("do") == "void" {
		done, err = "voided", s.voidRange(c, r.Run)
	} else {
		err = s.activateRange(c, r.Run)
	}
	if err == nil {
		c.Redirect(http.StatusSeeOther, runPath(r.ID)+"?done="+done)
		return nil
	}
	return s.changeRunAgain(c, r, err)
}

func runPath(id uuid.UUID) string { return "/producer/runs/" + id.String() }

// changeRunAgain shows the form that was sent with what is wrong in it.
func (s *Server) changeRunAgain(c *gin.Context, r runLabels, cause error) error {
	page, err := s.producerRunPage(c, r)
	if err != nil {
		return err
	}
	sent, code := rangeForm{Form: c.Request.PostForm}, http.StatusBadRequest
	if sent.Problems = page.problems(cause); sent.Problems == nil {
		if sent.Problems, code = page.refusal(cause, "first"); sent.Problems == nil {
			return cause
		}
	}
	if sent.Form.Get("do") == "void" {
		page.Void = sent
	} else {
		page.Activate = sent
	}
	return s.render(c, code, "producer_run", page)
}
