package account

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// tokenPrefix lets scanners of source code and logs find a leaked token.
const tokenPrefix = "tg_"

// APIToken lets a script act as its user.
type APIToken struct {
	ID         uuid.UUID
	UserID     uuid.UUID
	Name       string
	CreatedAt  time.Time
	LastUsedAt *time.Time // to the minute
	RevokedAt  *time.Time
}

// CreateToken makes a token and returns its secret, which nobody can read
// again. It goes on the record of its user, as whom it acts.
func CreateToken(ctx context.Context, db pg.DB, userID uuid.UUID, name string) (secret string, err error) {
	var bad input.Errors
	name = bad.Line("name", name, 1, 100)
	if err := bad.OrNil(); err != nil {
		return "", err
	}
	id, secret := uuid.Must(uuid.NewV7()), tokenPrefix+newSecret()
	err = pg.InTx(ctx, db, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, selectUser+`where id = $1 and disabled_at is null for share`, userID)
		u, err := collectUser(rows)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `
			insert into api_token (id, secret_hash, user_id, name)
			values ($1, $2, $3, $4)`, id, digest(secret), userID, name)
		if err != nil {
			return err
		}
		return Record(ctx, tx, u.Principal(), "token.create", userSubject(u.ID), tokenDetail(id, name))
	})
	if err != nil {
		return "", fmt.Errorf("create token: %w", err)
	}
	return secret, nil
}

// Token tells as whom the secret's token acts.
func (a *Authenticator) Token(ctx context.Context, secret string) (Principal, error) {
	rows, _ := a.db.Query(ctx, `
		with live as (
			select t.secret_hash, u.*
			from api_token t
			join user_account u on u.id = t.user_id
			where t.secret_hash = $1
			  and t.revoked_at is null
			  and u.disabled_at is null
		), noted as (
			update api_token t
			set last_used_at = now()
			from live
			where t.secret_hash = live.secret_hash
			  and coalesce(t.last_used_at < now() - $2::interval, true)
		)
		select
			id as user_id,
			org_id,
			role,
			name,
			email
		from live`, digest(secret), noteUse)
	return collectPrincipal(rows, ErrNoToken)
}

// Tokens lists a user's tokens, the latest first, revoked ones too.
func Tokens(ctx context.Context, db pg.DB, userID uuid.UUID) ([]APIToken, error) {
	rows, _ := db.Query(ctx, `
		select
			id,
			user_id,
			name,
			created_at,
			last_used_at,
			revoked_at
		from api_token
		where user_id = $1
		order by id desc`, userID)
	tokens, err := pgx.CollectRows(rows, pgx.RowToStructByName[APIToken])
	if err != nil {
		return nil, fmt.Errorf("list tokens: %w", err)
	}
	return tokens, nil
}

// RevokeToken ends a token of who's own, or of a user whom who manages.
// Another's, an unknown and a revoked one are all ErrNotFound.
func RevokeToken(ctx context.Context, db pg.DB, who Principal, id uuid.UUID) error {
	err := pg.InTx(ctx, db, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, selectUser+`
			where id = (
				select user_id from api_token
				where id = $1 and revoked_at is null
				for update
			)`, id)
		u, err := collectUser(rows)
		if err != nil {
			return err
		}
		if u.ID != who.UserID && !who.May(ManageUsers, u.OrgID) {
			return ErrNotFound
		}
		var name string
		err = tx.QueryRow(ctx, `
			update api_token set revoked_at = now()
			where id = $1
			returning name`, id).Scan(&name)
		if err != nil {
			return err
		}
		return Record(ctx, tx, who, "token.revoke", userSubject(u.ID), tokenDetail(id, name))
	})
	if err != nil {
		return fmt.Errorf("revoke token: %w", err)
	}
	return nil
}

func tokenDetail(id uuid.UUID, name string) map[string]string {
	return map[string]string{"token": id.String(), "name": name}
}
