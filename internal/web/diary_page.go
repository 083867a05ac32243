package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
	"temgoc/internal/diary"
)

const diaryRows = 20

type diaryPage struct {
	Base
	Batch   catalog.Batch
	Product catalog.Product
	Lines   []diaryLine
	Kinds   []diary.Kind
	Next    string
	Done    string // what was just done: "entry", "plan", "import", "corrected", "withdrawn"
	Count   int    // of the entries that it was done to
}

func (s *Server) diaryPage(c *gin.Context) error {
	b, p, err := s.batchWithProduct(c)
	if err != nil {
		return err
	}
	ctx := c.Request.Context()
	records, err := diary.Records(ctx, s.Pool, who(c), b.ID, afterID(c), diaryRows+1)
	if err != nil {
		return err
	}
	own, err := diary.OwnPlace(ctx, s.Pool, who(c))
	if err != nil {
		return err
	}
	page := diaryPage{
		Base: s.base(c, "diary.title"), Batch: b, Product: p, Kinds: diary.Kinds,
		Done: c.Query("done"), Count: afterNumber(c, "n"),
	}
	page.Wide = true
	records, more := firstOf(records, diaryRows)
	for _, r := range records {
		line := page.diaryLine(r, own)
		line.Edit = r.ByDiary && r.State == diary.Holds
		page.Lines = append(page.Lines, line)
	}
	if more {
		page.Next = nextPage(c, "after", records[diaryRows-1].Next.String())
	}
	return s.render(c, http.StatusOK, "diary", page)
}

// batchWithProduct is the batch in the path.
func (s *Server) batchWithProduct(c *gin.Context) (b catalog.Batch, p catalog.Product, err error) {
	if b, err = s.ownBatch(c); err != nil {
		return b, p, err
	}
	p, err = catalog.ProductByID(c.Request.Context(), s.Pool, who(c), b.ProductID)
	return b, p, err
}

func diaryPath(b catalog.Batch) string { return "/producer/batches/" + b.ID.String() + "/diary" }
