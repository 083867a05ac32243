package web

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/trace"
)

// jobJSON is the standard's capture job.
type jobJSON struct {
	CaptureID  uuid.UUID       `json:"captureID"`
	Running    bool            `json:"running"`
	Success    bool            `json:"success"`
	CreatedAt  time.Time       `json:"createdAt"`
	FinishedAt *time.Time      `json:"finishedAt,omitempty"`
	Behaviour  trace.Behaviour `json:"captureErrorBehaviour"`
	Errors     []jobErrorJSON  `json:"errors"`
}

// jobErrorJSON is a problem document about one place in the captured one.
type jobErrorJSON struct {
	Type    string `json:"type"`
	Title   string `json:"title"`
	Status  int    `json:"status"`
	Detail  string `json:"detail"`
	Pointer string `json:"pointer"`
}

func (s *Server) jobAnswer(c *gin.Context, job trace.Capture) jobJSON {
	answer := jobJSON{
		CaptureID:  job.ID,
		Running:    job.Running(),
		Success:    job.Success(),
		CreatedAt:  job.CreatedAt,
		FinishedAt: job.FinishedAt,
		Behaviour:  job.Behaviour,
		Errors:     make([]jobErrorJSON, len(job.Errors)),
	}
	l := s.language(c)
	for i, e := range job.Errors {
		p := jobProblems[e.Type]
		answer.Errors[i] = jobErrorJSON{Type: e.Type, Title: l.T(p.Key + ".title"), Status: p.Status, Detail: e.Sentence, Pointer: e.Pointer}
	}
	return answer
}

// jobProblems are what a request would have been refused with, by the types of
// a job's errors.
var jobProblems = map[string]problem{
	"epcisException:ValidationException":            {Status: http.StatusBadRequest, Key: "error.epcis_invalid"},
	"epcisException:CaptureLimitExceededException":  {Status: http.StatusRequestEntityTooLarge, Key: "error.epcis_too_large"},
	"epcisException:ResourceAlreadyExistsException": {Status: http.StatusConflict, Key: "error.epcis_known_event"},
	"epcisException:ImplementationException":        {Status: http.StatusInternalServerError, Key: "error.500"},
}
