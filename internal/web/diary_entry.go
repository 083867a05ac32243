package web

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/diary"
)

func (s *Server) editEntryPage(c *gin.Context) error {
	page, err := s.entryPage(c, nil)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "diary_form", page)
}

// entryPage is the form of an entry that is corrected: as it is, unless form
// has it as it was typed.
func (s *Server) entryPage(c *gin.Context, form url.Values) (page diaryFormPage, err error) {
	r, err := s.ownEntry(c)
	if err != nil {
		return page, err
	}
	ctx := c.Request.Context()
	b, err := catalog.BatchByID(ctx, s.Pool, who(c), r.BatchID)
	if err != nil {
		return page, err
	}
	p, err := catalog.ProductByID(ctx, s.Pool, who(c), b.ProductID)
	if err != nil {
		return page, err
	}
	if form == nil {
		form = formOf(r)
	}
	page, err = s.diaryForm(c, b, p, r.Kind, form)
	page.Title = page.T("diary.correct")
	page.Entry = &r
	return page, err
}

func (s *Server) ownEntry(c *gin.Context) (diary.Record, error) {
	id, err := idParam(c)
	if err != nil {
		return diary.Record{}, err
	}
	return diary.RecordByID(c.Request.Context(), s.Pool, who(c), id)
}

// formOf is a record as the form that it could have come from.
func formOf(r diary.Record) url.Values {
	e := r.Entry
	form := url.Values{"key": {uuid.NewString()}, "kind": {string(e.Kind)}}
	for name, value := range map[string]string{
		"at": r.Time.In(day.Vietnam).Format(formTime), "place": e.Place, "place_name": e.PlaceName,
		"people": e.People, "note": e.Note, "amount": e.Amount, "unit": e.Unit,
		"name": e.Name + e.GTIN, "lot": e.Lot, "method": e.Method, "temperature": e.Temperature, "humidity": e.Humidity,
		"result": e.Result, "laboratory": e.Laboratory, "certificate": e.Certificate,
		"receiver": e.Receiver, "receiver_gln": e.ReceiverGLN, "receiver_contact": e.ReceiverContact, "sscc": e.SSCC,
	} {
		form.Set(name, value)
	}
	for i, in := range e.Inputs {
		form.Set(inputField(i, "name"), in.Name+in.GTIN)
		form.Set(inputField(i, "lot"), in.Lot)
		form.Set(inputField(i, "amount"), in.Amount)
		form.Set(inputField(i, "unit"), in.Unit)
	}
	for _, f := range e.Hidden {
		form.Add("hidden", string(f))
	}
	return form
}

// changeEntry corrects an entry, or withdraws it.
func (s *Server) changeEntry(c *gin.Context) error {
	old, err := s.ownEntry(c)
	if err != nil {
		return err
	}
	e, form, err := s.entryInForm(c)
	if form.Get("do") == "withdraw" {
		return s.withdrawEntry(c, old)
	}
	if err == nil && form.Get("do") != "more" {
		ctx := c.Request.Context()
		err = diary.Correct(ctx, s.Pool, who(c), old.ID, s.Now(), diary.Keyed{Key: form.Get("key"), Entry: e})
		if err == nil {
			return seeDiary(c, old, "corrected")
		}
	}
	page, fail := s.entryPage(c, form)
	if fail != nil {
		return errors.Join(err, fail)
	}
	if err == nil {
		return s.render(c, http.StatusOK, "diary_form", page)
	}
	return s.entryAgain(c, page, err)
}

func (s *Server) withdrawEntry(c *gin.Context, old diary.Record) error {
	if err := diary.Withdraw(c.Request.Context(), s.Pool, who(c), old.ID, s.Now()); err != nil {
		return err
	}
	return seeDiary(c, old, "withdrawn")
}

func seeDiary(c *gin.Context, r diary.Record, done string) error {
	c.Redirect(http.StatusSeeOther, "/producer/batches/"+r.BatchID.String()+"/diary?done="+done)
	return nil
}
