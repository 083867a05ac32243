package web

import (
	"cmp"
	"context"
	"fmt"
	"io"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
	"temgoc/internal/origincode"
	"temgoc/internal/printing"
	"temgoc/labels"
)

// batchCode is the signed code of a batch, for its cartons and papers.
func (s *Server) batchCode(b catalog.Batch) (string, error) {
	code, err := s.Keys.SignBatch(origincode.KID(b.KID), b.GTIN, b.Lot, expiryElement(b))
	if err != nil {
		return "", fmt.Errorf("code of batch %d: %w", b.Number, err)
	}
	return s.codeBase() + code.Path(), nil
}

// expiryElement is the expiry date as GS1 codes have it; empty if there is none.
func expiryElement(b catalog.Batch) string {
	if b.ExpiresOn.IsZero() {
		return ""
	}
	return b.ExpiresOn.YYMMDD()
}

func (s *Server) batchSymbol(c *gin.Context) error {
	symbol, err := s.symbolOfBatch(c)
	if err != nil {
		return err
	}
	return s.writeSymbol(c, symbol)
}

// symbolOfBatch is of the batch in the path.
func (s *Server) symbolOfBatch(c *gin.Context) (labels.Symbol, error) {
	b, err := s.ownBatch(c)
	if err != nil {
		return labels.Symbol{}, err
	}
	code, err := s.batchCode(b)
	if err != nil {
		return labels.Symbol{}, err
	}
	return labels.QR(code)
}

// cartonLabel draws the carton label of the batch in the path, as a page or for
// a label printer: with the barcode that ?carrier= names, at ?dpi= dots an inch.
func (s *Server) cartonLabel(format printing.Format) handler {
	return func(c *gin.Context) error {
		b, err := s.ownBatch(c)
		if err != nil {
			return err
		}
		label, err := s.cartonOf(c, b)
		if err != nil {
			return err
		}
		write := label.WritePDF
		if format == printing.ZPL {
			write = label.WriteZPL
		}
		name := fmt.Sprintf("thung %s.%s", b.Lot, format)
		return s.download(c, name, contentTypes[format], func(_ context.Context, w io.Writer) error { return write(w) })
	}
}

// cartonOf is the label that was asked for. It names the maker, and no stars:
// those are of stamps, which are issued under a certificate.
func (s *Server) cartonOf(c *gin.Context, b catalog.Batch) (label labels.Carton, err error) {
	q := queryOf(c)
	label.DPI = readDPI(q.number("dpi", 0), &q.bad)
	label.Carrier = cmp.Or(labels.Carrier(q.values.Get("carrier")), labels.GS1128)
	if label.Carrier != labels.GS1128 && label.Carrier != labels.GS1DataMatrix {
		q.bad.Add("carrier", "carrier.unknown")
	}
	if err := q.bad.OrNil(); err != nil {
		return label, err
	}
	facts, err := catalog.BatchFacts(c.Request.Context(), s.Pool, b.Number)
	if err != nil {
		return label, err
	}
	label.Design = labels.Design{
		Title: facts.Product.NameVI,
		Maker: facts.Maker.Name,
		Lines: batchLines(s.languages.byTag["vi"], b),
		Host:  s.PublicURL.Host,
	}
	if b.Content != "" {
		label.Lines = append(label.Lines, b.Content)
	}
	label.GTIN, label.Lot, label.Expiry = b.GTIN.String(), b.Lot.String(), expiryElement(b)
	label.URL, err = s.batchCode(b)
	return label, err
}

// ownBatch is the batch in the path.
func (s *Server) ownBatch(c *gin.Context) (catalog.Batch, error) {
	id, err := idParam(c)
	if err != nil {
		return catalog.Batch{}, err
	}
	return catalog.BatchByID(c.Request.Context(), s.Pool, who(c), id)
}
