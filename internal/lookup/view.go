package lookup

import (
	"context"
	"time"

	"github.com/google/uuid"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/gs1"
	"temgoc/internal/pg"
	"temgoc/internal/scan"
	"temgoc/internal/trace"
)

// View is all that is the same for every shopper of a batch.
type View struct {
	Version      int64
	BatchNumber  int32
	BatchID      uuid.UUID
	GTIN         gs1.GTIN
	Lot          string
	ProducedOn   day.Day
	ExpiresOn    day.Day
	Quantity     int
	Content      string
	Product      Product
	Producer     Producer
	Place        catalog.Place // of production
	Certificates []catalog.Certificate
	Recalls      []catalog.Recall // open ones, the widest first
	Alerts       []scan.Alert     // that inspectors raised, the latest first
	Journey      Journey
	Complete     catalog.Completeness
	BuiltAt      time.Time
}

// Product as a shopper sees it.
type Product struct {
	NameVI, NameEN, Group, Brand, Description, Warnings string
	Standards                                           []string
	ShelfLifeDays                                       int
	PictureID                                           *uuid.UUID
}

// Producer as a shopper sees it.
type Producer struct {
	Name, NameEN, OwnerType, GLN, Phone, Email, Website string
	Place                                               catalog.Place
}

// Goods names the batch as its journey and graph do.
func (v *View) Goods() Goods {
	return Goods{
		GTIN: v.GTIN.String(), Lot: v.Lot, NameVI: v.Product.NameVI, NameEN: v.Product.NameEN,
		Maker: Party{v.Producer.Name, v.Producer.NameEN},
	}
}

// buildView reads a view from the store.
func buildView(ctx context.Context, db pg.DB, number int32, now time.Time) (*View, error) {
	f, err := catalog.BatchFacts(ctx, db, number)
	if err != nil {
		return nil, err
	}
	alerts, err := scan.OpenAlerts(ctx, db, number)
	if err != nil {
		return nil, err
	}
	journey, err := journeyOf(ctx, db, trace.Reader{}, f, brief)
	if err != nil {
		return nil, err
	}
	view := viewOf(f)
	view.Version, view.BatchNumber, view.BatchID = f.Batch.Version, f.Batch.Number, f.Batch.ID
	view.GTIN = f.Batch.GTIN
	view.Lot = f.Batch.Lot.String()
	view.ProducedOn, view.ExpiresOn = f.Batch.ProducedOn, f.Batch.ExpiresOn
	view.Quantity, view.Content = f.Batch.Quantity, f.Batch.Content
	view.Recalls, view.Alerts = f.Recalls, alerts
	view.Journey = journey
	view.Complete = f.Completeness(journey.Stages)
	view.BuiltAt = now
	return view, nil
}

// Product is a view of the product that has or had the number, without any
// batch.
func (s *Service) Product(ctx context.Context, gtin gs1.GTIN) (*View, error) {
	f, err := catalog.FactsOfGTIN(ctx, s.DB, gtin)
	if err != nil {
		return nil, err
	}
	return viewOf(f), nil
}

// viewOf is what all batches of a product have in common.
func viewOf(f catalog.Facts) *View {
	return &View{
		GTIN: f.Product.GTIN,
		Product: Product{
			NameVI: f.Product.NameVI, NameEN: f.Product.NameEN, Group: f.Product.Group,
			Brand: f.Product.Brand, Description: f.Product.Description, Warnings: f.Product.Warnings,
			Standards: f.Product.Standards, ShelfLifeDays: f.Product.ShelfLifeDays, PictureID: f.Product.PictureID,
		},
		Producer:     Producer(f.Maker),
		Place:        f.Place,
		Certificates: f.Certificates,
	}
}
