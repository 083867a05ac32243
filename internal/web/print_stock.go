package web

import (
	"slices"

	"temgoc/internal/input"
	"temgoc/internal/printing"
	"temgoc/internal/stamp"
	"temgoc/labels"
)

// stocks are those that everyone has and the service's own.
func (s *Server) stocks() []labels.Stock { return slices.Concat(labels.Stocks(), s.OwnStocks) }

// stock is the one of a name; it must take the format.
func (s *Server) stock(name string, format printing.Format, bad *input.Errors) labels.Stock {
	stocks := s.stocks()
	i := slices.IndexFunc(stocks, func(stock labels.Stock) bool { return stock.Name == name })
	if i < 0 {
		bad.Add("stock", "stock.unknown")
		return labels.Stock{}
	}
	if !takes(stocks[i], format) {
		bad.Add("format", "format.needs_roll")
	}
	return stocks[i]
}

// usualStock is the first that takes the format and codes of the kind.
func (s *Server) usualStock(format printing.Format, kind stamp.Kind, dpi int) labels.Stock {
	if kind == autoKind {
		kind = stamp.Sealed
	}
	for _, stock := range labels.Fitting(s.stocks(), s.sampleURL(kind), dpi) {
		if takes(stock, format) {
			return stock
		}
	}
	return s.stocks()[0]
}

// takes is false for sheets and what only label printers read.
func takes(stock labels.Stock, format printing.Format) bool {
	return stock.Media == labels.OnRoll || format != printing.ZPL && format != printing.TSPL
}

// stockGroup is stocks of one sort, in a list to choose from.
type stockGroup struct {
	Name   string
	Stocks []stockOption
}

type stockOption struct{ Name, Words string }

func (l *Lang) stockGroups(s *Server) []stockGroup {
	var sheets, rolls []labels.Stock
	for _, stock := range labels.Stocks() {
		if stock.Media == labels.OnSheet {
			sheets = append(sheets, stock)
		} else {
			rolls = append(rolls, stock)
		}
	}
	groups := []stockGroup{
		{l.T("print.sheets"), l.stockOptions(sheets)},
		{l.T("print.rolls"), l.stockOptions(rolls)},
		{l.T("print.own"), l.stockOptions(s.OwnStocks)},
	}
	return slices.DeleteFunc(groups, func(g stockGroup) bool { return len(g.Stocks) == 0 })
}

func (l *Lang) stockOptions(stocks []labels.Stock) []stockOption {
	options := make([]stockOption, len(stocks))
	for i, stock := range stocks {
		options[i] = stockOption{stock.Name, l.stockName(stock)}
	}
	return options
}

// stockName says the size and the grid: "A4 · 3 × 8 · 63,5 × 33,9 mm (Avery
// L7159)", "Cuộn · 50 × 30 mm · 2 tem một hàng".
func (l *Lang) stockName(s labels.Stock) string {
	name := l.size(s.Label)
	if s.Round {
		name = l.T("print.round", "D", s.Label.W)
	}
	switch {
	case s.Media == labels.OnSheet:
		name = joinWords(" · ", l.pageName(s.Page), l.T("print.grid", "Columns", s.Columns, "Rows", s.Rows), name)
	case s.Columns > 1:
		name = joinWords(" · ", l.T("print.roll"), name, l.T("print.across", "N", s.Columns))
	default:
		name = joinWords(" · ", l.T("print.roll"), name)
	}
	if s.Scratch != nil {
		name = joinWords(" · ", name, l.T("print.scratch"))
	}
	if s.Like != "" {
		name += " (" + s.Like + ")"
	}
	return name
}

// pageName is "A4", or the size of a page that has no name.
func (l *Lang) pageName(page labels.Size) string {
	switch page {
	case labels.Size{W: 210, H: 297}:
		return "A4"
	case labels.Size{W: 105, H: 148}:
		return "A6"
	}
	return l.size(page)
}

func (l *Lang) size(s labels.Size) string { return l.T("print.size", "W", s.W, "H", s.H) }

// moduleWords are "0,42 mm (5 chấm ở 300 dpi)".
func (l *Lang) moduleWords(m labels.Module) string {
	return l.T("print.module", "MM", m.MM, "Dots", m.Dots, "DPI", m.DPI)
}
