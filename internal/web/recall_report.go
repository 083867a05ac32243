package web

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/recall"
)

// recallReportPage is one recall or drill: what it reached, who received it,
// and, to those who may, how it ends.
type recallReportPage struct {
	Base
	catalog.RecallNotice
	Path      string
	Members   []catalog.RecallNotice
	Receivers []recall.Receiver
	Parties   int // receivers, each once
	Silent    int // of whom no contact is known
	Drill     *recall.Findings
	Undecided []recall.Undecided // that who reads is to decide on
	MayLift   bool
	Form      url.Values // of the lifting
	Problems  Problems
	Done      string // what was just done: "declared", "lifted"
}

// recallsPath is where recalls are in the workspace of who reads.
func recallsPath(who account.Principal) string {
	return "/" + string(who.Role) + "/recalls"
}

func recallPath(who account.Principal, id uuid.UUID) string {
	return recallsPath(who) + "/" + id.String()
}

// List is the page that lists recalls.
func (p recallReportPage) List() string { return recallsPath(*p.SignedIn) }

// RecallLink leads to the page of a recall in the reader's workspace.
func (b Base) RecallLink(id uuid.UUID) string { return recallPath(*b.SignedIn, id) }

func (s *Server) recallReport(c *gin.Context) error {
	page, err := s.recallReportPage(c)
	if err != nil {
		return err
	}
	page.Done = c.Query("done")
	return s.render(c, http.StatusOK, "recall_report", page)
}

func (s *Server) recallReportPage(c *gin.Context) (page recallReportPage, err error) {
	id, err := idParam(c)
	if err != nil {
		return page, err
	}
	ctx, reader := c.Request.Context(), who(c)
	notices, err := catalog.RecallWith(ctx, s.Pool, reader, id)
	if err != nil {
		return page, err
	}
	page.RecallNotice, page.Members = notices[0], notices[1:]
	if page.Receivers, err = recall.Receivers(ctx, s.Pool, reader, id); err != nil {
		return page, err
	}
	for _, p := range recall.PartiesOf(page.Receivers) {
		page.Parties++
		if p.Contact == "" {
			page.Silent++
		}
	}
	if reader.May(account.LiftRecall, uuid.Nil) {
		if page.Undecided, err = recall.UndecidedOf(ctx, s.Pool, reader, page.RecallNotice); err != nil {
			return page, err
		}
	}
	title, ends := "recall.report.title", account.LiftRecall
	if page.Recall.Drill {
		title, ends = "recall.drill.title", account.Recall
	}
	if page.Recall.Drill && page.Recall.Cause == nil {
		findings, err := recall.FindingsOf(ctx, s.Pool, reader, id)
		if err != nil {
			return page, err
		}
		page.Drill = &findings
	}
	page.Base = s.base(c, title)
	page.Wide = true
	page.Path = recallPath(reader, id)
	page.MayLift = page.Recall.LiftedAt == nil && reader.May(ends, page.Batch.OrgID)
	return page, nil
}

// liftRecall ends a recall or closes a drill, from its own page.
func (s *Server) liftRecall(c *gin.Context) error {
	page, err := s.recallReportPage(c)
	if err != nil {
		return err
	}
	if err := c.Request.ParseForm(); err != nil {
		return formError(err)
	}
	page.Form = c.Request.PostForm
	err = recall.Lift(c.Request.Context(), s.Pool, who(c), page.Recall.ID, recall.Lifting{
		Reason:  page.Form.Get("reason"),
		Members: page.Form.Get("members") != "",
	})
	if err == nil {
		s.reloadLinks(c.Request.Context())
		c.Redirect(http.StatusSeeOther, page.Path+"?done=lifted")
		return nil
	}
	if page.Problems = page.problems(err); page.Problems == nil {
		return err
	}
	return s.render(c, http.StatusBadRequest, "recall_report", page)
}
