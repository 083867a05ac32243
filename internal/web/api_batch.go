package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/input"
	"temgoc/internal/origincode"
	"temgoc/internal/stamp"
)

// batchBody is a NewBatch that names its product by either of two fields, and
// whose dates are checked by name.
type batchBody struct {
	catalog.NewBatch
	ProductID  string `json:"product_id"`
	GTIN       string `json:"gtin"`
	ProducedOn string `json:"produced_on"`
	ExpiresOn  string `json:"expires_on"`
}

// batchAnswer is a batch with its own signed code, which is empty when the key
// that signed it is revoked.
type batchAnswer struct {
	catalog.Batch
	Code string `json:"code"`
}

func (s *Server) apiBatches(c *gin.Context) error {
	q := queryOf(c)
	after, limit := q.number("after", 0), q.limit()
	product := q.id("product_id")
	if err := q.bad.OrNil(); err != nil {
		return err
	}
	var of *uuid.UUID
	if product != uuid.Nil {
		of = &product
	}
	batches, err := catalog.Batches(c.Request.Context(), s.Pool, who(c), of, int32(after), limit)
	if err != nil {
		return err
	}
	return writeList(c, batches, limit, func(b catalog.Batch) string {
		if b.Number == 0 { // the first of all, and no batch comes after it
			return ""
		}
		return strconv.Itoa(int(b.Number))
	})
}

func (s *Server) apiCreateBatch(c *gin.Context) error {
	body, err := readJSON[batchBody](c)
	if err != nil {
		return err
	}
	in, err := s.newBatch(c.Request.Context(), who(c), body)
	if err != nil {
		return err
	}
	kid, err := s.Keys.Issuing(s.Now())
	if err != nil {
		return err
	}
	b, err := catalog.CreateBatch(c.Request.Context(), s.Pool, who(c), byte(kid), in)
	if err != nil {
		return err
	}
	c.Header("Location", "/api/v1/batches/"+b.ID.String())
	return s.writeBatch(c, http.StatusCreated, b)
}

// newBatch reads the dates and finds the product.
func (s *Server) newBatch(ctx context.Context, who account.Principal, body batchBody) (catalog.NewBatch, error) {
	var bad input.Errors
	in := body.NewBatch
	in.ProducedOn = readDay(&bad, "produced_on", body.ProducedOn)
	in.ExpiresOn = readDay(&bad, "expires_on", body.ExpiresOn)
	switch {
	case body.GTIN == "":
		in.ProductID = readID(&bad, "product_id", body.ProductID)
	case body.ProductID != "":
		bad.Add("gtin", "product.named_twice")
	}
	if err := bad.OrNil(); err != nil || body.GTIN == "" {
		return in, err
	}
	p, err := catalog.ProductByGTIN(ctx, s.Pool, who, body.GTIN)
	in.ProductID = p.ID
	return in, err
}

func (s *Server) apiBatch(c *gin.Context) error {
	b, err := s.ownBatch(c)
	if err != nil {
		return err
	}
	return s.writeBatch(c, http.StatusOK, b)
}

func (s *Server) writeBatch(c *gin.Context, status int, b catalog.Batch) error {
	code, err := s.batchCode(b)
	if err != nil && !errors.Is(err, origincode.ErrRevoked) {
		return err
	}
	return writeJSON(c, status, batchAnswer{b, code})
}

func (s *Server) apiLedger(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	q := queryOf(c)
	from := q.number("from", 0)
	if err := q.bad.OrNil(); err != nil {
		return err
	}
	ledger, err := stamp.LedgerOf(c.Request.Context(), s.Pool, who(c), id, from)
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, ledger)
}
