package web

import (
	"cmp"
	"errors"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
	"temgoc/internal/gs1"
	"temgoc/internal/link"
	"temgoc/internal/lookup"
	"temgoc/internal/origincode"
)

// resolveProduct answers for a product, a lot or a unit. A lot or a unit that
// nobody knows is answered as its product (§2.5.9); the page says so.
func (s *Server) resolveProduct(c *gin.Context) error {
	if asksForPage(c.Request) {
		s.identify(c)
		return s.scanPage(c)
	}
	d, err := readLink(c.Request)
	if err != nil {
		return err
	}
	gtin, err := gs1.ParseGTIN(d.Path[0].Value)
	if err != nil {
		return &gs1.SyntaxError{AI: "01", Problem: err.Error()}
	}
	card, ok := s.Lookup.Card(gtin)
	switch {
	case !ok:
		return status(http.StatusNotFound)
	case d.wants == jsonLDType && d.linkType == "":
		return s.productData(c, d, gtin, card)
	}
	levels := s.offered(s.Links.Levels(d.Link), card)
	switch last := d.Path[len(d.Path)-1]; {
	case len(d.Path) == 2 && last.AI == "21":
		if levels, err = s.ofStamp(c, levels, d); err != nil {
			return err
		}
	case last.AI == "10" && s.Links.RecalledLot(gtin, last.Value):
		withoutDefaults(levels)
	}
	return s.resolve(c, d, levels)
}

// ofStamp puts the links of its batch between a stamp and its product: what a
// stamp names is the batch's number, inside of its serial, and not the lot. A
// stamp that is not ours, or that is recalled, leads to our page, which
// says so, and not to a producer's.
func (s *Server) ofStamp(c *gin.Context, levels []link.Level, d digitalLink) ([]link.Level, error) {
	code, err := s.Keys.Open(d.path, d.query)
	switch {
	case errors.Is(err, origincode.ErrUnsigned):
		return withoutDefaults(levels), nil
	case err != nil:
		return withoutDefaults(levels), s.takeHere(wrongCodes, s.network(c))
	}
	if batch, ok := s.Links.Batch(code.GTIN, int32(code.Batch)); ok {
		batch.Description = levels[0].Description
		levels = slices.Insert(levels, 1, batch)
	}
	if s.Links.Recalled(int32(code.Batch), int(code.Unit)) {
		return withoutDefaults(levels), nil
	}
	return levels, nil
}

// withoutDefaults leaves the producer's links to be asked for by their type.
func withoutDefaults(levels []link.Level) []link.Level {
	for i := range levels {
		links := slices.Clone(levels[i].Links) // which the directory shares
		for n := range links {
			links[n].Default = false
		}
		levels[i].Links = links
	}
	return levels
}

// offered are the levels of a product with our own pages of each.
func (s *Server) offered(levels []link.Level, card catalog.Card) []link.Level {
	product := len(levels) - 1
	for i := range levels {
		levels[i].Description = card.NameVI
		levels[i].Own = ownLinks("gs1:pip", s.codeBase()+lookup.PagePrefix+levels[i].Path, card.NameVI, card.NameEN)
		if i < product { // a product's page tells of no recall: batches are recalled
			levels[i].Own = append(levels[i].Own, retyped(levels[i].Own, "gs1:recallStatus")...)
		}
	}
	return levels
}

// ownLinks lead to a page of ours: in the reader's language, which is the
// default, and in each.
func ownLinks(curie, page, vi, en string) []link.Link {
	return []link.Link{
		{Type: curie, Href: page, Title: vi, MediaType: htmlType, Default: true},
		{Type: curie, Href: page + "?lang=vi", Title: vi, MediaType: htmlType, Lang: "vi"},
		{Type: curie, Href: page + "?lang=en", Title: cmp.Or(en, vi), MediaType: htmlType, Lang: "en"},
	}
}

// retyped are the same links as another type, and no default of it.
func retyped(links []link.Link, curie string) []link.Link {
	others := slices.Clone(links)
	for i := range others {
		others[i].Type, others[i].Default = curie, false
	}
	return others
}
