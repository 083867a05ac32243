package web

import (
	"context"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/catalog"
	"temgoc/internal/diary"
	"temgoc/labels"
)

// exampleCSV is a file as importDiary takes it, with the days of the batch.
func (s *Server) exampleCSV(c *gin.Context) error {
	b, err := s.ownBatch(c)
	if err != nil {
		return err
	}
	return s.downloadEntries(c, "nhat ky mau.csv", diary.Example(b, s.Now()))
}

// diaryCSV is what the producer wrote, as importDiary takes it.
func (s *Server) diaryCSV(c *gin.Context) error {
	b, err := s.ownBatch(c)
	if err != nil {
		return err
	}
	entries, err := s.allEntries(c, b)
	if err != nil {
		return err
	}
	return s.downloadEntries(c, "nhat ky "+b.Lot.String()+".csv", entries)
}

// allEntries are those that hold, the latest first.
func (s *Server) allEntries(c *gin.Context, b catalog.Batch) (entries []diary.Entry, err error) {
	const chunk = 1000
	for after := uuid.Nil; ; {
		records, err := diary.Records(c.Request.Context(), s.Pool, who(c), b.ID, after, chunk)
		if err != nil {
			return nil, err
		}
		for _, r := range records {
			if r.ByDiary && r.State == diary.Holds {
				entries = append(entries, r.Entry)
			}
		}
		if len(records) < chunk {
			return entries, nil
		}
		after = records[chunk-1].Next
	}
}

func (s *Server) downloadEntries(c *gin.Context, name string, entries []diary.Entry) error {
	return s.download(c, name, "text/csv; charset=utf-8", func(_ context.Context, w io.Writer) error {
		return labels.WriteCSV(w, diary.CSVHeader(), diary.CSVRows(entries))
	})
}

// ownPicture serves photos that are not for shoppers to whoever may see their
// owner's things.
func (s *Server) ownPicture(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	jpeg, err := catalog.OwnPicture(c.Request.Context(), s.Pool, who(c), id)
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "no-store")
	c.Data(http.StatusOK, "image/jpeg", jpeg)
	return nil
}
