package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/diary"
	"temgoc/internal/input"
)

// entryBody is an Entry under a key of the caller's own, which makes the same
// entry, sent again, the same one.
type entryBody struct {
	Key string `json:"key"`
	diary.Entry
}

func (s *Server) apiDiary(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	q := queryOf(c)
	after, limit := q.id("after"), q.limit()
	if err := q.bad.OrNil(); err != nil {
		return err
	}
	records, err := diary.Records(c.Request.Context(), s.Pool, who(c), id, after, limit)
	if err != nil {
		return err
	}
	return writeList(c, records, limit, func(r diary.Record) string { return r.Next.String() })
}

func (s *Server) apiWriteDiary(c *gin.Context) error {
	id, body, err := readJSONOf[entryBody](c)
	if err != nil {
		return err
	}
	if body.Key == "" || len(body.Key) > 200 {
		return input.Error{Field: "key", Problem: "diary.key_bad"}
	}
	ctx := c.Request.Context()
	keyed := []diary.Keyed{{Key: "api:" + body.Key, Entry: body.Entry}}
	done, err := diary.Write(ctx, s.Pool, who(c), id, s.Now(), keyed)
	if err != nil {
		return err
	}
	r, err := diary.RecordByID(ctx, s.Pool, who(c), done[0].ID)
	if err != nil {
		return err
	}
	if !done[0].New {
		return writeJSON(c, http.StatusOK, r)
	}
	return writeJSON(c, http.StatusCreated, r)
}
