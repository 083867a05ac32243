package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/printing"
)

// Streams of progress.
const (
	maxStreams = 200
	// streamTime bounds a stream. The client comes back with the id of the last
	// event that it got, and is asked again who it is.
	streamTime = time.Minute
	lookForNew = 400 * time.Millisecond
	heartbeat  = 15 * time.Second // keeps proxies from closing a quiet stream
)

// progressEvent is how far a print job is.
type progressEvent struct {
	State   printing.State `json:"state"`
	Made    int            `json:"made"` // labels
	Total   int            `json:"total"`
	Percent int            `json:"percent"`
	Words   string         `json:"words"` // for people
}

func (s *Server) printProgress(c *gin.Context) error {
	job, err := s.jobInPath(c)
	if err != nil {
		return err
	}
	return s.streamProgress(c, job)
}

// streamProgress tells of a job by server-sent events until it ends. The id of
// an event is how many labels are made: whoever comes back with it in
// Last-Event-ID is told only what is new since.
func (s *Server) streamProgress(c *gin.Context, job printing.Job) error {
	select {
	case s.streams <- struct{}{}:
		defer func() { <-s.streams }()
	default:
		return problem{Status: http.StatusServiceUnavailable, Key: "error.503", RetryAfter: busy}
	}
	h := c.Writer.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no") // a proxy must not hold events back
	if c.Request.Method == http.MethodHead {
		return nil
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), streamTime)
	defer cancel()
	stream := eventStream{patientWriter: newPatientWriter(c.Writer)}
	stream.send("retry: 1000\n\n")
	seen := lastEventID(c)
	for {
		if job.State.Ended() || job.Made > seen {
			stream.progress(s.language(c), job)
			seen = job.Made
		}
		if job.State.Ended() || !stream.wait(ctx) {
			return nil
		}
		var err error
		if job, err = s.job(ctx, who(c), job.ID); err != nil {
			return nil // the client comes back, and is told then
		}
	}
}

// job is a job of who's, read within the time that one answer has.
func (s *Server) job(ctx context.Context, who account.Principal, id uuid.UUID) (printing.Job, error) {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	return printing.JobByID(ctx, s.Pool, who, id)
}

// lastEventID is less than any if the client has got none.
func lastEventID(c *gin.Context) int {
	id, err := strconv.Atoi(c.GetHeader("Last-Event-ID"))
	if err != nil {
		return -1
	}
	return id
}

// eventStream writes events as they come, each with its own time. An error ends
// the stream, and stays.
type eventStream struct {
	patientWriter
	sent time.Time // when something last was
	err  error
}

func (e *eventStream) send(text string) {
	if e.err == nil {
		_, e.err = e.Write([]byte(text))
	}
	if e.err == nil {
		e.err = e.rc.Flush()
	}
	e.sent = time.Now()
}

func (e *eventStream) progress(l *Lang, j printing.Job) {
	data, err := json.Marshal(progressEvent{j.State, j.Made, j.Len(), j.Percent(), l.progressWords(j)})
	if err != nil {
		panic("an event has only text and numbers: " + err.Error())
	}
	e.send(fmt.Sprintf("id: %d\ndata: %s\n\n", j.Made, data))
}

// wait is until the next look; false when the stream has ended.
func (e *eventStream) wait(ctx context.Context) bool {
	if time.Since(e.sent) >= heartbeat {
		e.send(": still here\n\n")
	}
	select {
	case <-ctx.Done():
		return false
	case <-time.After(lookForNew):
		return e.err == nil
	}
}
