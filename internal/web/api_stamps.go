package web

import (
	"cmp"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"temgoc/internal/stamp"
)

// orderBody asks for stamps: compact ones, unless it says otherwise. With the
// stock that they will be on, autoKind is settled before they are issued.
type orderBody struct {
	Quantity int        `json:"quantity"`
	Kind     stamp.Kind `json:"kind"`
	OCOP     bool       `json:"ocop"`
	Stock    string     `json:"stock"`
	DPI      int        `json:"dpi"`
}

// runAnswer is a run and the last of its units.
type runAnswer struct {
	stamp.Run
	LastUnit int         `json:"last_unit"`
	Chosen   *kindChoice `json:"chosen,omitempty"` // in the answer to an order that named a stock
}

func runAnswerOf(r stamp.Run) runAnswer { return runAnswer{Run: r, LastUnit: r.LastUnit()} }

func (s *Server) apiRuns(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	q := queryOf(c)
	from, limit := q.number("after", -1)+1, q.limit()
	if err := q.bad.OrNil(); err != nil {
		return err
	}
	runs, err := stamp.Runs(c.Request.Context(), s.Pool, who(c), id, from, limit)
	if err != nil {
		return err
	}
	rows := make([]runAnswer, len(runs))
	for i, r := range runs {
		rows[i] = runAnswerOf(r)
	}
	return writeList(c, rows, limit, func(r runAnswer) string { return strconv.Itoa(r.LastUnit) })
}

// apiIssue answers a repeated request as it did the first time, save for a
// header that says so.
func (s *Server) apiIssue(c *gin.Context) error {
	id, body, err := readJSONOf[orderBody](c)
	if err != nil {
		return err
	}
	choice, err := s.kindToIssue(cmp.Or(body.Kind, stamp.Compact), body.Stock, body.DPI)
	if err != nil {
		return err
	}
	order := stamp.Order{Quantity: body.Quantity, Kind: choice.Kind, OCOP: body.OCOP}
	kid, err := s.Keys.Issuing(s.Now())
	if err != nil {
		return err
	}
	run, replayed, err := stamp.Issue(c.Request.Context(), s.Pool, who(c), id, kid, s.today(),
		c.GetHeader("Idempotency-Key"), order)
	if err != nil {
		return err
	}
	if replayed {
		c.Header("Idempotency-Replayed", "true")
	}
	answer := runAnswerOf(run)
	if choice.Stock != "" {
		answer.Chosen = &choice
	}
	c.Header("Location", "/api/v1/stamp-runs/"+run.ID.String())
	c.Header("Temgoc-Kind", string(run.Kind))
	return writeJSON(c, http.StatusCreated, answer)
}
