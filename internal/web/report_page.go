package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/origincode"
	"temgoc/internal/scan"
)

type reportPage struct {
	Base
	scan.Report
	Problems Problems
	Thanks   bool
}

// ReportKinds are the answers to choose from.
func (l *Lang) ReportKinds() []scan.ReportKind { return scan.ReportKinds }

func (s *Server) newReportPage(c *gin.Context) reportPage {
	return reportPage{Base: s.base(c, "report.title")}
}

// reportPage is the form, or after it was sent the thanks.
func (s *Server) reportPage(c *gin.Context) error {
	page := s.newReportPage(c)
	page.Code, page.Thanks = c.Query("code"), c.Query("sent") != ""
	return s.render(c, http.StatusOK, "report", page)
}

// fileReport takes anyone's report, and asks nobody who they are.
func (s *Server) fileReport(c *gin.Context) error {
	if err := parseUpload(c.Request); err != nil {
		return err
	}
	form := c.Request.PostForm
	r := scan.Report{
		Code:     form.Get("code"),
		Kind:     scan.ReportKind(form.Get("kind")),
		Note:     form.Get("note"),
		Province: form.Get("province"),
		Place:    form.Get("place"),
	}
	err := s.takeReport(c, r)
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
	page.Report = r
	return s.render(c, code, "report", page)
}

// takeReport decodes a photo for those only who are within their allowance.
func (s *Server) takeReport(c *gin.Context, r scan.Report) error {
	if err := s.take(c, reports, s.network(c)); err != nil {
		return err
	}
	jpeg, err := sentPhoto(c)
	if err != nil {
		return err
	}
	s.placeReport(c, &r)
	return scan.FileReport(c.Request.Context(), s.Pool, r, jpeg)
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
