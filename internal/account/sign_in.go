package account

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/pg"
)

// SignIn begins a session and returns its secret. The error is
// ErrBadCredentials, or a TooManyError whose password was not looked at.
// address is the caller's, as trusted proxies tell it.
func (a *Authenticator) SignIn(ctx context.Context, email, password, address string) (secret string, p Principal, err error) {
	fromAddress, toAccount := a.addressCounter(address), a.accountCounter(email)
	if err := a.countTry(ctx, fromAddress, toAccount); err != nil {
		return "", Principal{}, err
	}
	c, err := a.checkCredentials(ctx, email, password)
	if err != nil {
		return "", Principal{}, err
	}
	err = pg.InTx(ctx, a.db, func(tx pgx.Tx) error {
		if err := fromAddress.takeBack(ctx, tx); err != nil {
			return err
		}
		if err := toAccount.clear(ctx, tx); err != nil {
			return err
		}
		secret, err = beginSession(ctx, tx, c)
		return err
	})
	if err != nil {
		return "", Principal{}, err
	}
	return secret, c.Principal, nil
}

// credentials are what a password is checked against.
type credentials struct {
	Principal
	PasswordHash string
}

// checkCredentials hashes the password also where there is no account to check
// it against.
func (a *Authenticator) checkCredentials(ctx context.Context, email, password string) (credentials, error) {
	c, err := findCredentials(ctx, a.db, email)
	unknown := errors.Is(err, ErrNotFound)
	if err != nil && !unknown {
		return c, err
	}
	hash := a.nobody
	if !unknown {
		if hash, err = parseHash(c.PasswordHash); err != nil {
			return c, fmt.Errorf("user %s: %w", c.UserID, err)
		}
	}
	match, err := a.matches(ctx, hash, password)
	if err != nil {
		return c, err
	}
	if unknown || !match {
		return c, ErrBadCredentials
	}
	return c, nil
}

// findCredentials is ErrNotFound for a disabled user too.
func findCredentials(ctx context.Context, db pg.DB, email string) (credentials, error) {
	email, err := ParseEmail(email)
	if err != nil {
		return credentials{}, ErrNotFound
	}
	rows, _ := db.Query(ctx, `
		select
			id as user_id,
			org_id,
			role,
			name,
			email,
			password_hash
		from user_account
		where email = $1 and disabled_at is null`, email)
	c, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[credentials])
	if errors.Is(err, pgx.ErrNoRows) {
		return credentials{}, ErrNotFound
	}
	if err != nil {
		return credentials{}, fmt.Errorf("read credentials: %w", err)
	}
	return c, nil
}
