package web

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/printing"
	"temgoc/internal/stamp"
	"temgoc/labels"
)

// printPreview is the first label as it will be printed, in its real size.
type printPreview struct {
	Image          string // addresses
	SVG, PNG       string
	Stock          string // in words
	Size, Module   string
	Kind, Why      string
	Omitted        string // what the label has no room for
	Labels, Sheets int    // Sheets is 0 where there are none
}

func (l *Lang) preview(p printout, form url.Values) *printPreview {
	run := runPath(p.ID)
	query := "?" + printFields(form).Encode()
	shown := printPreview{
		Kind:   l.kindName(p.Spec.Kind),
		Why:    l.kindReason(p.Choice.Why),
		Labels: p.Units.Len(),
	}
	if p.Label == nil {
		return &shown
	}
	stock := p.Spec.Stock
	shown.Image, shown.SVG, shown.PNG = run+"/preview.svg"+query, run+"/labels.svg"+query, run+"/labels.png"+query
	shown.Stock = l.stockName(stock)
	shown.Size = l.size(stock.Label)
	shown.Module = l.moduleWords(p.Label.Module)
	if omitted := p.Label.Omitted(); len(omitted) > 0 {
		shown.Omitted = l.T("print.omitted", "Texts", strings.Join(omitted, ", "))
	}
	if stock.Media == labels.OnSheet {
		shown.Sheets = ceilDiv(p.Units.Len(), stock.PerPage())
	}
	return &shown
}

// printFields is the form without what is of one order.
func printFields(form url.Values) url.Values {
	fields := url.Values{}
	for _, name := range []string{"stock", "dpi", "format", "kind", "from", "to", "show", "line", "pins"} {
		if form.Has(name) {
			fields[name] = form[name]
		}
	}
	return fields
}

func ceilDiv(a, b int) int { return (a + b - 1) / b }

// printPreview draws the first label for a page. Like every look at a code on a
// screen it is not in the ledger.
func (s *Server) printPreview(c *gin.Context) error {
	r, err := s.runInPath(c)
	if err != nil {
		return err
	}
	b, err := printQuery(s.suggestPrint(c, r, c.Request.URL.Query()))
	if err != nil {
		return err
	}
	b.Format = printing.SVG
	p, err := s.printout(r, b)
	if err != nil {
		return err
	}
	var svg bytes.Buffer
	if err := p.Label.WritePreview(&svg, p.Sample); err != nil {
		return err
	}
	c.Header("Cache-Control", "no-store")
	c.Data(http.StatusOK, "image/svg+xml", svg.Bytes())
	return nil
}

// instead is a choice that would fit.
type instead struct{ Name, URL string }

func (s *Server) instead(l *Lang, f *fits, r runLabels, form url.Values) []instead {
	if f == nil {
		return nil
	}
	var choices []instead
	add := func(name, field, value string) {
		fields := printFields(form)
		fields.Set(field, value)
		choices = append(choices, instead{name, printFormPath(r.ID) + "?" + fields.Encode()})
	}
	if f.Kind != "" {
		add(l.kindName(f.Kind), "kind", string(f.Kind))
	}
	for _, stock := range s.stocks() {
		if slices.Contains(f.Stocks, stock.Name) {
			add(l.stockName(stock), "stock", stock.Name)
		}
	}
	return choices
}

func printFormPath(run uuid.UUID) string { return runPath(run) + "/print" }

func (l *Lang) kindName(k stamp.Kind) string {
	if k == stamp.Sealed {
		return l.T("stamp.sealed")
	}
	return l.T("stamp.compact")
}

func (l *Lang) kindReason(why kindReason) string {
	switch why {
	case sealedFits:
		return l.T("print.why.sealed_fits")
	case sealedTooLarge:
		return l.T("print.why.sealed_too_large")
	case kindIssued:
		return l.T("print.why.issued")
	}
	return ""
}
