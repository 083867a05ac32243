package account

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"temgoc/internal/input"
	"temgoc/internal/pg"
)

// ChangePassword sets p's password and ends p's sessions other than that of
// currentSecret. The old password is checked with the account's back-off, so a
// stolen session is no way to guess it. Tokens stay: each is revoked by itself.
func (a *Authenticator) ChangePassword(ctx context.Context, p Principal, currentSecret, old, fresh string) error {
	if err := checkChange(p, old, fresh); err != nil {
		return err
	}
	account := a.accountCounter(p.Email)
	if err := a.countTry(ctx, account); err != nil {
		return err
	}
	c, err := a.checkCredentials(ctx, p.Email, old)
	if err != nil {
		return err
	}
	hash, err := a.hash(ctx, fresh)
	if err != nil {
		return err
	}
	return pg.InTx(ctx, a.db, func(tx pgx.Tx) error {
		// Counter before user, as SignIn locks them.
		if err := account.clear(ctx, tx); err != nil {
			return err
		}
		if err := replacePassword(ctx, tx, c, hash); err != nil {
			return err
		}
		if err := endOtherSessions(ctx, tx, p, currentSecret); err != nil {
			return err
		}
		return Record(ctx, tx, p, "user.password", userSubject(p.UserID), nil)
	})
}

func checkChange(p Principal, old, fresh string) error {
	var bad input.Errors
	checkPassword(&bad, fresh, p.Email)
	if normalPassword(fresh) == normalPassword(old) {
		bad.Add("password", "password.unchanged")
	}
	return bad.OrNil()
}

// replacePassword sets the hash if it is still the one that was checked: of two
// changes at once, the second finds its old password wrong.
func replacePassword(ctx context.Context, db pg.DB, c credentials, hash argonHash) error {
	replaced, err := db.Exec(ctx, `
		update user_account set password_hash = $3
		where id = $1 and password_hash = $2 and disabled_at is null`,
		c.UserID, c.PasswordHash, hash.String())
	if err != nil {
		return fmt.Errorf("change password: %w", err)
	}
	if replaced.RowsAffected() == 0 {
		return ErrBadCredentials
	}
	return nil
}

func endOtherSessions(ctx context.Context, db pg.DB, p Principal, currentSecret string) error {
	_, err := db.Exec(ctx, `
		delete from session
		where user_id = $1 and secret_hash <> $2`, p.UserID, digest(currentSecret))
	if err != nil {
		return fmt.Errorf("end other sessions: %w", err)
	}
	return nil
}
