package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/inspection"
	"temgoc/internal/scan"
)

// caseAnswer is a case and what it is of.
type caseAnswer struct {
	scan.Case
	goodsAnswer
}

// caseDetail is a case with its evidence.
type caseDetail struct {
	caseAnswer
	Possible []inspection.Deed `json:"possible"` // decisions that it is open to
	Timeline []scan.Sighting   `json:"timeline"` // of the unit, the latest 500; empty of a batch
	Reports  []caseReport      `json:"reports"`  // of shoppers, the latest 20
}

func (s *Server) apiCases(c *gin.Context) error {
	q := queryOf(c)
	query := scan.CaseQuery{State: scan.CaseState(q.values.Get("state")), After: q.id("after"), Limit: q.limit()}
	if err := q.bad.OrNil(); err != nil {
		return err
	}
	cases, err := scan.Cases(c.Request.Context(), s.Pool, who(c), query)
	if err != nil {
		return err
	}
	rows, err := s.caseAnswers(c, cases)
	if err != nil {
		return err
	}
	return writeList(c, rows, query.Limit, func(r caseAnswer) string { return r.ID.String() })
}

// caseAnswers keep officers' notes and names from producers.
func (s *Server) caseAnswers(c *gin.Context, cases []scan.Case) ([]caseAnswer, error) {
	lines, err := s.caseLines(c.Request.Context(), s.language(c), cases)
	if err != nil {
		return nil, err
	}
	answers := make([]caseAnswer, len(lines))
	for i, line := range lines {
		answers[i] = caseAnswer{line.Case, goodsAnswerOf(line.Goods)}
		if !who(c).May(account.DecideCases, uuid.Nil) {
			answers[i].Note, answers[i].DecidedBy = "", ""
		}
	}
	return answers, nil
}

func (s *Server) apiCase(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	return s.writeCase(c, id)
}

func (s *Server) writeCase(c *gin.Context, id uuid.UUID) error {
	ctx := c.Request.Context()
	found, err := scan.CaseByID(ctx, s.Pool, who(c), id)
	if err != nil {
		return err
	}
	answers, err := s.caseAnswers(c, []scan.Case{found})
	if err != nil {
		return err
	}
	detail := caseDetail{caseAnswer: answers[0], Possible: []inspection.Deed{}, Reports: []caseReport{}}
	if who(c).May(account.DecideCases, uuid.Nil) {
		detail.Possible = append(detail.Possible, inspection.Possible(found)...)
	}
	if detail.Timeline, err = found.Timeline(ctx, s.Pool); err != nil {
		return err
	}
	reports, err := found.Reports(ctx, s.Pool, reportsShown)
	if err != nil {
		return err
	}
	for _, r := range reports {
		detail.Reports = append(detail.Reports, newCaseReport(r))
	}
	return writeJSON(c, http.StatusOK, detail)
}

func (s *Server) apiDecideCase(c *gin.Context) error {
	id, decision, err := readJSONOf[inspection.Decision](c)
	if err != nil {
		return err
	}
	if err := inspection.Decide(c.Request.Context(), s.Pool, who(c), id, decision); err != nil {
		return err
	}
	return s.writeCase(c, id)
}
