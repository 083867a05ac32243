package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
)

func (s *Server) apiProducts(c *gin.Context) error {
	q := queryOf(c)
	after, limit := q.id("after"), q.limit()
	if err := q.bad.OrNil(); err != nil {
		return err
	}
	products, err := catalog.Products(c.Request.Context(), s.Pool, who(c), after, limit)
	if err != nil {
		return err
	}
	return writeList(c, products, limit, func(p catalog.Product) string { return p.ID.String() })
}

func (s *Server) apiCreateProduct(c *gin.Context) error {
	in, err := readJSON[catalog.NewProduct](c)
	if err != nil {
		return err
	}
	p, err := catalog.CreateProduct(c.Request.Context(), s.Pool, who(c), s.InternalPrefix, in)
	if err != nil {
		return err
	}
	s.reloadProducts(c.Request.Context())
	c.Header("Location", "/api/v1/products/"+p.ID.String())
	return writeJSON(c, http.StatusCreated, p)
}

func (s *Server) apiProduct(c *gin.Context) error {
	p, err := s.ownProduct(c)
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, p)
}

func (s *Server) apiUpdateProduct(c *gin.Context) error {
	id, in, err := readJSONOf[catalog.NewProduct](c)
	if err != nil {
		return err
	}
	p, err := catalog.UpdateProduct(c.Request.Context(), s.Pool, who(c), id, in)
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, p)
}

type gtinBody struct {
	GTIN string `json:"gtin"`
}

func (s *Server) apiChangeGTIN(c *gin.Context) error {
	id, body, err := readJSONOf[gtinBody](c)
	if err != nil {
		return err
	}
	p, err := catalog.ChangeGTIN(c.Request.Context(), s.Pool, who(c), s.InternalPrefix, id, body.GTIN)
	if err != nil {
		return err
	}
	s.reloadProducts(c.Request.Context())
	s.reloadLinks(c.Request.Context())
	return writeJSON(c, http.StatusOK, p)
}
