package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/gs1"
	"temgoc/internal/lookup"
)

// ldContext reads plain names as schema.org's, and those with a prefix as the
// GS1 Web Vocabulary's.
var ldContext = json.RawMessage(`["https://schema.org",{"gs1":"https://ref.gs1.org/voc/"}]`)

// ldProduct is a product, a lot or a unit as JSON-LD: in pages for whatever
// reads them, and by itself for programs.
type ldProduct struct {
	Context       json.RawMessage   `json:"@context"`
	Type          []string          `json:"@type"`
	ID            string            `json:"@id"`
	GTIN          gs1.GTIN          `json:"gtin"`
	GS1GTIN       gs1.GTIN          `json:"gs1:gtin"`
	Name          string            `json:"name"`
	Names         []ldText          `json:"gs1:productName"`
	Description   string            `json:"description,omitempty"`
	Descriptions  []ldText          `json:"gs1:productDescription,omitempty"`
	Image         string            `json:"image,omitempty"`
	Category      string            `json:"category,omitempty"`
	Brand         *ldThing          `json:"brand,omitempty"`
	Maker         *ldMaker          `json:"manufacturer,omitempty"`
	Produced      day.Day           `json:"productionDate,omitzero"`
	GS1Produced   day.Day           `json:"gs1:productionDate,omitzero"`
	Expires       day.Day           `json:"gs1:expirationDate,omitzero"`
	Lot           string            `json:"gs1:hasBatchLotNumber,omitempty"`
	Serial        string            `json:"gs1:hasSerialNumber,omitempty"`
	Certification []ldCertification `json:"hasCertification,omitempty"`
	Journey       []ldEvent         `json:"subjectOf,omitempty"`
}

// ldText is a text in a language that is told.
type ldText struct {
	Value string `json:"@value"`
	Lang  string `json:"@language"`
}

// ldThing is anything of which only the name matters.
type ldThing struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

type ldCertification struct {
	Type       string    `json:"@type"`
	Name       string    `json:"name"`
	Number     string    `json:"certificationIdentification,omitempty"`
	Issuer     ldThing   `json:"issuedBy"`
	Rating     *ldRating `json:"certificationRating,omitempty"`
	ValidFrom  day.Day   `json:"validFrom"`
	ValidUntil day.Day   `json:"expires"`
	Status     string    `json:"certificationStatus"`
}

type ldRating struct {
	Type  string `json:"@type"`
	Value int    `json:"ratingValue"`
	Best  int    `json:"bestRating"`
}

// ldOfCard is what is known of a product without asking the store.
func (s *Server) ldOfCard(l *Lang, gtin gs1.GTIN, card catalog.Card) *ldProduct {
	ld := s.newLD(l, gtin, card.NameVI, card.NameEN)
	ld.Maker = &ldMaker{Type: ldMakerType, Name: card.OrgName, GS1Name: card.OrgName}
	return ld
}

func (s *Server) newLD(l *Lang, gtin gs1.GTIN, nameVI, nameEN string) *ldProduct {
	ld := &ldProduct{
		Context: ldContext,
		Type:    []string{"Product", "gs1:Product"},
		ID:      s.codeBase() + "/01/" + gtin.String(),
		GTIN:    gtin,
		GS1GTIN: gtin,
		Name:    l.Pick(nameVI, nameEN),
		Names:   []ldText{{nameVI, "vi"}},
	}
	if nameEN != "" {
		ld.Names = append(ld.Names, ldText{nameEN, "en"})
	}
	return ld
}

// ldOfView tells all; the view of a product has no lot and no dates.
func (s *Server) ldOfView(l *Lang, v *lookup.View) *ldProduct {
	p := v.Product
	ld := s.newLD(l, v.GTIN, p.NameVI, p.NameEN)
	ld.Maker = ldOfMaker(l, v.Producer)
	ld.Produced, ld.GS1Produced, ld.Expires, ld.Lot = v.ProducedOn, v.ProducedOn, v.ExpiresOn, v.Lot
	if p.Description != "" {
		ld.Description, ld.Descriptions = p.Description, []ldText{{p.Description, "vi"}}
	}
	if p.PictureID != nil {
		ld.Image = s.codeBase() + "/picture/" + p.PictureID.String()
	}
	if p.Group != "" {
		ld.Category = l.T("group." + p.Group)
	}
	if p.Brand != "" {
		ld.Brand = &ldThing{"Brand", p.Brand}
	}
	for _, c := range v.Certificates {
		ld.Certification = append(ld.Certification, s.ldOfCertificate(l, c))
	}
	return ld
}

func (s *Server) ldOfCertificate(l *Lang, c catalog.Certificate) ldCertification {
	ld := ldCertification{
		Type:       "Certification",
		Name:       l.T("certificate.kind." + c.Kind),
		Number:     c.Number,
		Issuer:     ldThing{"Organization", c.Issuer},
		ValidFrom:  c.IssuedOn,
		ValidUntil: c.ValidUntil,
		Status:     "https://schema.org/CertificationInactive",
	}
	if c.Stars > 0 {
		ld.Rating = &ldRating{"Rating", c.Stars, 5}
	}
	if state := c.State(s.today()); state == catalog.CertValid || state == catalog.CertLapsing {
		ld.Status = "https://schema.org/CertificationActive"
	}
	return ld
}

// ldOfAnswer is nil for a code that is not proved: what a forged one names must
// not lend it credit.
func (s *Server) ldOfAnswer(l *Lang, a lookup.Answer) *ldProduct {
	switch {
	case a.View != nil:
		ld := s.ldOfView(l, a.View)
		ld.ID, ld.Serial = s.codeBase()+a.Code.Path(), a.Code.Serial
		return ld
	case a.Verdict == lookup.ProductOnly:
		return s.ldOfCard(l, a.Code.GTIN, *a.Card)
	}
	return nil
}

// productData answers with the JSON-LD alone. The code is proved before any
// store is asked; one that proves nothing gets what memory has of its product.
func (s *Server) productData(c *gin.Context, d digitalLink, gtin gs1.GTIN, card catalog.Card) error {
	s.offerLinkset(c, d.path, d.query)
	l := s.language(c)
	a, err := s.Lookup.Scan(c.Request.Context(), d.path, d.query, lookup.Visit{})
	if err != nil {
		return err
	}
	if err := s.countWrong(c, a); err != nil {
		return err
	}
	ld := s.ldOfAnswer(l, a)
	switch {
	case a.Verdict == lookup.ProductOnly:
		ctx, cancel := context.WithTimeout(c.Request.Context(), answerTime)
		defer cancel()
		v, err := s.Lookup.Product(ctx, gtin)
		if err != nil {
			return err
		}
		v.GTIN = gtin // as it was asked for, which may be a former number
		ld = s.ldOfView(l, v)
	case ld == nil:
		ld = s.ldOfCard(l, gtin, card)
	default:
		ld.Journey = ldOfJourney(l, a.View.Journey)
	}
	return writeLD(c, ld)
}

func writeLD[T any](c *gin.Context, ld T) error {
	b, err := json.Marshal(ld)
	if err != nil {
		return fmt.Errorf("encode JSON-LD: %w", err)
	}
	c.Data(http.StatusOK, jsonLDType, b)
	return nil
}
