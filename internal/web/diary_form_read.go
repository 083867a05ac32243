package web

import (
	"context"
	"errors"
	"mime/multipart"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
	"temgoc/internal/diary"
	"temgoc/internal/input"
)

// formTime is how a form's field for a moment writes it, in Vietnam's zone.
const formTime = "2006-01-02T15:04"

// entryInForm reads an entry, and keeps the photo that came with it.
func (s *Server) entryInForm(c *gin.Context) (diary.Entry, url.Values, error) {
	if err := parseUpload(c.Request); err != nil {
		return diary.Entry{}, nil, err
	}
	form := c.Request.PostForm
	var bad input.Errors
	e, err := s.readEntry(c.Request.Context(), &bad, form)
	if err != nil {
		return e, form, err
	}
	if len(bad) > 0 {
		return e, form, append(e.Faults(s.Now()), bad...)
	}
	if form.Get("do") != "more" {
		e.Picture, err = sentPhoto(c)
	}
	return e, form, err
}

// readEntry takes of a form what entries of its kind hold: a form that was
// changed to another kind still has the rest.
func (s *Server) readEntry(ctx context.Context, bad *input.Errors, form url.Values) (diary.Entry, error) {
	e := diary.Entry{
		Kind:            diary.Kind(form.Get("kind")),
		At:              form.Get("at"),
		Place:           form.Get("place"),
		PlaceName:       form.Get("place_name"),
		People:          form.Get("people"),
		Note:            form.Get("note"),
		Amount:          form.Get("amount"),
		Unit:            form.Get("unit"),
		Name:            form.Get("name"),
		Lot:             form.Get("lot"),
		Method:          form.Get("method"),
		Temperature:     form.Get("temperature"),
		Humidity:        form.Get("humidity"),
		Result:          form.Get("result"),
		Laboratory:      form.Get("laboratory"),
		Certificate:     form.Get("certificate"),
		Receiver:        form.Get("receiver"),
		ReceiverGLN:     form.Get("receiver_gln"),
		ReceiverContact: form.Get("receiver_contact"),
		SSCC:            form.Get("sscc"),
		Hidden:          []diary.Fact{},
	}
	for _, f := range form["hidden"] {
		e.Hidden = append(e.Hidden, diary.Fact(f))
	}
	if e.Kind.Takes(diary.Inputs) {
		for i := range inputRowsOf(form) {
			e.Inputs = append(e.Inputs, diary.Input{
				Name:   form.Get(inputField(i, "name")),
				Lot:    form.Get(inputField(i, "lot")),
				Amount: form.Get(inputField(i, "amount")),
				Unit:   form.Get(inputField(i, "unit")),
			})
		}
	}
	e.Typed(bad)
	return e, s.readCodes(ctx, &e)
}

// sentPhoto is the picture that came with a form, as it is kept; nil if none did.
func sentPhoto(c *gin.Context) ([]byte, error) {
	f, err := sentFile(c, "photo")
	if err != nil || f == nil {
		return nil, err
	}
	defer f.Close()
	jpeg, err := catalog.ReadPicture(c.Request.Context(), f)
	return jpeg, atPhoto(err)
}

// sentFile is nil for a form without that file.
func sentFile(c *gin.Context, field string) (multipart.File, error) {
	file, err := c.FormFile(field)
	switch {
	case errors.Is(err, http.ErrMissingFile), errors.Is(err, http.ErrNotMultipart):
		return nil, nil
	case err != nil:
		return nil, formError(err)
	}
	return file.Open()
}

// atPhoto names the form's field, which catalog calls a picture.
func atPhoto(err error) error {
	faults := input.Of(err)
	if len(faults) == 0 {
		return err
	}
	return input.Error{Field: "photo", Problem: faults[0].Problem}
}
