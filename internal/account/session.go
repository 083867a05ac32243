package account

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

const (
	sessionIdle = 12 * time.Hour     // a working day, so a morning begins with a sign-in
	sessionLife = 7 * 24 * time.Hour // however busy
	// noteUse is how often the use of a session or a token is written down:
	// a write for every request would cost more than the request.
	noteUse = time.Minute
)

// beginSession stores a session if what was checked still holds. The lock on
// the user's row makes it either wait for a change of password and see it, or
// be seen by it and ended.
func beginSession(ctx context.Context, db pg.DB, c credentials) (secret string, err error) {
	secret = newSecret()
	begun, err := db.Exec(ctx, `
		insert into session (secret_hash, user_id, expires_at)
		select @secret, id, now() + @life::interval
		from user_account
		where id = @user and password_hash = @hash and disabled_at is null
		for share`,
		pgx.NamedArgs{
			"secret": digest(secret),
			"life":   sessionLife,
			"user":   c.UserID,
			"hash":   c.PasswordHash,
		})
	if err != nil {
		return "", fmt.Errorf("begin session: %w", err)
	}
	if begun.RowsAffected() == 0 {
		return "", ErrBadCredentials
	}
	return secret, nil
}

// Session tells whose session the secret is of, and keeps it from idling.
func (a *Authenticator) Session(ctx context.Context, secret string) (Principal, error) {
	rows, _ := a.db.Query(ctx, `
		with live as (
			select s.secret_hash, s.last_seen_at, u.*
			from session s
			join user_account u on u.id = s.user_id
			where s.secret_hash = @secret
			  and s.expires_at > now()
			  and s.last_seen_at > now() - @idle::interval
			  and u.disabled_at is null
		), noted as (
			update session s
			set last_seen_at = now()
			from live
			where s.secret_hash = live.secret_hash
			  and s.last_seen_at < now() - @note::interval
		)
		select
			id as user_id,
			org_id,
			role,
			name,
			email
		from live`,
		pgx.NamedArgs{
			"secret": digest(secret),
			"idle":   sessionIdle,
			"note":   noteUse,
		})
	return collectPrincipal(rows, ErrNoSession)
}

func collectPrincipal(rows pgx.Rows, none error) (Principal, error) {
	p, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[Principal])
	if errors.Is(err, pgx.ErrNoRows) {
		return Principal{}, none
	}
	if err != nil {
		return Principal{}, fmt.Errorf("read principal: %w", err)
	}
	return p, nil
}

// SignOut ends the session; that it has ended before is no error.
func (a *Authenticator) SignOut(ctx context.Context, secret string) error {
	if _, err := a.db.Exec(ctx, `delete from session where secret_hash = $1`, digest(secret)); err != nil {
		return fmt.Errorf("sign out: %w", err)
	}
	return nil
}

// Sweep deletes ended sessions and forgotten failures. Nothing depends on when:
// its owner calls it every hour or so.
func (a *Authenticator) Sweep(ctx context.Context) error {
	_, err := a.db.Exec(ctx, `
		delete from session
		where expires_at <= now() or last_seen_at <= now() - $1::interval`, sessionIdle)
	if err != nil {
		return fmt.Errorf("sweep sessions: %w", err)
	}
	_, err = a.db.Exec(ctx, `
		delete from signin_failure
		where last_at < now() - $1::interval`, forgetAfter)
	if err != nil {
		return fmt.Errorf("sweep sign-in failures: %w", err)
	}
	return nil
}
