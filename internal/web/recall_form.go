package web

import (
	"context"
	"net/url"
	"strings"

	"temgoc/internal/catalog"
	"temgoc/internal/input"
	"temgoc/internal/recall"
)

// recallOrder reads the form of a recall of a batch, all but which of the
// batches made from it are included.
func (s *Server) recallOrder(ctx context.Context, b catalog.Batch, form url.Values) (recall.Order, error) {
	o := recall.Order{BatchID: b.ID, NewRecall: catalog.NewRecall{
		Reason:      form.Get("reason"),
		Instruction: form.Get("instruction"),
		Contact:     form.Get("contact"),
		Drill:       form.Get("drill") != "",
	}}
	var bad input.Errors
	var err error
	if o.First, err = s.unitInForm(ctx, b, form, "first", &bad); err != nil {
		return o, err
	}
	if o.Last, err = s.unitInForm(ctx, b, form, "last", &bad); err != nil {
		return o, err
	}
	if o.Last == nil && o.First != nil { // one stamp was scanned
		o.Last = o.First
	}
	if len(bad) > 0 {
		return o, bad
	}
	err = o.Check(b.NextUnit)
	return o, err
}

// unitInForm is nil for a field that was left empty.
func (s *Server) unitInForm(ctx context.Context, b catalog.Batch, form url.Values, field string, bad *input.Errors) (*int, error) {
	text := strings.TrimSpace(form.Get(field))
	if text == "" {
		return nil, nil
	}
	unit, problem, err := s.unitOf(ctx, b.GTIN, b.Number, text)
	if err != nil {
		return nil, err
	}
	if problem != "" {
		bad.Add(field, problem)
	}
	return &unit, nil
}

// includedInForm are the batches whose boxes are ticked.
func includedInForm(form url.Values) (recall.Choice, error) {
	var bad input.Errors
	c := readChoice(&bad, form["include"])
	return c, bad.OrNil()
}
