package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/scan"
)

type adminReportsPage struct {
	Base
	Reports []reportLine
	Next    string
}

type reportLine struct {
	scan.Report
	About string // its kind in words
}

func (s *Server) adminReports(c *gin.Context) error {
	reports, err := scan.Reports(c.Request.Context(), s.Pool, afterID(c), adminPage+1)
	if err != nil {
		return err
	}
	page := adminReportsPage{Base: s.base(c, "admin.reports")}
	page.Wide = true
	reports, more := firstOf(reports, adminPage)
	if more {
		page.Next = nextPage(c, "after", reports[adminPage-1].ID.String())
	}
	about := map[scan.ReportKind]string{}
	for _, k := range s.newReportPage(c).Kinds {
		about[k.Kind] = k.Label
	}
	for _, r := range reports {
		page.Reports = append(page.Reports, reportLine{r, about[r.Kind]})
	}
	return s.render(c, http.StatusOK, "admin_reports", page)
}

func (s *Server) closeReport(c *gin.Context) error {
	id, err := uuid.Parse(c.PostForm("report"))
	if err != nil {
		return account.ErrNotFound
	}
	if err := scan.CloseReport(c.Request.Context(), s.Pool, who(c), id); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/admin/reports")
	return nil
}
