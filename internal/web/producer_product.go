package web

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
)

const batchesPage = 20

// productView is what producer and authority alike see of a product.
type productView struct {
	Base
	catalog.Facts
	OCOP         ocopLine
	Certificates []certificateLine
	Batches      []catalog.Batch
	Next         string // address of the next page of batches
}

// productView reads the product in the path.
func (s *Server) productView(c *gin.Context) (v productView, err error) {
	id, err := idParam(c)
	if err != nil {
		return v, err
	}
	ctx := c.Request.Context()
	if v.Facts, err = catalog.ProductFacts(ctx, s.Pool, who(c), id); err != nil {
		return v, err
	}
	batches, err := catalog.Batches(ctx, s.Pool, who(c), &id, int32(afterNumber(c, "after")), batchesPage+1)
	if err != nil {
		return v, err
	}
	v.Base = s.baseNamed(c, v.Product.NameVI, v.Product.NameEN)
	v.OCOP = ocopOf(v.Lang, v.Facts.Certificates, s.today())
	v.Certificates = certificateLines(v.Lang, v.Facts.Certificates, s.today())
	var more bool
	if v.Batches, more = firstOf(batches, batchesPage); more {
		v.Next = nextPage(c, "after", strconv.Itoa(int(batches[batchesPage-1].Number)))
	}
	return v, nil
}

type producerProductPage struct {
	productView
	Done string // what was just done: "product", "picture"
}

func (s *Server) producerProduct(c *gin.Context) error {
	v, err := s.productView(c)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "producer_product", producerProductPage{v, c.Query("done")})
}

// baseNamed is base for a page about something that has a name.
func (s *Server) baseNamed(c *gin.Context, vi, en string) Base {
	b := s.base(c, "service.name")
	b.Title = b.Pick(vi, en)
	b.Wide = true
	return b
}
