package web

import (
	"context"
	"encoding/hex"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/printing"
)

type printJobPage struct {
	Base
	Job       printing.Job
	Batch     catalog.Batch
	Product   catalog.Product
	Tone      tone
	State     string // in words
	Next      string // what to do about a job that made nothing
	Kind      string
	StockName string
	Progress  string
	SHA256    string
	Done      string // what was just done: "cancelled"
}

// printJob is how far a file is, and the file once it is there.
func (s *Server) printJob(c *gin.Context) error {
	job, err := s.jobInPath(c)
	if err != nil {
		return err
	}
	page := printJobPage{Base: s.base(c, "print.job.title"), Job: job, Done: c.Query("done")}
	if page.Batch, page.Product, err = s.printedGoods(c, job); err != nil {
		return err
	}
	page.Tone, page.State = page.printState(job.State)
	page.Next = page.printNext(job)
	page.Kind = page.kindName(job.Kind)
	page.StockName = s.stockWords(page.Lang, job.Stock)
	page.Progress = page.progressWords(job)
	page.SHA256 = hex.EncodeToString(job.SHA256)
	return s.render(c, http.StatusOK, "producer_print_job", page)
}

func (s *Server) jobInPath(c *gin.Context) (printing.Job, error) {
	id, err := idParam(c)
	if err != nil {
		return printing.Job{}, err
	}
	return s.job(c.Request.Context(), who(c), id)
}

func (s *Server) cancelPrint(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	if _, err := printing.Cancel(c.Request.Context(), s.Pool, who(c), id); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, printPath(id)+"?done=cancelled")
	return nil
}

// Waiting for a small file to be made.
const (
	shortWait = 2 * time.Second
	lookEvery = 50 * time.Millisecond
)

// waitBriefly returns when the job has ended, or when it takes longer than
// anybody waits for a page.
func (s *Server) waitBriefly(ctx context.Context, who account.Principal, job printing.Job) {
	ctx, cancel := context.WithTimeout(ctx, shortWait)
	defer cancel()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for err := error(nil); err == nil && !job.State.Ended(); {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			job, err = printing.JobByID(ctx, s.Pool, who, job.ID)
		}
	}
}

// stockWords name a stock, also one that is no longer on the list.
func (s *Server) stockWords(l *Lang, name string) string {
	for _, stock := range s.stocks() {
		if stock.Name == name {
			return l.stockName(stock)
		}
	}
	return name
}

func (l *Lang) progressWords(j printing.Job) string {
	return l.T("print.progress", "Percent", j.Percent(), "Made", l.Number(j.Made), "N", j.Len())
}

func (l *Lang) printState(state printing.State) (tone, string) {
	switch state {
	case printing.Done:
		return good, l.T("print.state.done")
	case printing.Running:
		return warn, l.T("print.state.running")
	case printing.Failed:
		return bad, l.T("print.state.failed")
	case printing.Cancelled:
		return plain, l.T("print.state.cancelled")
	case printing.Expired:
		return plain, l.T("print.state.expired")
	}
	return warn, l.T("print.state.waiting")
}

// printNext is what to do about a job without a file.
func (l *Lang) printNext(j printing.Job) string {
	switch {
	case j.State == printing.Cancelled:
		return l.T("print.next.cancelled")
	case j.State == printing.Expired:
		return l.T("print.next.expired")
	case j.State == printing.Failed && j.Problem == "key":
		return l.T("error.key_revoked.text")
	case j.State == printing.Failed && j.Problem == "symbol":
		return l.T("print.next.symbol")
	case j.State == printing.Failed:
		return l.T("print.next.failed")
	}
	return ""
}
