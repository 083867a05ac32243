package web

import (
	"context"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/inspection"
	"temgoc/internal/scan"
	"temgoc/internal/stamp"
)

// casePage is the evidence of a case, and what an inspector may decide.
type casePage struct {
	Base
	caseLine
	Unit      *caseUnit // nil: the whole batch
	Odds      string    // of so many amber units by chance
	Alerts    []scan.Alert
	Timeline  caseTimeline
	Reports   []reportWords
	MoreFiled bool // there are further reports
	Choices   []deedChoice
	Form      url.Values
	Problems  Problems
	Done      bool // a decision was just made
}

// caseUnit is the stamp that a case is of.
type caseUnit struct {
	Number int32
	Serial string
	Path   string // of the public page
	scan.State
	StampTone tone
	StampName string
}

// reportsShown with a case.
const reportsShown = 20

func (s *Server) inspectorCase(c *gin.Context) error {
	page, err := s.casePage(c)
	if err != nil {
		return err
	}
	page.Done = c.Query("done") != ""
	return s.render(c, http.StatusOK, "inspector_case", page)
}

func (s *Server) casePage(c *gin.Context) (page casePage, err error) {
	id, err := idParam(c)
	if err != nil {
		return page, err
	}
	ctx := c.Request.Context()
	found, err := scan.CaseByID(ctx, s.Pool, who(c), id)
	if err != nil {
		return page, err
	}
	page.Base = s.base(c, "case.title")
	lines, err := s.caseLines(ctx, page.Lang, []scan.Case{found})
	if err != nil {
		return page, err
	}
	page.caseLine = lines[0]
	page.Choices = deedChoices(page.Lang, found)
	return page, s.fillCase(c, &page)
}

// fillCase reads the evidence.
func (s *Server) fillCase(c *gin.Context, page *casePage) (err error) {
	ctx := c.Request.Context()
	if page.Case.Unit == nil {
		page.Odds = oddsWords(page.Lang, s.Lookup.Rules.At(s.Now()).Chance(page.Facts.Share))
	} else if page.Unit, err = s.caseUnit(c, page.caseLine); err != nil {
		return err
	}
	if page.Alerts, err = scan.OpenAlerts(ctx, s.Pool, page.Case.Batch); err != nil {
		return err
	}
	sightings, err := page.Case.Timeline(ctx, s.Pool)
	if err != nil {
		return err
	}
	page.Timeline = newCaseTimeline(page.Lang, sightings)
	return s.fillReports(ctx, page)
}

func (s *Server) fillReports(ctx context.Context, page *casePage) error {
	reports, err := page.Case.Reports(ctx, s.Pool, reportsShown+1)
	if err != nil {
		return err
	}
	reports, page.MoreFiled = firstOf(reports, reportsShown)
	for _, r := range reports {
		page.Reports = append(page.Reports, newReportWords(page.Lang, r))
	}
	return nil
}

func (s *Server) caseUnit(c *gin.Context, line caseLine) (*caseUnit, error) {
	ctx := c.Request.Context()
	u := &caseUnit{Number: *line.Unit}
	var err error
	if u.State, err = scan.Peek(ctx, s.Pool, line.Case.Batch, u.Number, nil); err != nil {
		return nil, err
	}
	u.StampTone, u.StampName = stateWords(s.language(c), stamp.State(u.State.Stamp))
	run, err := stamp.RunOfUnit(ctx, s.Pool, who(c), line.Goods.Batch.ID, int(u.Number))
	if err != nil {
		return nil, err
	}
	codes, err := run.Codes(s.Keys, "", &stamp.Range{First: int(u.Number), Last: int(u.Number)})
	if err != nil {
		return nil, err
	}
	for code, err := range codes {
		if err != nil {
			return nil, err
		}
		u.Serial, u.Path = string(code.Serial), asLink(string(code.URL))
	}
	return u, nil
}

func (s *Server) decideCase(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	if err := c.Request.ParseForm(); err != nil {
		return formError(err)
	}
	form := c.Request.PostForm
	err = inspection.Decide(c.Request.Context(), s.Pool, who(c), id, inspection.Decision{
		Deed:    inspection.Deed(form.Get("decision")),
		Note:    form.Get("note"),
		Alert:   form.Get("alert"),
		AlertEN: form.Get("alert_en"),
	})
	if err == nil {
		c.Redirect(http.StatusSeeOther, casePath(id)+"?done=1")
		return nil
	}
	return s.decideCaseAgain(c, err)
}

// decideCaseAgain shows the case as it is now: somebody else may have decided.
func (s *Server) decideCaseAgain(c *gin.Context, cause error) error {
	page, err := s.casePage(c)
	if err != nil {
		return err
	}
	page.Form = c.Request.PostForm
	code := http.StatusBadRequest
	if page.Problems = page.problems(cause); page.Problems == nil {
		if page.Problems, code = page.refusal(cause, "decision"); page.Problems == nil {
			return cause
		}
	}
	return s.render(c, code, "inspector_case", page)
}

func casePath(id uuid.UUID) string { return "/inspector/cases/" + id.String() }
