package web

import (
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/input"
	"temgoc/internal/stamp"
	"temgoc/labels"
)

// runInQuery is the run in the path and the units of it that ?from= and ?to=
// name.
func (s *Server) runInQuery(c *gin.Context) (r runLabels, units *stamp.Range, err error) {
	q := queryOf(c)
	ends := unitsBody{q.optional("from"), q.optional("to")}
	if err := q.bad.OrNil(); err != nil {
		return r, nil, err
	}
	if units, err = ends.units(); err != nil {
		return r, nil, err
	}
	r, err = s.runInPath(c)
	return r, units, err
}

func (s *Server) apiCodes(c *gin.Context) error {
	r, units, err := s.runInQuery(c)
	if err != nil {
		return err
	}
	name := fmt.Sprintf("stamps-%s.csv", r.ID)
	return s.download(c, name, "text/csv; charset=utf-8", func(ctx context.Context, w io.Writer) error {
		return inUnits(r.writeCSV(ctx, w, units))
	})
}

func (s *Server) apiSheets(c *gin.Context) error {
	r, units, err := s.runInQuery(c)
	if err != nil {
		return err
	}
	part, err := r.oneDocument(units)
	if err != nil {
		return err
	}
	name := fmt.Sprintf("stamps-%s.pdf", r.ID)
	return s.download(c, name, "application/pdf", func(ctx context.Context, w io.Writer) error {
		return inUnits(r.writeSheets(ctx, w, part))
	})
}

// oneDocument is units of the run, all if nil, as the only part of a job.
func (r runLabels) oneDocument(units *stamp.Range) (sheetPart, error) {
	if units == nil {
		all := r.Range()
		units = &all
	}
	if units.Len() > labelsPerPart {
		return sheetPart{}, input.Error{Field: "to", Problem: "labels.too_many"}
	}
	return sheetPart{Number: 1, Sheets: ceilDiv(units.Len(), labels.LabelsPerSheet), Range: *units}, nil
}

func (s *Server) apiLabelSVG(c *gin.Context) error {
	symbol, err := s.unitSymbol(c)
	if err != nil {
		return err
	}
	return s.writeSymbol(c, symbol)
}

func (s *Server) apiLabelPNG(c *gin.Context) error {
	symbol, err := s.unitSymbol(c)
	if err != nil {
		return err
	}
	return writePNG(c, symbol)
}

// unitSymbol is of the stamp that ?unit= names, else of the run's first.
func (s *Server) unitSymbol(c *gin.Context) (labels.Symbol, error) {
	r, err := s.runInPath(c)
	if err != nil {
		return labels.Symbol{}, err
	}
	q := queryOf(c)
	unit := q.number("unit", r.FirstUnit)
	if len(q.bad) == 0 && (unit < r.FirstUnit || unit > r.LastUnit()) {
		q.bad.Add("unit", "range.outside")
	}
	if err := q.bad.OrNil(); err != nil {
		return labels.Symbol{}, err
	}
	return r.symbol(unit)
}

func (s *Server) apiBatchPNG(c *gin.Context) error {
	symbol, err := s.symbolOfBatch(c)
	if err != nil {
		return err
	}
	return writePNG(c, symbol)
}

// Resolutions of printers, in dots per inch.
const usualDPI, leastDPI, mostDPI = 300, 72, 2400

// writePNG draws for a printer of ?dpi= dots per inch.
func writePNG(c *gin.Context, symbol labels.Symbol) error {
	q := queryOf(c)
	dpi := q.number("dpi", usualDPI)
	if len(q.bad) == 0 && (dpi < leastDPI || dpi > mostDPI) {
		q.bad.Add("dpi", "dpi.range")
	}
	if err := q.bad.OrNil(); err != nil {
		return err
	}
	c.Header("Cache-Control", "no-store")
	c.Header("Content-Type", "image/png")
	c.Status(http.StatusOK)
	return symbol.WritePNG(c.Writer, dpi)
}
