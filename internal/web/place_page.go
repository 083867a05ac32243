package web

import (
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
	"temgoc/internal/gs1"
	"temgoc/internal/link"
	"temgoc/internal/lookup"
)

// placePage is what there is to see of the place that a GLN names.
type placePage struct {
	Base
	link.Place
	Products []catalog.Card
	Address  string // of the place itself, which this page shows
	Data     ldPlace
}

// ldPlace is the organisation at a place as JSON-LD.
type ldPlace struct {
	Context json.RawMessage `json:"@context"`
	ID      string          `json:"@id"`
	ldMaker
}

// resolvePlace answers for the place of an organisation.
func (s *Server) resolvePlace(c *gin.Context) error {
	d, err := readLink(c.Request)
	if d.isPage() {
		s.identify(c)
		return s.placePage(c)
	}
	if err != nil {
		return err
	}
	place, err := s.placeOf(d)
	switch {
	case err != nil:
		return err
	case d.wants == jsonLDType && d.linkType == "":
		s.offerLinkset(c, d.path, d.query)
		return writeLD(c, s.ldOfOrganisation(s.language(c), place))
	}
	return s.resolve(c, d, s.placeLevels(d.Link, place))
}

func (s *Server) placeOf(d digitalLink) (link.Place, error) {
	gln, err := gs1.ParseGLN(d.Path[0].Value)
	if err != nil {
		return link.Place{}, &gs1.SyntaxError{AI: "414", Problem: err.Error()}
	}
	place, ok := s.Links.Place(gln)
	if !ok {
		return link.Place{}, status(http.StatusNotFound)
	}
	return place, nil
}

// placeLevels are the place and, if the link names one, a part of it, AI (254).
func (s *Server) placeLevels(l gs1.Link, place link.Place) []link.Level {
	levels := s.Links.Levels(l)
	for i := range levels {
		levels[i].Description = place.Name
		levels[i].Own = ownLinks("gs1:locationInfo", s.codeBase()+lookup.PagePrefix+levels[i].Path, place.Name, place.NameEN)
	}
	return levels
}

func (s *Server) placePage(c *gin.Context) error {
	d, err := readLink(c.Request)
	if err != nil {
		return err
	}
	place, err := s.placeOf(d)
	if err != nil {
		return err
	}
	page := placePage{Base: s.base(c, "place.title"), Place: place, Address: s.codeBase() + d.path}
	if page.Products, err = catalog.ProductsOfPlace(c.Request.Context(), s.Pool, place.GLN); err != nil {
		return err
	}
	page.Title = page.Pick(place.Name, place.NameEN)
	page.Data = s.ldOfOrganisation(page.Lang, place)
	s.offerLinkset(c, d.path, d.query)
	return s.render(c, http.StatusOK, "place", page)
}

func (s *Server) ldOfOrganisation(l *Lang, place link.Place) ldPlace {
	name := l.Pick(place.Name, place.NameEN)
	return ldPlace{ldContext, s.codeBase() + "/414/" + place.GLN.String(), ldMaker{
		Type: ldMakerType, Name: name, GS1Name: name, GLN: place.GLN.String(),
		Address: ldOfPlace(place.At),
	}}
}
