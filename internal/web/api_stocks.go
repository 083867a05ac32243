package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/stamp"
	"temgoc/labels"
)

// stockAnswer is a stock, and how large the modules of codes come out on it.
type stockAnswer struct {
	labels.Stock
	Fits []stockFit `json:"fits"`
}

// stockFit is of one kind of codes at one resolution.
type stockFit struct {
	Kind   stamp.Kind     `json:"kind"`
	DPI    int            `json:"dpi"`
	Module *labels.Module `json:"module"` // null where such codes do not fit
}

// apiStocks tells what can be printed on.
func (s *Server) apiStocks(c *gin.Context) error {
	stocks := s.stocks()
	answers := make([]stockAnswer, len(stocks))
	for i, stock := range stocks {
		answers[i] = stockAnswer{stock, s.stockFits(stock)}
	}
	return writeJSON(c, http.StatusOK, list[stockAnswer]{Items: answers})
}

func (s *Server) stockFits(stock labels.Stock) []stockFit {
	var all []stockFit
	for _, kind := range []stamp.Kind{stamp.Compact, stamp.Sealed} {
		for _, dpi := range resolutions {
			fit := stockFit{Kind: kind, DPI: dpi}
			if module, err := stock.Fits(s.sampleURL(kind), dpi); err == nil {
				fit.Module = &module
			}
			all = append(all, fit)
		}
	}
	return all
}
