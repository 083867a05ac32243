package web

import (
	"context"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
	"temgoc/internal/scan"
)

// casesPage lists what may have been copied.
type casesPage struct {
	Base
	State scan.CaseState // empty: all
	Tabs  []caseTab
	Cases []caseLine
	Next  string
}

type caseTab struct {
	State scan.CaseState
	Name  string
	Count int
}

// caseLine is a case in words.
type caseLine struct {
	scan.Case
	catalog.Goods
	caseWords
}

func (s *Server) inspectorCases(c *gin.Context) error {
	ctx, reader := c.Request.Context(), who(c)
	page := casesPage{Base: s.base(c, "case.list")}
	page.Wide = true
	if state := scan.CaseState(c.Query("state")); slices.Contains(scan.CaseStates, state) {
		page.State = state
	}
	counts, err := scan.CountCases(ctx, s.Pool, reader)
	if err != nil {
		return err
	}
	page.Tabs = caseTabs(page.Lang, counts)
	cases, err := scan.Cases(ctx, s.Pool, reader, scan.CaseQuery{State: page.State, After: afterID(c), Limit: adminPage + 1})
	if err != nil {
		return err
	}
	cases, more := firstOf(cases, adminPage)
	if more {
		page.Next = nextPage(c, "after", cases[adminPage-1].ID.String())
	}
	if page.Cases, err = s.caseLines(ctx, page.Lang, cases); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "inspector_cases", page)
}

// caseTabs begin with all.
func caseTabs(l *Lang, counts map[scan.CaseState]int) []caseTab {
	tabs := []caseTab{{Name: l.T("case.state.all")}}
	for _, state := range scan.CaseStates {
		_, name := caseStateWords(l, state)
		tabs = append(tabs, caseTab{state, name, counts[state]})
		tabs[0].Count += counts[state]
	}
	return tabs
}

// caseLines names what the cases are of.
func (s *Server) caseLines(ctx context.Context, l *Lang, cases []scan.Case) ([]caseLine, error) {
	numbers := make([]int32, len(cases))
	for i, c := range cases {
		numbers[i] = c.Batch
	}
	goods, err := s.goodsByNumber(ctx, numbers)
	if err != nil {
		return nil, err
	}
	lines := make([]caseLine, len(cases))
	for i, c := range cases {
		lines[i] = caseLine{c, goods[c.Batch], newCaseWords(l, c)}
	}
	return lines, nil
}

// goodsByNumber are the goods of batches, which may be named more than once.
func (s *Server) goodsByNumber(ctx context.Context, numbers []int32) (map[int32]catalog.Goods, error) {
	goods, err := catalog.GoodsOf(ctx, s.Pool, numbers)
	byNumber := make(map[int32]catalog.Goods, len(goods))
	for _, g := range goods {
		byNumber[g.Batch.Number] = g
	}
	return byNumber, err
}
