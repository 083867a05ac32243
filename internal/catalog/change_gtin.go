package catalog

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/gs1"
	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// errGTINTaken: another product has the number, or had it.
var errGTINTaken = input.Error{Field: "gtin", Problem: "gtin.taken"}

// ChangeGTIN gives a product another number, as when its maker joins GS1. The
// number of before stays the product's for ever, and the batches and runs that
// are signed under it keep it, so that what is printed goes on working. A
// product may take its own former number back. internalPrefix is that of
// CreateProduct: other numbers under it are only given, never brought.
func ChangeGTIN(ctx context.Context, db pg.DB, who account.Principal, internalPrefix string, id uuid.UUID, to string) (Product, error) {
	var bad input.Errors
	gtin := readGTIN(&bad, to, "")
	var p Product
	err := pg.InTx(ctx, db, func(tx pgx.Tx) (err error) {
		if p, err = lockProduct(ctx, tx, who, account.ChangeGTIN, id); err != nil {
			return err
		}
		if err := bad.OrNil(); err != nil || gtin == p.GTIN {
			return err
		}
		from := p.GTIN
		if p, err = renumber(ctx, tx, internalPrefix, p, gtin); err != nil {
			return err
		}
		return account.Record(ctx, tx, who, account.ChangeGTIN, "product:"+id.String(),
			map[string]string{"from": from.String(), "to": gtin.String()})
	})
	return p, err
}

// renumber moves the present number to the former ones. The caller holds the
// product's row.
func renumber(ctx context.Context, tx pgx.Tx, internalPrefix string, p Product, gtin gs1.GTIN) (Product, error) {
	takenBack, err := tx.Exec(ctx, `delete from former_gtin where gtin = $1 and product_id = $2`, gtin, p.ID)
	if err != nil {
		return Product{}, fmt.Errorf("take number back: %w", err)
	}
	if takenBack.RowsAffected() == 0 && reserved(gtin, internalPrefix) {
		return Product{}, input.Error{Field: "gtin", Problem: "gtin.reserved"}
	}
	if _, err := tx.Exec(ctx, `insert into former_gtin (gtin, product_id) values ($1, $2)`, p.GTIN, p.ID); err != nil {
		return Product{}, fmt.Errorf("keep former number: %w", err)
	}
	err = tx.QueryRow(ctx, `
		update product as p
		set gtin = $2, updated_at = now()
		where p.id = $1
		returning`+productColumns, p.ID, gtin).Scan(p.columns()...)
	if pg.IsUnique(err, "product_gtin_key") {
		return Product{}, errGTINTaken
	}
	if err != nil {
		return Product{}, fmt.Errorf("store number: %w", err)
	}
	if err := checkNeverAnothers(ctx, tx, p); err != nil {
		return Product{}, err
	}
	return p, touchBatchesOf(ctx, tx, p.ID)
}

// checkNeverAnothers refuses a number that another product had. It is asked
// after the number was written: a product that was just giving the number up
// has made that write wait, and only a later statement sees what it left.
func checkNeverAnothers(ctx context.Context, tx pgx.Tx, p Product) error {
	var anothers bool
	err := tx.QueryRow(ctx, `
		select exists (select from former_gtin where gtin = $1 and product_id <> $2)`,
		p.GTIN, p.ID).Scan(&anothers)
	if err != nil {
		return fmt.Errorf("look for former owner of number: %w", err)
	}
	if anothers {
		return errGTINTaken
	}
	return nil
}

// reserved tells whether the service gives the numbers of this prefix itself.
func reserved(g gs1.GTIN, internalPrefix string) bool {
	return internalPrefix != "" && strings.HasPrefix(g.String(), "0"+internalPrefix)
}
