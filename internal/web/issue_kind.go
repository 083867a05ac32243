package web

import (
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"temgoc/internal/input"
	"temgoc/internal/printing"
	"temgoc/internal/stamp"
)

// kindToIssue settles a kind for stamps that are to be on a stock. Without one,
// no kind is refused but auto, which has nothing to go by.
func (s *Server) kindToIssue(asked stamp.Kind, stock string, dpi int) (kindChoice, error) {
	if stock == "" && asked != autoKind {
		return kindChoice{Kind: asked, Why: kindAsked}, nil // whether there is such a kind, stamp knows
	}
	var bad input.Errors
	if stock == "" {
		bad.Add("stock", "stock.missing")
		return kindChoice{}, bad
	}
	paper := s.stock(stock, printing.PDF, &bad)
	dpi = readDPI(dpi, &bad)
	if err := bad.OrNil(); err != nil {
		return kindChoice{}, err
	}
	return s.chooseKind(asked, kindAsked, paper, dpi)
}

// kindInForm is kindToIssue for a form, whose stock is only for auto to go by.
func (s *Server) kindInForm(form url.Values) (kindChoice, error) {
	kind := stamp.Kind(form.Get("kind"))
	if kind != autoKind {
		return s.kindToIssue(kind, "", 0)
	}
	return s.kindToIssue(kind, form.Get("stock"), readCount(form.Get("dpi")))
}

// issued is what the run's page is told of an order. The stock that auto went
// by is the one to print on next.
func (s *Server) issued(c *gin.Context, choice kindChoice) url.Values {
	done := url.Values{"done": {"issued"}}
	if choice.Stock == "" {
		return done
	}
	printer := s.printer(c)
	printer.Set("stock", choice.Stock)
	printer.Set("dpi", strconv.Itoa(choice.Module.DPI))
	s.rememberPrinter(c, printer)
	done["stock"], done["dpi"] = printer["stock"], printer["dpi"]
	return done
}

// issuedWords say which codes a run that was just issued has, where auto chose
// them for a stock that the address names.
func (s *Server) issuedWords(c *gin.Context, l *Lang, run stamp.Run) string {
	choice, err := s.kindToIssue(autoKind, c.Query("stock"), readCount(c.Query("dpi")))
	if err != nil || choice.Kind != run.Kind {
		return ""
	}
	return joinWords(" ", l.kindReason(choice.Why), l.T("issue.for_stock",
		"Stock", s.stockWords(l, choice.Stock), "Module", l.moduleWords(*choice.Module)))
}
