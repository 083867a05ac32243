package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
)

const adminPage = 50 // rows of a table

type adminProductsPage struct {
	Base
	Query    string
	Products []productCard
	Next     string
}

// adminProducts lists all products, or those that a name or a GTIN finds.
func (s *Server) adminProducts(c *gin.Context) error {
	ctx := c.Request.Context()
	page := adminProductsPage{Base: s.base(c, "admin.products"), Query: strings.TrimSpace(c.Query("q"))}
	page.Wide = true
	products, err := catalog.SearchProducts(ctx, s.Pool, who(c), page.Query, afterID(c), adminPage+1)
	if err != nil {
		return err
	}
	products, more := firstOf(products, adminPage)
	if more {
		page.Next = nextPage(c, "after", products[adminPage-1].ID.String())
	}
	if page.Products, err = s.productCards(ctx, page.Lang, products); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "admin_products", page)
}
