package web

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
)

const batchesPage = 20

type producerProductPage struct {
	Base
	catalog.Facts
	OCOP         ocopLine
	Certificates []certificateLine
	Batches      []catalog.Batch
	Next         string // address of the next page of batches
	Done         string // what was just done: "product", "picture"
}

func (s *Server) producerProduct(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	ctx := c.Request.Context()
	page := producerProductPage{Done: c.Query("done")}
	if page.Facts, err = catalog.ProductFacts(ctx, s.Pool, who(c), id); err != nil {
		return err
	}
	batches, err := catalog.Batches(ctx, s.Pool, who(c), &id, int32(afterNumber(c, "after")), batchesPage+1)
	if err != nil {
		return err
	}
	page.Base = s.baseNamed(c, page.Product.NameVI, page.Product.NameEN)
	page.OCOP = ocopOf(page.Lang, page.Facts.Certificates, s.today())
	page.Certificates = certificateLines(page.Lang, page.Facts.Certificates, s.today())
	var more bool
	if page.Batches, more = firstOf(batches, batchesPage); more {
		page.Next = nextPage(c, "after", strconv.Itoa(int(batches[batchesPage-1].Number)))
	}
	return s.render(c, http.StatusOK, "producer_product", page)
}

// baseNamed is base for a page about something that has a name.
func (s *Server) baseNamed(c *gin.Context, vi, en string) Base {
	b := s.base(c, "service.name")
	b.Title = b.Pick(vi, en)
	b.Wide = true
	return b
}
