package catalog

import (
	"context"
	"fmt"
	"io"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/pg"
)

// decoding bounds how many pictures are decoded at once: one of 40 megapixels
// takes up to 320 MB while it is.
var decoding = make(chan struct{}, 2)

// SetPicture gives a product a picture, in place of the one it had. The picture
// is decoded outside of the transaction, which would wait for it.
func SetPicture(ctx context.Context, db pg.DB, who account.Principal, product uuid.UUID, r io.Reader) (uuid.UUID, error) {
	p, err := ProductByID(ctx, db, who, product)
	if err != nil {
		return uuid.Nil, err
	}
	if err := permit(who, account.WriteProduct, p.OrgID); err != nil {
		return uuid.Nil, err
	}
	jpeg, err := ReadPicture(ctx, r)
	if err != nil {
		return uuid.Nil, err
	}
	id := newID()
	err = pg.InTx(ctx, db, func(tx pgx.Tx) error {
		p, err := lockProduct(ctx, tx, who, account.WriteProduct, product)
		if err != nil {
			return err
		}
		if err := replacePicture(ctx, tx, p, id, jpeg); err != nil {
			return err
		}
		return account.Record(ctx, tx, who, account.WriteProduct, "product:"+product.String(),
			map[string]string{"picture": id.String()})
	})
	return id, err
}

// ReadPicture makes of an upload the JPEG that is kept, which takes a while: call
// it outside of transactions.
func ReadPicture(ctx context.Context, r io.Reader) ([]byte, error) {
	select {
	case decoding <- struct{}{}:
		defer func() { <-decoding }()
		return square(r)
	case <-ctx.Done():
		return nil, fmt.Errorf("wait to decode a picture: %w", ctx.Err())
	}
}

func replacePicture(ctx context.Context, tx pgx.Tx, p Product, id uuid.UUID, jpeg []byte) error {
	_, err := tx.Exec(ctx, `insert into picture (id, width, height, jpeg) values ($1, $2, $2, $3)`, id, squareSide, jpeg)
	if err != nil {
		return fmt.Errorf("store picture: %w", err)
	}
	_, err = tx.Exec(ctx, `update product set picture_id = $2, updated_at = now() where id = $1`, p.ID, id)
	if err != nil {
		return fmt.Errorf("give the product its picture: %w", err)
	}
	if _, err = tx.Exec(ctx, `delete from picture where id = $1`, p.PictureID); err != nil {
		return fmt.Errorf("drop the picture before: %w", err)
	}
	return touchBatchesOf(ctx, tx, p.ID)
}

// PictureByID is the JPEG of a public picture. One that has been replaced is
// gone, and one of an organisation's own is not there: see OwnPicture.
func PictureByID(ctx context.Context, db pg.DB, id uuid.UUID) ([]byte, error) {
	var jpeg []byte
	err := db.QueryRow(ctx, `select jpeg from picture where id = $1 and org_id is null`, id).Scan(&jpeg)
	return jpeg, found("read picture", err)
}
