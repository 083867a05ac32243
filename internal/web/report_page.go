package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/origincode"
	"temgoc/internal/scan"
)

type reportPage struct {
	Base
	Code, Note string
	Kind       scan.ReportKind
	Kinds      []reportKind
	Problems   Problems
	Thanks     bool
}

type reportKind struct {
	Kind  scan.ReportKind
	Label string
}

func (s *Server) newReportPage(c *gin.Context) reportPage {
	page := reportPage{Base: s.base(c, "report.title")}
	page.Kinds = []reportKind{
		{scan.ReportCopied, page.T("report.kind.copied")},
		{scan.ReportMismatch, page.T("report.kind.mismatch")},
		{scan.ReportDamaged, page.T("report.kind.damaged")},
		{scan.ReportExpired, page.T("report.kind.expired")},
		{scan.ReportOther, page.T("report.kind.other")},
	}
	return page
}

// reportPage is the form, or after it was sent the thanks.
func (s *Server) reportPage(c *gin.Context) error {
	page := s.newReportPage(c)
	page.Code, page.Thanks = c.Query("code"), c.Query("sent") != ""
	return s.render(c, http.StatusOK, "report", page)
}

// fileReport takes anyone's report, and asks nobody who they are.
func (s *Server) fileReport(c *gin.Context) error {
	if err := c.Request.ParseForm(); err != nil {
		return formError(err)
	}
	form := c.Request.PostForm
	r := scan.Report{Code: form.Get("code"), Kind: scan.ReportKind(form.Get("kind")), Note: form.Get("note")}
	err := s.take(c, reports, s.network(c))
	if err == nil {
		s.placeReport(c, &r)
		err = scan.FileReport(c.Request.Context(), s.Pool, r)
	}
	if err == nil {
		c.Redirect(http.StatusSeeOther, "/report?sent=1")
		return nil
	}
	page, code := s.newReportPage(c), http.StatusBadRequest
	if page.Problems = page.problems(err); page.Problems == nil {
		if page.Problems, code = page.refusal(err, "form"); page.Problems == nil {
			return err
		}
	}
	classify(err).setHeaders(c.Writer.Header())
	page.Code, page.Kind, page.Note = r.Code, r.Kind, r.Note
	return s.render(c, code, "report", page)
}

// placeReport names the batch and unit of a code of ours. A report counts
// without them too, so that it is taken when the code cannot be looked up.
func (s *Server) placeReport(c *gin.Context, r *scan.Report) {
	a, err := s.Lookup.Peek(c.Request.Context(), r.Code)
	if err != nil || a.View == nil {
		return
	}
	r.Batch = &a.View.BatchNumber
	if unit := int32(a.Code.Unit); a.Code.Kind != origincode.Batch {
		r.Unit = &unit
	}
}
