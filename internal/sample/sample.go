// Package sample fills an empty catalogue for a demonstration: product names
// from public press with invented numbers, as ocop-products.json says of itself.
//
// Its certificates are invented too: their numbers say so, and the days of all
// that are not of 2020 or 2022 are counted from the day of loading, so that a
// demonstration always shows valid, lapsing and lapsed ones.
package sample

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/pg"
)

// Codes of organisations that a demonstration signs in to.
const (
	Authority      = "DEMO-AUTH"
	Producer       = "DEMO-P001"
	LapsedProducer = "DEMO-P002"
)

const (
	// HeroGTIN is of the product that a demonstration tells its story with,
	// Producer's: four stars, valid for two years from the day of loading, and
	// nothing missing on its page.
	HeroGTIN = "09520000001018"

	// LapsedGTIN is of a product of LapsedProducer: four stars of 2020, which
	// lapsed in 2023.
	LapsedGTIN = "09520000002022"
)

// Load stores the sample, all or nothing, unless it is there already.
func Load(ctx context.Context, db pg.DB, today day.Day) error {
	err := pg.InTx(ctx, db, func(tx pgx.Tx) error {
		_, err := account.OrgByCode(ctx, tx, Authority)
		if !errors.Is(err, account.ErrNotFound) {
			return err // nil: it is there
		}
		l := loader{tx: tx, today: today, producers: map[string]account.Principal{}}
		return l.load(ctx)
	})
	if err != nil {
		return fmt.Errorf("load sample: %w", err)
	}
	return nil
}

// loader acts as each organisation in turn, so that the sample is made by the
// same rules as everything else.
type loader struct {
	tx        pgx.Tx
	today     day.Day
	authority account.Principal
	producers map[string]account.Principal // by code
}

func (l *loader) load(ctx context.Context) error {
	products, err := read()
	if err != nil {
		return err
	}
	l.authority, err = l.join(ctx, account.Admin, account.Org{
		Kind:   account.AuthorityOrg,
		Code:   Authority,
		Name:   "Trung tâm Ứng dụng và Thông tin KH&CN",
		NameEN: "Centre for Application and Information of Science and Technology",
	})
	if err != nil {
		return err
	}
	for _, p := range products {
		if err := l.add(ctx, p); err != nil {
			return fmt.Errorf("product %d: %w", p.ID, err)
		}
	}
	return nil
}

// join creates an organisation and acts for it.
func (l *loader) join(ctx context.Context, role account.Role, o account.Org) (account.Principal, error) {
	id, err := account.CreateOrg(ctx, l.tx, o)
	return account.Principal{OrgID: id, Role: role}, err
}

func (l *loader) add(ctx context.Context, p product) error {
	maker, err := l.maker(ctx, p)
	if err != nil {
		return err
	}
	stored, err := catalog.CreateProduct(ctx, l.tx, maker, "", p.input())
	if err != nil {
		return err
	}
	if stored.GTIN.String() == HeroGTIN {
		if err := l.picture(ctx, maker, stored.ID); err != nil {
			return err
		}
	}
	if p.Stars == 0 {
		return nil
	}
	_, err = catalog.AddCertificate(ctx, l.tx, l.authority, p.certificate(stored.ID, l.today))
	return err
}

// maker is the product's producer, created with its first product.
func (l *loader) maker(ctx context.Context, p product) (account.Principal, error) {
	if maker, ok := l.producers[p.Producer.Code]; ok {
		return maker, nil
	}
	place, err := catalog.CreatePlace(ctx, l.tx, p.Place.place())
	if err != nil {
		return account.Principal{}, err
	}
	maker, err := l.join(ctx, account.Producer, account.Org{
		Kind:      account.ProducerOrg,
		Code:      p.Producer.Code,
		Name:      p.Producer.Name,
		NameEN:    makers[p.Producer.Code].nameEN,
		OwnerType: p.Producer.Type,
		GLN:       p.Producer.GLN,
		PlaceID:   &place.ID,
	})
	l.producers[p.Producer.Code] = maker
	return maker, err
}

func (l *loader) picture(ctx context.Context, maker account.Principal, product uuid.UUID) error {
	f, err := files.Open("banh-cay.jpg")
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = catalog.SetPicture(ctx, l.tx, maker, product, f)
	return err
}
