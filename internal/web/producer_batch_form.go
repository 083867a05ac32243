package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/input"
)

type batchFormPage struct {
	Base
	Product  catalog.Product
	Form     url.Values // as typed
	Problems Problems
}

func (s *Server) newBatchPage(c *gin.Context) error {
	p, err := s.ownProduct(c)
	if err != nil {
		return err
	}
	batches, err := catalog.Batches(c.Request.Context(), s.Pool, who(c), &p.ID, 0, batchesPage)
	if err != nil {
		return err
	}
	page := batchFormPage{Base: s.base(c, "producer.batch.new"), Product: p}
	page.Form = suggestBatch(p, batches, s.today())
	return s.render(c, http.StatusOK, "producer_batch_form", page)
}

// suggestBatch is what a batch that is made today most likely looks like. What
// a pack holds seldom changes between batches.
func suggestBatch(p catalog.Product, latest []catalog.Batch, today day.Day) url.Values {
	form := url.Values{
		"lot":         {suggestLot(latest, today)},
		"produced_on": {today.String()},
	}
	if p.ShelfLifeDays > 0 {
		form.Set("expires_on", today.AddDays(p.ShelfLifeDays).String())
	}
	if len(latest) > 0 {
		form.Set("content", latest[0].Content)
	}
	return form
}

// suggestLot is the day and a number that none of the latest batches has.
func suggestLot(latest []catalog.Batch, today day.Day) string {
	taken := make(map[string]bool, len(latest))
	for _, b := range latest {
		taken[b.Lot.String()] = true
	}
	for n := 1; ; n++ {
		if lot := fmt.Sprintf("L%s-%02d", today.YYMMDD(), n); !taken[lot] {
			return lot
		}
	}
}

func (s *Server) createBatch(c *gin.Context) error {
	p, err := s.ownProduct(c)
	if err != nil {
		return err
	}
	if err := c.Request.ParseForm(); err != nil {
		return formError(err)
	}
	b, err := s.storeBatch(c, p, c.Request.PostForm)
	if err == nil {
		c.Redirect(http.StatusSeeOther, "/producer/batches/"+b.ID.String()+"?done=batch")
		return nil
	}
	page := batchFormPage{Base: s.base(c, "producer.batch.new"), Product: p, Form: c.Request.PostForm}
	if page.Problems = page.problems(err); page.Problems == nil {
		return err
	}
	return s.render(c, http.StatusBadRequest, "producer_batch_form", page)
}

func (s *Server) storeBatch(c *gin.Context, p catalog.Product, form url.Values) (catalog.Batch, error) {
	in, err := batchInput(p, form)
	if err != nil {
		return catalog.Batch{}, err
	}
	kid, err := s.Keys.Issuing(s.Now())
	if err != nil {
		return catalog.Batch{}, err
	}
	return catalog.CreateBatch(c.Request.Context(), s.Pool, who(c), byte(kid), in)
}

// batchInput refuses only what is no date: an unreadable expiry must not become
// "does not expire". A quantity that is no number is 0, which catalog refuses.
func batchInput(p catalog.Product, form url.Values) (in catalog.NewBatch, err error) {
	var bad input.Errors
	in = catalog.NewBatch{
		ProductID:  p.ID,
		Lot:        form.Get("lot"),
		ProducedOn: readDay(&bad, "produced_on", form.Get("produced_on")),
		ExpiresOn:  readDay(&bad, "expires_on", form.Get("expires_on")),
		Quantity:   readCount(form.Get("quantity")),
		Content:    form.Get("content"),
	}
	return in, bad.OrNil()
}

// readDay is the zero day for an empty field.
func readDay(bad *input.Errors, field, text string) day.Day {
	d, err := day.Parse(strings.TrimSpace(text))
	if err != nil {
		bad.Add(field, "date.bad")
	}
	return d
}

// readCount is 0 for what is no number.
func readCount(text string) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return 0
	}
	return n
}
