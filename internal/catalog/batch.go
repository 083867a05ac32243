package catalog

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/day"
	"temgoc/internal/gs1"
	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// Batch is one production of a product. Its number is inside every code that
// is printed for it and is never used again.
type Batch struct {
	ID         uuid.UUID `json:"id"`
	Number     int32     `json:"number"`
	ProductID  uuid.UUID `json:"product_id"`
	OrgID      uuid.UUID `json:"org_id"`
	GTIN       gs1.GTIN  `json:"gtin"`
	KID        byte      `json:"-"` // key that signs the batch's own code
	Lot        gs1.Lot   `json:"lot"`
	ProducedOn day.Day   `json:"produced_on"`
	ExpiresOn  day.Day   `json:"expires_on"` // zero: does not expire
	Quantity   int       `json:"quantity"`   // packs
	Content    string    `json:"content"`    // of a pack, "500 g"
	NextUnit   int       `json:"stamps"`     // units are counted from 0, so this many are issued
	Version    int64     `json:"version"`
	CreatedAt  time.Time `json:"created_at"`
}

// batchColumns are read by Batch.columns, in this order.
const batchColumns = `
	b.id,
	b.number,
	b.product_id,
	b.org_id,
	b.gtin,
	b.kid,
	b.lot,
	b.produced_on,
	b.expires_on,
	b.quantity,
	b.content,
	b.next_unit,
	b.version,
	b.created_at`

func (b *Batch) columns() []any {
	return []any{
		&b.ID,
		&b.Number,
		&b.ProductID,
		&b.OrgID,
		parsed[gs1.GTIN]{&b.GTIN, gs1.ParseGTIN},
		&b.KID,
		parsed[gs1.Lot]{&b.Lot, gs1.ParseLot},
		&b.ProducedOn,
		&b.ExpiresOn,
		&b.Quantity,
		&b.Content,
		&b.NextUnit,
		&b.Version,
		&b.CreatedAt,
	}
}

func scanBatch(row pgx.CollectableRow) (b Batch, err error) {
	err = row.Scan(b.columns()...)
	return b, err
}

// CreateBatch registers a batch whose own code is signed by the key kid.
func CreateBatch(ctx context.Context, db pg.DB, who account.Principal, kid byte, in NewBatch) (Batch, error) {
	var bad input.Errors
	lot := in.check(&bad)
	var b Batch
	err := pg.InTx(ctx, db, func(tx pgx.Tx) error {
		p, err := lockProduct(ctx, tx, who, account.WriteBatch, in.ProductID)
		if err != nil {
			return err
		}
		if err := bad.OrNil(); err != nil {
			return err
		}
		if b, err = insertBatch(ctx, tx, p, kid, lot, in); err != nil {
			return err
		}
		return account.Record(ctx, tx, who, account.WriteBatch, "batch:"+b.ID.String(),
			map[string]string{"gtin": b.GTIN.String(), "lot": b.Lot.String()})
	})
	return b, err
}

func insertBatch(ctx context.Context, tx pgx.Tx, p Product, kid byte, lot gs1.Lot, in NewBatch) (b Batch, err error) {
	err = tx.QueryRow(ctx, `
		insert into batch as b (id, product_id, org_id, gtin, kid, lot, produced_on, expires_on, quantity, content)
		values (@id, @product, @org, @gtin, @kid, @lot, @produced_on, @expires_on, @quantity, @content)
		returning`+batchColumns, pgx.NamedArgs{
		"id":          newID(),
		"product":     p.ID,
		"org":         p.OrgID,
		"gtin":        p.GTIN,
		"kid":         kid,
		"lot":         lot,
		"produced_on": in.ProducedOn,
		"expires_on":  in.ExpiresOn,
		"quantity":    in.Quantity,
		"content":     in.Content,
	}).Scan(b.columns()...)
	if pg.IsUnique(err, "batch_gtin_lot_key") {
		return Batch{}, ErrLotTaken
	}
	if err != nil {
		return Batch{}, fmt.Errorf("store batch: %w", err)
	}
	return b, nil
}

// BatchByID is ErrNotFound for another organisation's.
func BatchByID(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) (Batch, error) {
	var b Batch
	err := db.QueryRow(ctx, `select`+batchColumns+` from batch as b where b.id = $1`, id).Scan(b.columns()...)
	if err = found("read batch", err); err != nil {
		return Batch{}, err
	}
	return b, permit(who, account.ReadOwn, b.OrgID)
}

// Batches lists who's own or, to who may read all, everyone's, of one product
// unless it is nil; newest first. after is the last number of the page before;
// 0 begins at the newest, for no number lies below it.
func Batches(ctx context.Context, db pg.DB, who account.Principal, product *uuid.UUID, after int32, limit int) ([]Batch, error) {
	rows, _ := db.Query(ctx, `
		select`+batchColumns+`
		from batch as b
		where (b.org_id = $1 or $2)
			and (b.product_id = $3 or $3 is null)
			and (b.number < $4 or $4 = 0)
		order by b.number desc
		limit $5`, who.OrgID, readsAll(who), product, after, pageSize(limit))
	batches, err := pgx.CollectRows(rows, scanBatch)
	if err != nil {
		return nil, fmt.Errorf("list batches: %w", err)
	}
	return batches, nil
}

// lockBatch holds the batch's row and checks that who may do the action.
func lockBatch(ctx context.Context, tx pgx.Tx, who account.Principal, action account.Action, id uuid.UUID) (Batch, error) {
	var b Batch
	err := tx.QueryRow(ctx, `
		select`+batchColumns+`
		from batch as b
		where b.id = $1
		for no key update`, id).Scan(b.columns()...)
	if err = found("lock batch", err); err != nil {
		return Batch{}, err
	}
	return b, permit(who, action, b.OrgID)
}
