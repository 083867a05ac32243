package web

import (
	"time"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/lookup"
)

// lookupGoods is what a proved code stands for.
type lookupGoods struct {
	Product      lookupProduct       `json:"product"`
	Producer     lookupProducer      `json:"producer"`
	MadeAt       lookupPlace         `json:"made_at"`
	Batch        lookupBatch         `json:"batch"`
	OCOP         lookupOCOP          `json:"ocop"`
	Certificates []lookupCertificate `json:"certificates"`
	Recall       *lookupRecall       `json:"recall"` // null unless it is recalled; the widest of several
	Journey      []lookupStep        `json:"journey"`
	JourneyMore  int                 `json:"journey_more"` // steps that are left out, the latest
	Origin       lookupOrigin        `json:"origin"`
	Missing      []string            `json:"missing"` // of the items that a page must show
}

// lookupProduct is the product as its producer told of it.
type lookupProduct struct {
	catalog.NewProduct
	Picture string `json:"picture,omitempty"` // address
}

type lookupProducer struct {
	Name      string      `json:"name"`
	NameEN    string      `json:"name_en"`
	OwnerType string      `json:"owner_type"`
	GLN       string      `json:"gln"`
	Phone     string      `json:"phone"`
	Email     string      `json:"email"`
	Website   string      `json:"website"`
	Address   lookupPlace `json:"address"`
}

// lookupPlace is an address as it was certified, before the mergers of 1 July
// 2025, and in the units of today.
type lookupPlace struct {
	Before string `json:"before"`
	Now    string `json:"now"`
}

type lookupBatch struct {
	Lot        string  `json:"lot"`
	ProducedOn day.Day `json:"produced_on"`
	ExpiresOn  day.Day `json:"expires_on"` // empty: does not expire
	Quantity   int     `json:"quantity"`   // packs
	Content    string  `json:"content"`
}

type lookupCertificate struct {
	Kind       string            `json:"kind"`
	Stars      int               `json:"stars"`
	Number     string            `json:"number"`
	Issuer     string            `json:"issuer"`
	IssuedOn   day.Day           `json:"issued_on"`
	ValidUntil day.Day           `json:"valid_until"`
	RevokedOn  day.Day           `json:"revoked_on,omitzero"`
	State      catalog.CertState `json:"state"`
}

type lookupRecall struct {
	Reason      string    `json:"reason"`
	Instruction string    `json:"instruction"`
	Contact     string    `json:"contact"`
	Material    bool      `json:"material"` // it is a lot that went into this one
	DeclaredAt  time.Time `json:"declared_at"`
}

func (s *Server) lookupGoodsOf(v *lookup.View) *lookupGoods {
	goods := &lookupGoods{
		Product: s.lookupProductOf(v),
		Producer: lookupProducer{
			Name: v.Producer.Name, NameEN: v.Producer.NameEN, OwnerType: v.Producer.OwnerType, GLN: v.Producer.GLN,
			Phone: v.Producer.Phone, Email: v.Producer.Email, Website: v.Producer.Website,
			Address: lookupPlaceOf(v.Producer.Place),
		},
		MadeAt:       lookupPlaceOf(v.Place),
		Batch:        lookupBatch{v.Lot, v.ProducedOn, v.ExpiresOn, v.Quantity, v.Content},
		OCOP:         s.lookupOCOPOf(v.Certificates),
		Certificates: make([]lookupCertificate, len(v.Certificates)),
		Journey:      s.lookupStepsOf(v.Journey.Steps),
		JourneyMore:  v.Journey.More,
		Origin:       lookupOriginOf(v.Journey.Graph),
		Missing:      append([]string{}, v.Complete.Missing...), // [] rather than null
	}
	for i, c := range v.Certificates {
		goods.Certificates[i] = lookupCertificate{
			c.Kind, c.Stars, c.Number, c.Issuer, c.IssuedOn, c.ValidUntil, c.RevokedOn, c.State(s.today()),
		}
	}
	return goods
}

func (s *Server) lookupProductOf(v *lookup.View) lookupProduct {
	p := lookupProduct{NewProduct: catalog.NewProduct{
		GTIN: v.GTIN.String(), NameVI: v.Product.NameVI, NameEN: v.Product.NameEN, Group: v.Product.Group,
		Brand: v.Product.Brand, Description: v.Product.Description, Standards: v.Product.Standards,
		Warnings: v.Product.Warnings, ShelfLifeDays: v.Product.ShelfLifeDays,
	}}
	if v.Product.PictureID != nil {
		p.Picture = s.codeBase() + "/picture/" + v.Product.PictureID.String()
	}
	return p
}

func lookupPlaceOf(p catalog.Place) lookupPlace { return lookupPlace{p.Before(), p.Now()} }
