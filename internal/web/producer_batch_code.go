package web

import (
	"context"
	"fmt"
	"io"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
	"temgoc/internal/origincode"
	"temgoc/labels"
)

// batchCode is the signed code of a batch, for its cartons and papers.
func (s *Server) batchCode(b catalog.Batch) (string, error) {
	expiry := ""
	if !b.ExpiresOn.IsZero() {
		expiry = b.ExpiresOn.YYMMDD()
	}
	code, err := s.Keys.SignBatch(origincode.KID(b.KID), b.GTIN, b.Lot, expiry)
	if err != nil {
		return "", fmt.Errorf("code of batch %d: %w", b.Number, err)
	}
	return s.codeBase() + code.Path(), nil
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
	return labels.QR(code, labels.AtLeastM)
}

func (s *Server) cartonLabel(c *gin.Context) error {
	b, err := s.ownBatch(c)
	if err != nil {
		return err
	}
	p, err := catalog.ProductByID(c.Request.Context(), s.Pool, who(c), b.ProductID)
	if err != nil {
		return err
	}
	code, err := s.batchCode(b)
	if err != nil {
		return err
	}
	l := s.languages.byTag["vi"]
	label := labels.Label{Code: code, Title: p.NameVI, Lines: batchLines(l, b)}
	if b.Content != "" {
		label.Lines = append(label.Lines, b.Content)
	}
	label.Lines = append(label.Lines, "GTIN "+b.GTIN.String())
	name := fmt.Sprintf("thung %s.pdf", b.Lot)
	return s.download(c, name, "application/pdf", func(_ context.Context, w io.Writer) error {
		return labels.WriteCarton(w, label)
	})
}

// ownBatch is the batch in the path.
func (s *Server) ownBatch(c *gin.Context) (catalog.Batch, error) {
	id, err := idParam(c)
	if err != nil {
		return catalog.Batch{}, err
	}
	return catalog.BatchByID(c.Request.Context(), s.Pool, who(c), id)
}
