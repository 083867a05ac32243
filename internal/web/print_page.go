package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/input"
	"temgoc/internal/printing"
	"temgoc/internal/stamp"
)

type printPage struct {
	Base
	Run      runLabels
	Form     url.Values // as typed, or as suggested
	Problems Problems
	Stocks   []stockGroup
	DPIs     []int
	Formats  []printing.Format
	Preview  *printPreview // nil when what was asked for is refused
	Instead  []instead     // what would fit
}

// Shows tells whether a part of the label is ticked.
func (p printPage) Shows(what string) bool { return slices.Contains(p.Form["show"], what) }

// printForm shows what the address asks for. All of the form's state is in the
// address: it can be kept as a bookmark, and nothing changes before the order.
func (s *Server) printForm(c *gin.Context) error {
	r, err := s.runInPath(c)
	if err != nil {
		return err
	}
	form := s.suggestPrint(c, r, c.Request.URL.Query())
	return s.showPrint(c, r, form, nil)
}

// orderPrint has the file made, and waits a little: a small one can be
// downloaded from the page that answers.
func (s *Server) orderPrint(c *gin.Context) error {
	r, err := s.runInPath(c)
	if err != nil {
		return err
	}
	if err := c.Request.ParseForm(); err != nil {
		return formError(err)
	}
	form := s.suggestPrint(c, r, c.Request.PostForm)
	p, err := s.printoutOf(r, form)
	if err != nil {
		return s.showPrint(c, r, form, err)
	}
	job, _, err := s.Prints.Order(c.Request.Context(), who(c), c.Request.PostForm.Get("key"), r.ID, &p.Units, p.Spec)
	if errors.Is(err, stamp.ErrKeyReused) { // back, another stock, and sent again
		err = input.Error{Field: "format", Problem: "print.sent_already"}
	}
	if err != nil {
		return s.showPrint(c, r, form, err)
	}
	s.rememberPrinter(c, form)
	s.waitBriefly(c.Request.Context(), who(c), job)
	c.Redirect(http.StatusSeeOther, printPath(job.ID))
	return nil
}

func printPath(id uuid.UUID) string { return "/producer/prints/" + id.String() }

// printoutOf is what a form asks for.
func (s *Server) printoutOf(r runLabels, form url.Values) (printout, error) {
	b, err := printQuery(form)
	if err != nil {
		return printout{}, err
	}
	return s.printout(r, b)
}

// showPrint shows the form with a preview, or with what is wrong: with the
// order, or else with what the form asks for.
func (s *Server) showPrint(c *gin.Context, r runLabels, form url.Values, cause error) error {
	page := printPage{Base: s.base(c, "print.title"), Run: r, Form: form, DPIs: resolutions, Formats: jobFormats}
	page.Wide = true
	page.Stocks = page.stockGroups(s)
	form.Set("key", uuid.NewString())
	p, err := s.printoutOf(r, form)
	if err == nil {
		page.Preview = page.preview(p, form)
		err = cause
	}
	if err == nil {
		return s.render(c, http.StatusOK, "producer_print", page)
	}
	code := http.StatusBadRequest
	if page.Problems = page.problems(err); page.Problems == nil {
		if page.Problems, code = page.refusal(err, "stock"); page.Problems == nil {
			return err
		}
	}
	page.Instead = s.instead(page.Lang, classify(err).Fits, r, form)
	return s.render(c, code, "producer_print", page)
}

// suggestPrint fills in what the form does not say: the printer that this
// browser ordered for last, and the whole run.
func (s *Server) suggestPrint(c *gin.Context, r runLabels, form url.Values) url.Values {
	printer := s.printer(c)
	suggested := url.Values{
		"stock":  {printer.Get("stock")},
		"dpi":    {printer.Get("dpi")},
		"format": {printer.Get("format")},
		"kind":   {string(r.Kind)},
		"from":   {strconv.Itoa(r.FirstUnit)},
		"to":     {strconv.Itoa(r.LastUnit())},
		"show":   allShown,
	}
	for name, value := range suggested {
		if !form.Has(name) || name != "show" && form.Get(name) == "" {
			form[name] = value
		}
	}
	return form
}

const printerCookie = "printer"

// printer is the stock, resolution and format that this browser used last, or
// else the usual ones: the printer stands beside it.
func (s *Server) printer(c *gin.Context) url.Values {
	kept, _ := url.ParseQuery(s.cookie(c, printerCookie)) // what does not parse is not kept
	printer := url.Values{
		"stock":  {s.stocks()[0].Name},
		"dpi":    {strconv.Itoa(usualDPI)},
		"format": {string(printing.PDF)},
	}
	for name := range printer {
		if kept.Get(name) != "" {
			printer.Set(name, kept.Get(name))
		}
	}
	return printer
}

func (s *Server) rememberPrinter(c *gin.Context, form url.Values) {
	kept := url.Values{"stock": form["stock"], "dpi": form["dpi"], "format": form["format"]}
	s.setCookie(c, printerCookie, kept.Encode(), year)
}
