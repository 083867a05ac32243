package account

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

// DisableUser shuts a user out: sessions end, tokens stop, a sign-in is answered
// as if there were no such account.
func DisableUser(ctx context.Context, db pg.DB, who Principal, id uuid.UUID) error {
	return changeUser(ctx, db, who, id, "user.disable", `
		with ended as (delete from session where user_id = $1)
		update user_account set disabled_at = coalesce(disabled_at, now()) where id = $1`)
}

// EnableUser undoes DisableUser: sessions stay ended, tokens work again.
func EnableUser(ctx context.Context, db pg.DB, who Principal, id uuid.UUID) error {
	return changeUser(ctx, db, who, id, "user.enable", `
		update user_account set disabled_at = null where id = $1`)
}

// changeUser runs sql, of which $1 is the user, for who may manage users.
func changeUser(ctx context.Context, db pg.DB, who Principal, id uuid.UUID, action Action, sql string) error {
	err := pg.InTx(ctx, db, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, selectUser+`where id = $1 for update`, id)
		u, err := collectUser(rows)
		if err != nil {
			return err
		}
		if err := who.Check(ManageUsers, u.OrgID); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sql, id); err != nil {
			return err
		}
		return Record(ctx, tx, who, action, userSubject(id), nil)
	})
	if err != nil {
		return fmt.Errorf("%s %s: %w", action, id, err)
	}
	return nil
}
