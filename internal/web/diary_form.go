package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/diary"
	"temgoc/internal/gs1"
)

const (
	inputRows = 3  // of materials, that a form begins with
	ownLots   = 30 // that a form offers
)

type diaryFormPage struct {
	Base
	Batch    catalog.Batch
	Product  catalog.Product
	Entry    *diary.Record // that is corrected; nil: a new one
	Kind     diary.Kind
	Form     url.Values // as typed
	Problems Problems
	Rows     []int // of materials, from 0
	Lots     []ownLot
	Methods  []string
	Results  []string
}

// ownLot is a batch that may have gone into this one, as its barcode says it.
type ownLot struct{ Code, Name string }

// Over tells whether the entry was corrected or withdrawn before.
func (p diaryFormPage) Over() bool { return p.Entry != nil && p.Entry.State != diary.Holds }

func (s *Server) newEntryPage(c *gin.Context) error {
	b, p, err := s.batchWithProduct(c)
	if err != nil {
		return err
	}
	kind := diary.Kind(c.Query("kind"))
	if !kind.Known() {
		kind = diary.Harvest
	}
	form, err := s.suggestEntry(c, p, kind)
	if err != nil {
		return err
	}
	page, err := s.diaryForm(c, b, p, kind, form)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "diary_form", page)
}

// suggestEntry is of now and at the producer's own place.
func (s *Server) suggestEntry(c *gin.Context, p catalog.Product, kind diary.Kind) (url.Values, error) {
	place, err := diary.OwnPlace(c.Request.Context(), s.Pool, who(c))
	form := url.Values{
		"key":   {uuid.NewString()},
		"at":    {s.Now().In(day.Vietnam).Format(formTime)},
		"place": {place},
		"unit":  {diary.UsualUnit(kind)},
	}
	for _, f := range kind.HiddenByDefault() {
		form.Add("hidden", string(f))
	}
	return form, err
}

// diaryForm is the page around a form as it was typed.
func (s *Server) diaryForm(c *gin.Context, b catalog.Batch, p catalog.Product, kind diary.Kind, form url.Values) (diaryFormPage, error) {
	page := diaryFormPage{
		Base: s.base(c, "diary.new"), Batch: b, Product: p, Kind: kind, Form: form,
		Methods: diary.Methods, Results: diary.Results,
	}
	for i := range inputRowsOf(form) {
		page.Rows = append(page.Rows, i)
	}
	var err error
	if kind.Takes(diary.Inputs) {
		page.Lots, err = s.ownLots(c.Request.Context(), c, b)
	}
	return page, err
}

// inputRowsOf is how many lines the form shows: those that it was sent with,
// and more if that was asked for.
func inputRowsOf(form url.Values) int {
	n := inputRows
	for n < diary.MaxInputs && form.Has(inputField(n, "name")) {
		n++
	}
	if form.Get("do") == "more" {
		n += inputRows
	}
	return min(n, diary.MaxInputs)
}

func inputField(i int, field string) string { return "inputs." + strconv.Itoa(i) + "." + field }

func (s *Server) ownLots(ctx context.Context, c *gin.Context, b catalog.Batch) (lots []ownLot, err error) {
	batches, err := catalog.Batches(ctx, s.Pool, who(c), nil, 0, ownLots)
	for _, other := range batches {
		if other.ID == b.ID {
			continue
		}
		code := gs1.FormatBracketed([]gs1.Element{{AI: "01", Value: other.GTIN.String()}, {AI: "10", Value: other.Lot.String()}})
		lots = append(lots, ownLot{code, other.ProducedOn.String()})
	}
	return lots, err
}

func (s *Server) createEntry(c *gin.Context) error {
	b, p, err := s.batchWithProduct(c)
	if err != nil {
		return err
	}
	e, form, err := s.entryInForm(c)
	if err == nil && form.Get("do") == "more" {
		page, err := s.diaryForm(c, b, p, e.Kind, form)
		if err != nil {
			return err
		}
		return s.render(c, http.StatusOK, "diary_form", page)
	}
	if err == nil {
		keyed := []diary.Keyed{{Key: "form:" + form.Get("key"), Entry: e}}
		_, err = diary.Write(c.Request.Context(), s.Pool, who(c), b.ID, s.Now(), keyed)
	}
	if err == nil {
		c.Redirect(http.StatusSeeOther, diaryPath(b)+"?done=entry")
		return nil
	}
	page, fail := s.diaryForm(c, b, p, e.Kind, form)
	if fail != nil {
		return errors.Join(err, fail)
	}
	return s.entryAgain(c, page, err)
}

// entryAgain shows a form with what is wrong with it.
func (s *Server) entryAgain(c *gin.Context, page diaryFormPage, cause error) error {
	code := http.StatusBadRequest
	if page.Problems = page.problems(cause); page.Problems == nil {
		if page.Problems, code = page.refusal(cause, "kind"); page.Problems == nil {
			return cause
		}
		page.Form.Set("key", uuid.NewString())
	}
	return s.render(c, code, "diary_form", page)
}
