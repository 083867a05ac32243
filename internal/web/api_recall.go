package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/catalog"
	"temgoc/internal/input"
)

// recallBody is a NewRecall and the batch that it is of.
type recallBody struct {
	catalog.NewRecall
	BatchID string `json:"batch_id"`
}

// recallAnswer names the batch as the rest of the API does.
type recallAnswer struct {
	catalog.Recall
	BatchID uuid.UUID `json:"batch_id"`
}

func (s *Server) apiRecalls(c *gin.Context) error {
	q := queryOf(c)
	after, limit := q.id("after"), q.limit()
	if err := q.bad.OrNil(); err != nil {
		return err
	}
	notices, err := catalog.RecallNotices(c.Request.Context(), s.Pool, who(c), after, limit)
	if err != nil {
		return err
	}
	rows := make([]recallAnswer, len(notices))
	for i, n := range notices {
		rows[i] = recallAnswer{n.Recall, n.Batch.ID}
	}
	return writeList(c, rows, limit, func(r recallAnswer) string { return r.ID.String() })
}

func (s *Server) apiDeclareRecall(c *gin.Context) error {
	body, err := readJSON[recallBody](c)
	if err != nil {
		return err
	}
	var bad input.Errors
	batch := readID(&bad, "batch_id", body.BatchID)
	if err := bad.OrNil(); err != nil {
		return err
	}
	r, err := catalog.DeclareRecall(c.Request.Context(), s.Pool, who(c), batch, body.NewRecall)
	if err != nil {
		return err
	}
	s.reloadLinks(c.Request.Context())
	return writeJSON(c, http.StatusCreated, recallAnswer{r, batch})
}

func (s *Server) apiLiftRecall(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	if err := catalog.LiftRecall(c.Request.Context(), s.Pool, who(c), id); err != nil {
		return err
	}
	s.reloadLinks(c.Request.Context())
	c.Status(http.StatusNoContent)
	return nil
}
