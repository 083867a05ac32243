package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/input"
	"temgoc/internal/printing"
	"temgoc/labels"
)

// directMost is how many labels are drawn while the caller waits. A list of
// codes has no such end.
const directMost = 10_000

// output answers with a run's codes in a format, at once. Who takes them, and
// which, is in the ledger before the first byte leaves.
func (s *Server) output(format printing.Format) handler {
	return func(c *gin.Context) error {
		r, err := s.runInPath(c)
		if err != nil {
			return err
		}
		b, err := r.outputQuery(c, format)
		if err != nil {
			return err
		}
		p, err := s.printout(r, b)
		if err != nil {
			return err
		}
		if !format.List() && p.Units.Len() > directMost {
			return input.Error{Field: "to", Problem: "labels.too_many"}
		}
		c.Header("Temgoc-Kind", string(p.Spec.Kind))
		if c.Request.Method != http.MethodHead {
			if _, err := printing.Record(c.Request.Context(), s.Pool, who(c), p.Run, p.Units, p.Spec); err != nil {
				return err
			}
		}
		print := printing.Print{Range: p.Units, Format: format}
		return s.download(c, printFileName(r.Batch.Lot, print), contentTypes[format], p.write)
	}
}

// outputQuery is what the address asks for in a format. A picture is of one
// stamp: that which ?unit= or ?from= names, else the run's first.
func (r runLabels) outputQuery(c *gin.Context, format printing.Format) (printBody, error) {
	q := queryOf(c)
	b, err := printQuery(q.values)
	if err != nil {
		return b, err
	}
	b.Format = format
	if format != printing.SVG && format != printing.PNG {
		return b, nil
	}
	unit := q.number("unit", q.number("from", r.FirstUnit))
	if len(q.bad) == 0 && (unit < r.FirstUnit || unit > r.LastUnit()) {
		q.bad.Add("unit", "range.outside")
	}
	b.From, b.To = &unit, &unit
	return b, q.bad.OrNil()
}

func (s *Server) apiBatchPNG(c *gin.Context) error {
	symbol, err := s.symbolOfBatch(c)
	if err != nil {
		return err
	}
	return writePNG(c, symbol)
}

// Resolutions that a symbol alone is drawn at, in dots per inch.
const leastDPI, mostDPI = 72, 2400

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
