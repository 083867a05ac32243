package catalog

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgtype/zeronull"

	"temgoc/internal/account"
	"temgoc/internal/pg"
)

// KeepPicture stores what ReadPicture made, once under an id. owner is the
// organisation that alone may show it, with officers; uuid.Nil makes it public.
func KeepPicture(ctx context.Context, db pg.DB, id, owner uuid.UUID, jpeg []byte) error {
	_, err := db.Exec(ctx, `
		insert into picture (id, width, height, jpeg, org_id)
		values ($1, $2, $2, $3, $4)
		on conflict (id) do nothing`, id, squareSide, jpeg, zeronull.UUID(owner))
	if err != nil {
		return fmt.Errorf("keep picture: %w", err)
	}
	return nil
}

// CopyPicture is KeepPicture with what is stored under another id.
func CopyPicture(ctx context.Context, db pg.DB, from, id, owner uuid.UUID) error {
	_, err := db.Exec(ctx, `
		insert into picture (id, width, height, jpeg, org_id)
		select $2, width, height, jpeg, $3
		from picture
		where id = $1
		on conflict (id) do nothing`, from, id, zeronull.UUID(owner))
	if err != nil {
		return fmt.Errorf("copy picture: %w", err)
	}
	return nil
}

// WithholdPicture makes a public picture its owner's own.
func WithholdPicture(ctx context.Context, db pg.DB, id, owner uuid.UUID) error {
	_, err := db.Exec(ctx, `update picture set org_id = $2 where id = $1`, id, owner)
	if err != nil {
		return fmt.Errorf("withhold picture: %w", err)
	}
	return nil
}

// OwnPicture is PictureByID for who may see the owner's things.
func OwnPicture(ctx context.Context, db pg.DB, who account.Principal, id uuid.UUID) ([]byte, error) {
	var jpeg []byte
	var owner uuid.UUID
	err := db.QueryRow(ctx, `select jpeg, org_id from picture where id = $1`, id).
		Scan(&jpeg, (*zeronull.UUID)(&owner))
	if err := found("read picture", err); err != nil || owner == uuid.Nil {
		return jpeg, err
	}
	if err := permit(who, account.ReadOwn, owner); err != nil {
		return nil, err
	}
	return jpeg, nil
}
