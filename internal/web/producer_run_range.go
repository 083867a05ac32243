package web

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/internal/gs1"
	"temgoc/internal/input"
	"temgoc/internal/origincode"
	"temgoc/internal/stamp"
)

func (s *Server) activateRange(c *gin.Context, run stamp.Run) error {
	ctx := c.Request.Context()
	r, err := s.rangeInForm(ctx, run, c.Request.PostForm)
	if err != nil {
		return err
	}
	return stamp.Activate(ctx, s.Pool, who(c), run.ID, &r)
}

// voidRange wants to hear that it is for good: voided stamps never come back.
func (s *Server) voidRange(c *gin.Context, run stamp.Run) error {
	ctx, form := c.Request.Context(), c.Request.PostForm
	r, err := s.rangeInForm(ctx, run, form)
	if err != nil {
		return err
	}
	if form.Get("sure") == "" {
		return input.Error{Field: "sure", Problem: "void.not_sure"}
	}
	reason := form.Get("reason")
	if note := strings.TrimSpace(form.Get("note")); note != "" {
		reason += ": " + note
	}
	return stamp.Void(ctx, s.Pool, who(c), run.ID, &r, reason)
}

// rangeInForm reads the two ends of a range, each a number as in the sheet's
// margin or the code of a stamp as a scanner types it.
func (s *Server) rangeInForm(ctx context.Context, run stamp.Run, form url.Values) (r stamp.Range, err error) {
	var bad input.Errors
	for _, end := range []struct {
		field string
		unit  *int
	}{{"first", &r.First}, {"last", &r.Last}} {
		unit, problem, err := s.unitOf(ctx, run.GTIN, run.BatchNumber, form.Get(end.field))
		if err != nil {
			return r, err
		}
		if problem != "" {
			bad.Add(end.field, problem)
		}
		*end.unit = unit
	}
	return r, bad.OrNil()
}

// maxDigits of a unit's number; whatever is longer is a code.
const maxDigits = len("1048575")

// unitOf reads the number of a unit of a batch, as printed or as its code.
func (s *Server) unitOf(ctx context.Context, gtin gs1.GTIN, batch int32, text string) (unit int, problem string, err error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, "range.missing", nil
	}
	if n, err := strconv.ParseUint(text, 10, 32); err == nil && len(text) <= maxDigits {
		return int(n), "", nil
	}
	path, err := s.Lookup.Locate(ctx, text)
	if err != nil {
		return 0, "", err
	}
	path, query, _ := strings.Cut(path, "?")
	code, err := s.Keys.Open(path, query)
	switch {
	case err != nil:
		return 0, "range.not_a_number", nil
	case code.Kind == origincode.Batch, code.GTIN != gtin, int32(code.Batch) != batch:
		return 0, "range.other_batch", nil
	}
	return int(code.Unit), "", nil
}
