package web

import (
	"context"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/scan"
	"temgoc/internal/stamp"
)

// reportsPage lists what shoppers reported: to a producer of its own batches, to
// officers of all, and with the history of the unit.
type reportsPage struct {
	Base
	Path    string // of the list, where officers' forms go
	Officer bool
	Reports []reportLine
	Next    string
}

type reportLine struct {
	reportWords
	Goods     *catalog.Goods // nil for a code that is not one of ours
	History   scan.UnitHistory
	StampTone tone
	StampName string
}

// reportWords are a report in words.
type reportWords struct {
	scan.Report
	Stamp string // its number; empty: not about one stamp
	Where string // the goods were; empty: not told
}

func newReportWords(l *Lang, r scan.Report) reportWords {
	w := reportWords{Report: r}
	if r.Unit != nil {
		w.Stamp = l.T("case.unit", "Unit", *r.Unit)
	}
	var where []string
	if r.Place != "" {
		where = append(where, r.Place)
	}
	if province, known := catalog.ProvinceName(r.Province); known {
		where = append(where, province)
	}
	w.Where = strings.Join(where, ", ")
	return w
}

func (s *Server) reportList(c *gin.Context) error {
	ctx, reader := c.Request.Context(), who(c)
	filed, err := scan.Reports(ctx, s.Pool, reader, afterID(c), adminPage+1)
	if err != nil {
		return err
	}
	page := reportsPage{Base: s.base(c, "admin.reports"), Path: c.Request.URL.Path}
	page.Wide, page.Officer = true, reader.May(account.DecideCases, uuid.Nil)
	filed, more := firstOf(filed, adminPage)
	if more {
		page.Next = nextPage(c, "after", filed[adminPage-1].ID.String())
	}
	if page.Reports, err = s.reportLines(ctx, page.Lang, filed); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "reports", page)
}

// reportLines names what the reports are of.
func (s *Server) reportLines(ctx context.Context, l *Lang, filed []scan.Filed) ([]reportLine, error) {
	var numbers []int32
	for _, f := range filed {
		if f.Batch != nil {
			numbers = append(numbers, *f.Batch)
		}
	}
	goods, err := s.goodsByNumber(ctx, numbers)
	if err != nil {
		return nil, err
	}
	lines := make([]reportLine, len(filed))
	for i, f := range filed {
		lines[i] = reportLine{reportWords: newReportWords(l, f.Report), History: f.UnitHistory}
		lines[i].StampTone, lines[i].StampName = stateWords(l, stamp.State(f.Stamp))
		if f.Batch != nil {
			lines[i].Goods = new(goods[*f.Batch])
		}
	}
	return lines, nil
}

// reportPhoto is for whoever may see the report that it came with.
func (s *Server) reportPhoto(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	jpeg, err := scan.ReportPhoto(c.Request.Context(), s.Pool, who(c), id)
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "no-store")
	c.Data(http.StatusOK, "image/jpeg", jpeg)
	return nil
}

func (s *Server) closeReport(c *gin.Context) error {
	id, err := uuid.Parse(c.PostForm("report"))
	if err != nil {
		return account.ErrNotFound
	}
	if err := scan.CloseReport(c.Request.Context(), s.Pool, who(c), id); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, c.Request.URL.Path)
	return nil
}

// openCaseOfReport leads to the case, where the inspector decides.
func (s *Server) openCaseOfReport(c *gin.Context) error {
	id, err := uuid.Parse(c.PostForm("report"))
	if err != nil {
		return account.ErrNotFound
	}
	opened, err := scan.OpenCaseOfReport(c.Request.Context(), s.Pool, who(c), id)
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, casePath(opened))
	return nil
}
