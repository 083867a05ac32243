package web

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
	"golang.org/x/text/number"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/input"
)

type adminProductPage struct {
	Base
	catalog.Facts
	OCOP         ocopLine
	Certificates []certificateLine
	Batches      []catalog.Batch
	Next         string     // address of the next page of batches
	Revoking     uuid.UUID  // certificate whose form was sent
	Form         url.Values // that form, as typed
	Problems     Problems
	Done         string // what was just done: "certificate", "revoked", "recall"
}

func (s *Server) adminProduct(c *gin.Context) error {
	page, err := s.adminProductPage(c)
	if err != nil {
		return err
	}
	page.Done = c.Query("done")
	page.Form = url.Values{"revoked_on": {s.today().String()}}
	return s.render(c, http.StatusOK, "admin_product", page)
}

func (s *Server) adminProductPage(c *gin.Context) (page adminProductPage, err error) {
	id, err := idParam(c)
	if err != nil {
		return page, err
	}
	ctx := c.Request.Context()
	if page.Facts, err = catalog.ProductFacts(ctx, s.Pool, who(c), id); err != nil {
		return page, err
	}
	batches, err := catalog.Batches(ctx, s.Pool, who(c), &id, int32(afterNumber(c, "after")), batchesPage+1)
	if err != nil {
		return page, err
	}
	page.Base = s.baseNamed(c, page.Product.NameVI, page.Product.NameEN)
	page.OCOP = ocopOf(page.Lang, page.Facts.Certificates, s.today())
	page.Certificates = certificateLines(page.Lang, page.Facts.Certificates, s.today())
	var more bool
	if page.Batches, more = firstOf(batches, batchesPage); more {
		page.Next = nextPage(c, "after", strconv.Itoa(int(batches[batchesPage-1].Number)))
	}
	return page, nil
}

// revokeCertificate ends one of the product's certificates.
func (s *Server) revokeCertificate(c *gin.Context) error {
	page, err := s.adminProductPage(c)
	if err != nil {
		return err
	}
	if err := c.Request.ParseForm(); err != nil {
		return formError(err)
	}
	page.Form = c.Request.PostForm
	if page.Revoking, err = uuid.Parse(page.Form.Get("certificate")); err != nil {
		return catalog.ErrNotFound
	}
	on, err := day.Parse(page.Form.Get("revoked_on"))
	if err != nil || on.IsZero() {
		err = input.Error{Field: "revoked_on", Problem: "date.bad"}
	} else {
		err = catalog.RevokeCertificate(c.Request.Context(), s.Pool, who(c), page.Revoking, on)
	}
	if err == nil {
		c.Redirect(http.StatusSeeOther, c.Request.URL.Path+"?done=revoked")
		return nil
	}
	if page.Problems = page.problems(err); page.Problems == nil {
		return err
	}
	return s.render(c, http.StatusBadRequest, "admin_product", page)
}

// Decimal is 81,2 in Vietnamese and 81.2 in English.
func (l *Lang) Decimal(x float64) string { return l.numbers.Sprint(number.Decimal(x)) }
