package web

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/input"
)

type adminProductPage struct {
	productView
	Revoking uuid.UUID  // certificate whose form was sent
	Form     url.Values // that form, as typed
	Problems Problems
	Done     string // what was just done: "certificate", "revoked"
}

func (s *Server) adminProduct(c *gin.Context) error {
	v, err := s.productView(c)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "admin_product", adminProductPage{
		productView: v,
		Form:        url.Values{"revoked_on": {s.today().String()}},
		Done:        c.Query("done"),
	})
}

// revokeCertificate ends one of the product's certificates.
func (s *Server) revokeCertificate(c *gin.Context) error {
	v, err := s.productView(c)
	if err != nil {
		return err
	}
	if err := c.Request.ParseForm(); err != nil {
		return formError(err)
	}
	page := adminProductPage{productView: v, Form: c.Request.PostForm}
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
