package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
	"temgoc/internal/scan"
)

type adminHomePage struct {
	Base
	catalog.Totals
	OpenReports int
}

func (s *Server) adminHome(c *gin.Context) error {
	ctx := c.Request.Context()
	page := adminHomePage{Base: s.base(c, "admin.title")}
	var err error
	if page.Totals, err = catalog.TotalsOf(ctx, s.Pool, who(c)); err != nil {
		return err
	}
	if page.OpenReports, err = scan.OpenReports(ctx, s.Pool, who(c)); err != nil {
		return err
	}
	page.Wide = true
	return s.render(c, http.StatusOK, "admin_home", page)
}
