package web

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
	"temgoc/internal/input"
)

type producerPicturePage struct {
	Base
	Product  catalog.Product
	Problems Problems
}

func (s *Server) producerPicture(c *gin.Context) error {
	p, err := s.ownProduct(c)
	if err != nil {
		return err
	}
	page := producerPicturePage{Base: s.base(c, "producer.picture.title"), Product: p}
	return s.render(c, http.StatusOK, "producer_picture", page)
}

func (s *Server) setPicture(c *gin.Context) error {
	p, err := s.ownProduct(c)
	if err != nil {
		return err
	}
	if err = s.storePicture(c, p); err == nil {
		c.Redirect(http.StatusSeeOther, "/producer/products/"+p.ID.String()+"?done=picture")
		return nil
	}
	page := producerPicturePage{Base: s.base(c, "producer.picture.title"), Product: p}
	if page.Problems = page.problems(err); page.Problems == nil {
		return err
	}
	return s.render(c, http.StatusBadRequest, "producer_picture", page)
}

func (s *Server) storePicture(c *gin.Context, p catalog.Product) error {
	file, err := c.FormFile("picture")
	if errors.Is(err, http.ErrMissingFile) {
		return input.Error{Field: "picture", Problem: "picture.missing"}
	}
	if err != nil {
		return formError(err)
	}
	f, err := file.Open()
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = catalog.SetPicture(c.Request.Context(), s.Pool, who(c), p.ID, f)
	return err
}
