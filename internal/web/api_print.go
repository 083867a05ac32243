package web

import (
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/internal/printing"
)

// jobAnswer is a print job, and where its file is once it is there.
type jobAnswer struct {
	printing.Job
	Total    int         `json:"total"` // labels
	Percent  int         `json:"percent"`
	SHA256   string      `json:"sha256,omitempty"` // of the file
	File     string      `json:"file,omitempty"`
	Manifest string      `json:"manifest,omitempty"`
	Chosen   *kindChoice `json:"chosen,omitempty"` // in the answer to an order
}

func jobAnswerOf(j printing.Job) jobAnswer {
	a := jobAnswer{Job: j, Total: j.Len(), Percent: j.Percent()}
	if j.State == printing.Done {
		at := apiPrintPath(j.Print)
		a.SHA256, a.File, a.Manifest = hex.EncodeToString(j.SHA256), at+"/file", at+"/manifest"
	}
	return a
}

func apiPrintPath(p printing.Print) string { return "/api/v1/prints/" + p.ID.String() }

// apiOrderPrint answers before the file is made. A repeated request is answered
// with the same job, as far as it is by now.
func (s *Server) apiOrderPrint(c *gin.Context) error {
	_, body, err := readJSONOf[printBody](c)
	if err != nil {
		return err
	}
	r, err := s.runInPath(c)
	if err != nil {
		return err
	}
	p, err := s.printout(r, body)
	if err != nil {
		return err
	}
	job, replayed, err := s.Prints.Order(c.Request.Context(), who(c), c.GetHeader("Idempotency-Key"), r.ID, &p.Units, p.Spec)
	if err != nil {
		return inUnits(err)
	}
	code := http.StatusAccepted
	if replayed {
		code = http.StatusOK
		c.Header("Idempotency-Replayed", "true")
	}
	c.Header("Location", apiPrintPath(job.Print))
	c.Header("Temgoc-Kind", string(job.Kind))
	answer := jobAnswerOf(job)
	answer.Chosen = &p.Choice
	return writeJSON(c, code, answer)
}

// apiPrint tells how far a job is: now, or as it goes on to who asks for events.
func (s *Server) apiPrint(c *gin.Context) error {
	job, err := s.jobInPath(c)
	if err != nil {
		return err
	}
	if strings.Contains(c.GetHeader("Accept"), "text/event-stream") {
		return s.streamProgress(c, job)
	}
	return writeJSON(c, http.StatusOK, jobAnswerOf(job))
}

func (s *Server) apiCancelPrint(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	job, err := printing.Cancel(c.Request.Context(), s.Pool, who(c), id)
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, jobAnswerOf(job))
}

// mostPrints is how many lines of the ledger printing gives at once.
const mostPrints = 100

// apiPrints is the ledger of what left of a run: files that were ordered, and
// direct downloads.
func (s *Server) apiPrints(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	q := queryOf(c)
	page := printing.Page{After: q.id("after"), Limit: min(q.limit(), mostPrints)}
	if err := q.bad.OrNil(); err != nil {
		return err
	}
	prints, err := printing.Prints(c.Request.Context(), s.Pool, who(c), id, page)
	if err != nil {
		return err
	}
	return writeList(c, prints, page.Limit, func(p printing.Print) string { return p.ID.String() })
}
