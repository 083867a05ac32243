package catalog

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/gs1"
	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// Product is a kind of goods of one organisation.
type Product struct {
	ID            uuid.UUID  `json:"id"`
	OrgID         uuid.UUID  `json:"org_id"`
	GTIN          gs1.GTIN   `json:"gtin"`
	NameVI        string     `json:"name_vi"`
	NameEN        string     `json:"name_en"`
	Group         string     `json:"group"`
	Brand         string     `json:"brand"`
	Description   string     `json:"description"`
	Standards     []string   `json:"standards"`
	Warnings      string     `json:"warnings"`
	ShelfLifeDays int        `json:"shelf_life_days"` // 0: none
	PictureID     *uuid.UUID `json:"picture_id"`
	PlaceID       *uuid.UUID `json:"-"` // of production; nil: the organisation's
	CreatedAt     time.Time  `json:"created_at"`
	UpdatedAt     time.Time  `json:"updated_at"`
}

// productColumns are read by Product.columns, in this order.
const productColumns = `
	p.id,
	p.org_id,
	p.gtin,
	p.name_vi,
	p.name_en,
	p.product_group,
	p.brand,
	p.description,
	p.standards,
	p.warnings,
	p.shelf_life_days,
	p.picture_id,
	p.place_id,
	p.created_at,
	p.updated_at`

func (p *Product) columns() []any {
	return []any{
		&p.ID,
		&p.OrgID,
		parsed[gs1.GTIN]{&p.GTIN, gs1.ParseGTIN},
		&p.NameVI,
		&p.NameEN,
		&p.Group,
		&p.Brand,
		&p.Description,
		&p.Standards,
		&p.Warnings,
		&p.ShelfLifeDays,
		&p.PictureID,
		&p.PlaceID,
		&p.CreatedAt,
		&p.UpdatedAt,
	}
}

func scanProduct(row pgx.CollectableRow) (p Product, err error) {
	err = row.Scan(p.columns()...)
	return p, err
}

// CreateProduct registers a product of who's organisation. Without a GTIN in
// the input it gets one under internalPrefix, the leading digits of a GTIN-13
// that the service may give away; empty if it has none.
func CreateProduct(ctx context.Context, db pg.DB, who account.Principal, internalPrefix string, in NewProduct) (Product, error) {
	if err := permit(who, account.WriteProduct, who.OrgID); err != nil {
		return Product{}, err
	}
	var bad input.Errors
	in = in.cleaned(&bad)
	gtin := readGTIN(&bad, in.GTIN, internalPrefix)
	if err := bad.OrNil(); err != nil {
		return Product{}, err
	}
	var p Product
	err := pg.InTx(ctx, db, func(tx pgx.Tx) (err error) {
		if gtin.IsZero() {
			if gtin, err = nextGTIN(ctx, tx, internalPrefix); err != nil {
				return err
			}
		}
		if p, err = insertProduct(ctx, tx, who.OrgID, gtin, in); err != nil {
			return err
		}
		return account.Record(ctx, tx, who, account.WriteProduct, "product:"+p.ID.String(),
			map[string]string{"gtin": gtin.String(), "name_vi": p.NameVI})
	})
	return p, err
}

func insertProduct(ctx context.Context, tx pgx.Tx, org uuid.UUID, gtin gs1.GTIN, in NewProduct) (p Product, err error) {
	args := in.args()
	args["id"], args["org"], args["gtin"] = newID(), org, gtin
	err = tx.QueryRow(ctx, `
		insert into product as p (id, org_id, gtin, name_vi, name_en, product_group, brand,
			description, standards, warnings, shelf_life_days)
		values (@id, @org, @gtin, @name_vi, @name_en, @group, @brand,
			@description, @standards, @warnings, @shelf_life_days)
		returning`+productColumns, args).Scan(p.columns()...)
	if pg.IsUnique(err, "product_gtin_key") {
		return Product{}, errGTINTaken
	}
	if err != nil {
		return Product{}, fmt.Errorf("store product: %w", err)
	}
	return p, checkNeverAnothers(ctx, tx, p)
}

// UpdateProduct changes all that NewProduct holds except the GTIN, which must
// be empty or as it was: see ChangeGTIN.
func UpdateProduct(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID, in NewProduct) (Product, error) {
	var bad input.Errors
	in = in.cleaned(&bad)
	var p Product
	err := pg.InTx(ctx, db, func(tx pgx.Tx) (err error) {
		if p, err = lockProduct(ctx, tx, who, account.WriteProduct, id); err != nil {
			return err
		}
		checkSameGTIN(&bad, in.GTIN, p.GTIN)
		if err := bad.OrNil(); err != nil {
			return err
		}
		if p, err = rewriteProduct(ctx, tx, id, in); err != nil {
			return err
		}
		return account.Record(ctx, tx, who, account.WriteProduct, "product:"+id.String(),
			map[string]string{"name_vi": p.NameVI})
	})
	return p, err
}

func rewriteProduct(ctx context.Context, tx pgx.Tx, id uuid.UUID, in NewProduct) (p Product, err error) {
	args := in.args()
	args["id"] = id
	err = tx.QueryRow(ctx, `
		update product as p set
			name_vi         = @name_vi,
			name_en         = @name_en,
			product_group   = @group,
			brand           = @brand,
			description     = @description,
			standards       = @standards,
			warnings        = @warnings,
			shelf_life_days = @shelf_life_days,
			updated_at      = now()
		where p.id = @id
		returning`+productColumns, args).Scan(p.columns()...)
	if err != nil {
		return Product{}, fmt.Errorf("rewrite product: %w", err)
	}
	return p, touchBatchesOf(ctx, tx, id)
}

// ProductByID is ErrNotFound for another organisation's.
func ProductByID(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) (Product, error) {
	var p Product
	err := db.QueryRow(ctx, `select`+productColumns+` from product as p where p.id = $1`, id).Scan(p.columns()...)
	if err = found("read product", err); err != nil {
		return Product{}, err
	}
	return p, permit(who, account.ReadOwn, p.OrgID)
}

// Products lists who's own or, to who may read all, everyone's; those after an
// id, in the order they were made.
func Products(ctx context.Context, db pg.DB, who account.Principal, after uuid.UUID, limit int) ([]Product, error) {
	rows, _ := db.Query(ctx, `
		select`+productColumns+`
		from product as p
		where (p.org_id = $1 or $2) and p.id > $3
		order by p.id
		limit $4`, who.OrgID, readsAll(who), after, pageSize(limit))
	products, err := pgx.CollectRows(rows, scanProduct)
	if err != nil {
		return nil, fmt.Errorf("list products: %w", err)
	}
	return products, nil
}

// lockProduct holds the product's row, so that changes of what hangs on it come
// one after another, and checks that who may do the action.
func lockProduct(ctx context.Context, tx pgx.Tx, who account.Principal, action account.Action, id uuid.UUID) (Product, error) {
	var p Product
	err := tx.QueryRow(ctx, `
		select`+productColumns+`
		from product as p
		where p.id = $1
		for no key update`, id).Scan(p.columns()...)
	if err = found("lock product", err); err != nil {
		return Product{}, err
	}
	return p, permit(who, action, p.OrgID)
}
