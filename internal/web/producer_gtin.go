package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
)

// changeGTIN is the second form on the page of a product's facts. The other
// one is shown again with what is stored.
func (s *Server) changeGTIN(c *gin.Context, p catalog.Product) error {
	to := c.Request.PostForm.Get("gtin")
	ctx := c.Request.Context()
	_, err := catalog.ChangeGTIN(ctx, s.Pool, who(c), s.InternalPrefix, p.ID, to)
	if err == nil {
		s.reloadProducts(ctx)
		s.reloadLinks(ctx)
		c.Redirect(http.StatusSeeOther, "/producer/products/"+p.ID.String()+"?done=product")
		return nil
	}
	page := s.productFormPage(c, "producer.product.edit", p, productValues(p))
	if page.Problems = page.problems(err); page.Problems == nil {
		return err
	}
	page.Form.Set("gtin", to)
	return s.render(c, http.StatusBadRequest, "producer_product_form", page)
}
