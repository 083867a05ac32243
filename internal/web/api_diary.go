package web

import (
	"bytes"
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
	"temgoc/internal/diary"
	"temgoc/internal/input"
)

// entryBody is an Entry under a key of the caller's own, which makes the same
// entry, sent again, the same one.
type entryBody struct {
	Key string `json:"key"`
	diary.Entry
	Photo []byte `json:"photo"` // JPEG or PNG
}

// keyed checks the key, and makes of the photo what is kept.
func (b entryBody) keyed(ctx context.Context) (k diary.Keyed, err error) {
	if b.Key == "" || len(b.Key) > 200 {
		return k, input.Error{Field: "key", Problem: "diary.key_bad"}
	}
	if len(b.Photo) > 0 {
		if b.Picture, err = catalog.ReadPicture(ctx, bytes.NewReader(b.Photo)); err != nil {
			return k, atPhoto(err)
		}
	}
	return diary.Keyed{Key: "api:" + b.Key, Entry: b.Entry}, nil
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
	ctx := c.Request.Context()
	entry, err := body.keyed(ctx)
	if err != nil {
		return err
	}
	done, err := diary.Write(ctx, s.Pool, who(c), id, s.Now(), []diary.Keyed{entry})
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

// apiCorrectEntry declares an entry wrong and stores another in its place.
func (s *Server) apiCorrectEntry(c *gin.Context) error {
	id, body, err := readJSONOf[entryBody](c)
	if err != nil {
		return err
	}
	ctx := c.Request.Context()
	entry, err := body.keyed(ctx)
	if err != nil {
		return err
	}
	if err := diary.Correct(ctx, s.Pool, who(c), id, s.Now(), entry); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}

func (s *Server) apiWithdrawEntry(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	if err := diary.Withdraw(c.Request.Context(), s.Pool, who(c), id, s.Now()); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}
