package web

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/epcis"
	"temgoc/internal/recall"
	"temgoc/labels"
)

// receiversHeader is in Vietnamese whatever the reader's language: the list
// goes to officers and to those who telephone.
var receiversHeader = []string{
	"recall.csv.receiver", "recall.csv.uri", "recall.csv.contact", "recall.csv.maker", "recall.csv.product", "recall.csv.gtin",
	"recall.csv.lot", "recall.csv.unit", "recall.csv.sent", "recall.csv.received", "recall.csv.first", "recall.csv.last",
}

// recallReceivers is the list of receivers of a recall as a file.
func (s *Server) recallReceivers(c *gin.Context) error {
	id, err := idParam(c)
	if err != nil {
		return err
	}
	notices, err := catalog.RecallWith(c.Request.Context(), s.Pool, who(c), id)
	if err != nil {
		return err
	}
	reader, name := who(c), fmt.Sprintf("thu hoi %s.csv", notices[0].Batch.Lot)
	return s.download(c, name, "text/csv; charset=utf-8", func(ctx context.Context, w io.Writer) error {
		receivers, err := recall.Receivers(ctx, s.Pool, reader, id)
		if err != nil {
			return err
		}
		return s.writeReceivers(w, receivers)
	})
}

func (s *Server) writeReceivers(w io.Writer, receivers []recall.Receiver) error {
	vi := s.languages.byTag["vi"]
	list := labels.NewCSV(w)
	header := make([]string, len(receiversHeader))
	for i, key := range receiversHeader {
		header[i] = vi.T(key)
	}
	if err := list.Row(header...); err != nil {
		return err
	}
	for _, r := range receivers {
		err := list.Row(
			r.Name, identifier(r.URI), r.Contact, r.Goods.Maker.Name, r.Goods.Product.NameVI, r.Goods.Batch.GTIN.String(),
			r.Goods.Batch.Lot.String(), vi.measure(r.Unit), r.Sent, r.Received, day.Of(r.First).String(), day.Of(r.Last).String(),
		)
		if err != nil {
			return err
		}
	}
	return list.Flush()
}

// identifier is what of a party's URI tells others who it is: of our own
// namespace it is only the name again. The letters keep spreadsheets from
// taking a GLN for a number.
func identifier(uri string) string {
	if gln, ok := epcis.GLNOf(uri); ok {
		return "GLN " + gln.String()
	}
	if strings.HasPrefix(uri, epcis.Namespace) {
		return ""
	}
	return uri
}

// measure is a unit of measure in words, or its code where there are none.
func (l *Lang) measure(code string) string {
	key := "unit." + cmp.Or(code, "H87")
	words := strings.TrimSpace(l.T(key, "N", ""))
	if words == key {
		return code
	}
	return words
}
