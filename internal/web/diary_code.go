package web

import (
	"context"
	"strings"

	"temgoc/internal/catalog"
	"temgoc/internal/diary"
	"temgoc/internal/gs1"
	"temgoc/internal/origincode"
)

// readCodes finds what a scanner typed in place of a material's name.
func (s *Server) readCodes(ctx context.Context, e *diary.Entry) error {
	if e.Kind == diary.Material {
		in := diary.Input{Name: e.Name, Lot: e.Lot}
		if err := s.readCode(ctx, &in); err != nil {
			return err
		}
		e.GTIN, e.Name, e.Lot = in.GTIN, in.Name, in.Lot
	}
	for i := range e.Inputs {
		if err := s.readCode(ctx, &e.Inputs[i]); err != nil {
			return err
		}
	}
	return nil
}

// readCode takes a name that is a GTIN, an element string in brackets or a link
// for what it says. Whatever says nothing of goods stays a name.
func (s *Server) readCode(ctx context.Context, in *diary.Input) error {
	text := strings.TrimSpace(in.Name)
	if gtin, err := gs1.PadGTIN(text); err == nil {
		in.GTIN, in.Name = gtin.String(), ""
		return nil
	}
	if elements, err := gs1.ParseBracketed(text); err == nil {
		takeCode(in, gs1.Link{Path: elements})
		return nil
	}
	link, err := gs1.ParseURI(text)
	if err != nil {
		return nil
	}
	takeCode(in, link)
	if in.GTIN == "" || in.Lot != "" {
		return nil
	}
	return s.readStamp(ctx, in, text)
}

// takeCode replaces the name by the GTIN, and the lot if the code has one.
func takeCode(in *diary.Input, code gs1.Link) {
	gtin, ok := code.Value("01")
	if !ok {
		return
	}
	in.GTIN, in.Name = gtin, ""
	if lot, ok := code.Value("10"); ok {
		in.Lot = lot
	}
}

// readStamp finds the lot of one of our stamps, whose code does not name it.
func (s *Server) readStamp(ctx context.Context, in *diary.Input, text string) error {
	path, err := s.Lookup.Locate(ctx, text)
	if err != nil {
		return err
	}
	path, query, _ := strings.Cut(path, "?")
	code, err := s.Keys.Open(path, query)
	if err != nil || code.Kind == origincode.Batch {
		return nil // another's code: the lot is asked for
	}
	facts, err := catalog.BatchFacts(ctx, s.Pool, int32(code.Batch))
	if err != nil {
		return err
	}
	in.Lot = facts.Batch.Lot.String()
	return nil
}
