package catalog

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/day"
	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// Certificate is what an issuer vouches for. Number and issuer are free text
// and are never parsed; a rating keeps the rule set that it was made under.
type Certificate struct {
	ID           uuid.UUID `json:"id"`
	ProductID    uuid.UUID `json:"product_id"`
	Kind         string    `json:"kind"`
	Stars        int       `json:"stars"` // 0 unless the kind is OCOP
	Score        *float64  `json:"score"` // of 100; nil: not known
	RuleSet      string    `json:"rule_set"`
	Number       string    `json:"number"`
	Issuer       string    `json:"issuer"`
	IssuedOn     day.Day   `json:"issued_on"`
	ValidUntil   day.Day   `json:"valid_until"` // the last day on which it is valid
	RevokedOn    day.Day   `json:"revoked_on"`  // the first day on which it is not; zero: never
	DocumentName string    `json:"document_name"`
}

// certificateColumns are in the order of Certificate's fields.
const certificateColumns = `
	c.id,
	c.product_id,
	c.kind,
	c.stars,
	c.score,
	c.rule_set,
	c.number,
	c.issuer,
	c.issued_on,
	c.valid_until,
	c.revoked_on,
	c.document_name`

var (
	errRevoked       = input.Error{Field: "revoked_on", Problem: "certificate.revoked"}
	errBeforeItBegan = input.Error{Field: "revoked_on", Problem: "certificate.before_issue"}
)

// AddCertificate gives a product a certificate.
func AddCertificate(ctx context.Context, db pg.DB, who account.Principal, in NewCertificate) (Certificate, error) {
	var bad input.Errors
	in = in.cleaned(&bad)
	var c Certificate
	err := pg.InTx(ctx, db, func(tx pgx.Tx) error {
		if _, err := lockProduct(ctx, tx, who, account.WriteCertificate, in.ProductID); err != nil {
			return err
		}
		if err := bad.OrNil(); err != nil {
			return err
		}
		var err error
		if c, err = insertCertificate(ctx, tx, in); err != nil {
			return err
		}
		return account.Record(ctx, tx, who, account.WriteCertificate, "product:"+in.ProductID.String(),
			map[string]string{"certificate": c.ID.String(), "kind": c.Kind, "number": c.Number})
	})
	return c, err
}

func insertCertificate(ctx context.Context, tx pgx.Tx, in NewCertificate) (Certificate, error) {
	rows, _ := tx.Query(ctx, `
		insert into certificate as c (id, product_id, kind, stars, score, rule_set, number, issuer,
			issued_on, valid_until, document, document_name)
		values (@id, @product, @kind, @stars, @score, @rule_set, @number, @issuer,
			@issued_on, @valid_until, @document, @document_name)
		returning`+certificateColumns, pgx.NamedArgs{
		"id":            newID(),
		"product":       in.ProductID,
		"kind":          in.Kind,
		"stars":         in.Stars,
		"score":         in.Score,
		"rule_set":      in.RuleSet,
		"number":        in.Number,
		"issuer":        in.Issuer,
		"issued_on":     in.IssuedOn,
		"valid_until":   in.ValidUntil,
		"document":      in.Document,
		"document_name": in.DocumentName,
	})
	c, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Certificate])
	if err != nil {
		return Certificate{}, fmt.Errorf("store certificate: %w", err)
	}
	return c, touchBatchesOf(ctx, tx, in.ProductID)
}

// RevokeCertificate ends a certificate: on is the first day on which it is not
// valid. What is revoked stays so.
func RevokeCertificate(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID, on day.Day) error {
	return pg.InTx(ctx, db, func(tx pgx.Tx) error {
		c, err := lockCertificate(ctx, tx, who, id)
		switch {
		case err != nil:
			return err
		case !c.RevokedOn.IsZero():
			return errRevoked
		case on.Before(c.IssuedOn):
			return errBeforeItBegan
		}
		if _, err := tx.Exec(ctx, `update certificate set revoked_on = $2 where id = $1`, id, on); err != nil {
			return fmt.Errorf("revoke certificate: %w", err)
		}
		if err := touchBatchesOf(ctx, tx, c.ProductID); err != nil {
			return err
		}
		return account.Record(ctx, tx, who, account.WriteCertificate, "product:"+c.ProductID.String(),
			map[string]string{"certificate": id.String(), "revoked_on": on.String()})
	})
}

// lockCertificate holds the row of the product that it certifies: that is the
// lock under which a product's certificates change.
func lockCertificate(ctx context.Context, tx pgx.Tx, who account.Principal, id uuid.UUID) (Certificate, error) {
	var product uuid.UUID
	err := tx.QueryRow(ctx, `select product_id from certificate where id = $1`, id).Scan(&product)
	if err = found("find certificate", err); err != nil {
		return Certificate{}, err
	}
	if _, err := lockProduct(ctx, tx, who, account.WriteCertificate, product); err != nil {
		return Certificate{}, err
	}
	rows, _ := tx.Query(ctx, `select`+certificateColumns+` from certificate as c where c.id = $1`, id)
	c, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Certificate])
	return c, found("read certificate", err)
}

// Certificates are all of a product's, the latest first. They are public.
func Certificates(ctx context.Context, db pg.DB, product uuid.UUID) ([]Certificate, error) {
	rows, _ := db.Query(ctx, `
		select`+certificateColumns+`
		from certificate as c
		where c.product_id = $1
		order by c.issued_on desc, c.id desc
		limit 200`, product)
	certs, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Certificate])
	if err != nil {
		return nil, fmt.Errorf("read certificates: %w", err)
	}
	return certs, nil
}

// CertificateDocument is the scanned paper and its file name, for those who may
// see the product; ErrNotFound if there is none.
func CertificateDocument(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) (document []byte, name string, err error) {
	var org uuid.UUID
	err = db.QueryRow(ctx, `
		select p.org_id, c.document, c.document_name
		from certificate as c
		join product as p on p.id = c.product_id
		where c.id = $1 and c.document is not null`, id).Scan(&org, &document, &name)
	if err = found("read certificate's document", err); err != nil {
		return nil, "", err
	}
	if err := permit(who, account.ReadOwn, org); err != nil {
		return nil, "", err
	}
	return document, name, nil
}
