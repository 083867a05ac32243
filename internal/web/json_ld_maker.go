package web

import (
	"temgoc/internal/catalog"
	"temgoc/internal/lookup"
)

var ldMakerType = []string{"Organization", "gs1:Organization"}

// ldMaker is an organisation as JSON-LD.
type ldMaker struct {
	Type    []string   `json:"@type"`
	Name    string     `json:"name"`
	GS1Name string     `json:"gs1:organizationName"`
	GLN     string     `json:"globalLocationNumber,omitempty"`
	Phone   string     `json:"telephone,omitempty"`
	Email   string     `json:"email,omitempty"`
	Website string     `json:"url,omitempty"`
	Address *ldAddress `json:"address,omitempty"`
}

// ldAddress is in the units of today. Districts are no more since 1 July 2025.
type ldAddress struct {
	Type     string `json:"@type"`
	Country  string `json:"addressCountry"`
	Region   string `json:"addressRegion,omitempty"`
	Locality string `json:"addressLocality,omitempty"`
	Street   string `json:"streetAddress,omitempty"`
}

func ldOfMaker(l *Lang, m lookup.Producer) *ldMaker {
	name := l.Pick(m.Name, m.NameEN)
	return &ldMaker{
		Type: ldMakerType, Name: name, GS1Name: name, GLN: m.GLN,
		Phone: m.Phone, Email: m.Email, Website: m.Website, Address: ldOfPlace(m.Place),
	}
}

func ldOfPlace(p catalog.Place) *ldAddress {
	if p.ProvinceNow == "" {
		return nil
	}
	return &ldAddress{Type: "PostalAddress", Country: "VN", Region: p.ProvinceNow, Locality: p.UnitNow, Street: p.Street}
}
