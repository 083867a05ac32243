package web

import (
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/scan"
)

// caseReport is a report as a case shows it.
type caseReport struct {
	ID       uuid.UUID       `json:"id"`
	Kind     scan.ReportKind `json:"kind"`
	Note     string          `json:"note"`
	Province string          `json:"province"` // its code; empty: not told
	Place    string          `json:"place"`
	At       time.Time       `json:"at"`
	ClosedAt *time.Time      `json:"closed_at"`
}

func newCaseReport(r scan.Report) caseReport {
	return caseReport{r.ID, r.Kind, r.Note, r.Province, r.Place, r.At, r.ClosedAt}
}

// reportAnswer is a report and what it is of.
type reportAnswer struct {
	caseReport
	Code    string     `json:"code"`
	BatchID *uuid.UUID `json:"batch_id"` // null: of no code of ours
	Unit    *int32     `json:"unit"`     // null: of no stamp
}

func (s *Server) apiReports(c *gin.Context) error {
	ctx, q := c.Request.Context(), queryOf(c)
	after, limit := q.id("after"), q.limit()
	if err := q.bad.OrNil(); err != nil {
		return err
	}
	filed, err := scan.Reports(ctx, s.Pool, who(c), after, limit)
	if err != nil {
		return err
	}
	lines, err := s.reportLines(ctx, s.language(c), filed)
	if err != nil {
		return err
	}
	rows := make([]reportAnswer, len(lines))
	for i, line := range lines {
		rows[i] = reportAnswer{caseReport: newCaseReport(line.Report), Code: line.Code, Unit: line.Unit}
		if line.Goods != nil {
			rows[i].BatchID = &line.Goods.Batch.ID
		}
	}
	return writeList(c, rows, limit, func(r reportAnswer) string { return r.ID.String() })
}
