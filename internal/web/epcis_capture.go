package web

import (
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/epcis"
	"temgoc/internal/trace"
)

// capture takes a document for a job. What is wrong with the document itself is
// told at once; what only the job can find out, in the job.
func (s *Server) capture(c *gin.Context) error {
	behaviour, err := readBehaviour(c.Request.Header)
	if err != nil {
		return err
	}
	body, visible, err := readSent(c)
	if err != nil {
		return err
	}
	if err := s.checkDocument(body, behaviour); err != nil {
		return err
	}
	id, err := s.Captures.Submit(c.Request.Context(), who(c), body, behaviour, visible)
	if err != nil {
		return err
	}
	c.Header("Location", s.codeBase()+"/epcis/capture/"+id.String())
	c.Status(http.StatusAccepted)
	return nil
}

// readBehaviour is what to do with the good events when others are bad: nothing
// is stored unless the caller asks to proceed.
func readBehaviour(h http.Header) (trace.Behaviour, error) {
	const name = "GS1-Capture-Error-Behaviour"
	switch b := trace.Behaviour(h.Get(name)); b {
	case "":
		return trace.Rollback, nil
	case trace.Rollback, trace.Proceed:
		return b, nil
	}
	return "", badHeader(name, "rollback, proceed")
}

// checkDocument refuses what no job could store: with proceed that is only what
// is wrong outside of the events.
func (s *Server) checkDocument(body []byte, behaviour trace.Behaviour) error {
	var doc epcis.Document
	var err error
	if behaviour == trace.Proceed {
		doc, _, err = epcis.ParseEach(body, s.Now())
	} else {
		doc, err = epcis.ParseDocument(body, s.Now())
	}
	switch {
	case err != nil:
		return err
	case len(doc.Events) > trace.EventLimit:
		return status(http.StatusRequestEntityTooLarge)
	}
	return nil
}

// readSent is what was sent, within the route's limit, and whom it is for.
func readSent(c *gin.Context) ([]byte, trace.Visibility, error) {
	visible, err := readVisibility(c.Request.Header)
	if err != nil {
		return nil, visible, err
	}
	body, err := io.ReadAll(c.Request.Body)
	var tooBig *http.MaxBytesError
	switch {
	case errors.As(err, &tooBig):
		return nil, visible, fmt.Errorf("read body: %w", err)
	case err != nil: // the caller went away, or sent what HTTP cannot frame
		return nil, visible, problem{Status: http.StatusBadRequest, Key: "error.epcis_cut_short"}
	}
	return body, visible, nil
}

// captureJob tells how far a job is.
func (s *Server) captureJob(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	job, err := trace.CaptureByID(c.Request.Context(), s.Pool, who(c), id)
	if err != nil {
		return err
	}
	return writeEPCIS(c, http.StatusOK, s.jobAnswer(c, job))
}

// captures lists the jobs of the caller's organisation, the latest first. The
// token of a page is the id of its last one.
func (s *Server) captures(c *gin.Context) error {
	limit, token, err := listPage(c.Request)
	if err != nil {
		return err
	}
	before, err := idToken(token)
	if err != nil {
		return err
	}
	jobs, err := trace.Captures(c.Request.Context(), s.Pool, who(c), before, limit+1)
	if err != nil {
		return err
	}
	jobs, more := firstOf(jobs, limit)
	if more {
		s.linkNext(c, jobs[limit-1].ID.String())
	}
	answers := make([]jobJSON, len(jobs))
	for i, job := range jobs {
		answers[i] = s.jobAnswer(c, job)
	}
	return writeEPCIS(c, http.StatusOK, answers)
}

// idToken is nil at the beginning of a list.
func idToken(token string) (uuid.UUID, error) {
	if token == "" {
		return uuid.Nil, nil
	}
	id, err := uuid.Parse(token)
	if err != nil {
		return uuid.Nil, trace.ErrBadToken
	}
	return id, nil
}
