package account

import (
	"errors"
	"testing"
	"time"

	"temgoc/internal/input"
)

const freshPassword = "gió mùa đông bắc"

func TestChangePassword(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	here, elsewhere := f.mustSignIn(t), f.mustSignIn(t)
	token, err := CreateToken(t.Context(), f.db, f.user.ID, "máy in")
	if err != nil {
		t.Fatalf("create token: %v", err)
	}
	if err := f.ChangePassword(t.Context(), f.user.Principal(), here, rightPassword, freshPassword); err != nil {
		t.Fatalf("change: %v", err)
	}
	f.wantSession(t, here, nil)
	f.wantSession(t, elsewhere, ErrNoSession)
	f.wantToken(t, token, nil)
	if _, _, err := f.SignIn(t.Context(), f.user.Email, rightPassword, home); !errors.Is(err, ErrBadCredentials) {
		t.Errorf("old password: got %v, want %v", err, ErrBadCredentials)
	}
	if _, _, err := f.SignIn(t.Context(), f.user.Email, freshPassword, home); err != nil {
		t.Errorf("new password: %v", err)
	}
}

func TestChangePasswordRefuses(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	here, elsewhere := f.mustSignIn(t), f.mustSignIn(t)
	for _, tt := range []struct {
		name, old, fresh string
		want             error
	}{
		{"wrong old password", wrongPassword, freshPassword, ErrBadCredentials},
		{"short", rightPassword, "gió mùa", input.Error{Field: "password", Problem: "password.too_short"}},
		{"same", rightPassword, rightPassword, input.Error{Field: "password", Problem: "password.unchanged"}},
		{"the e-mail", rightPassword, f.user.Email, input.Error{Field: "password", Problem: "password.is_email"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := f.ChangePassword(t.Context(), f.user.Principal(), here, tt.old, tt.fresh)
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
	f.wantSession(t, elsewhere, nil)
	f.mustSignIn(t) // the password is still the right one
}

func TestChangePasswordIsNoWayToGuess(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	secret := f.mustSignIn(t)
	for range accountFailures {
		err := f.ChangePassword(t.Context(), f.user.Principal(), secret, wrongPassword, freshPassword)
		if !errors.Is(err, ErrBadCredentials) {
			t.Fatalf("wrong old password: got %v, want %v", err, ErrBadCredentials)
		}
	}
	if got := f.accountCounter(f.user.Email).stored(t, f.db); got != accountFailures {
		t.Errorf("counted: got %d failures, want %d", got, accountFailures)
	}
	// The first wait is too short for a slow machine.
	exec(t, f.db, `update signin_failure set next_try_at = now() + interval '1 hour'`)
	err := f.ChangePassword(t.Context(), f.user.Principal(), secret, rightPassword, freshPassword)
	if !errors.Is(err, TooManyError{time.Hour}) {
		t.Errorf("after %d failures: got %v, want %v", accountFailures, err, TooManyError{time.Hour})
	}
}

func TestOfTwoPasswordChangesOneWins(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	c, err := f.checkCredentials(t.Context(), f.user.Email, rightPassword)
	if err != nil {
		t.Fatalf("credentials: %v", err)
	}
	if err := replacePassword(t.Context(), f.db, c, emptyHash()); err != nil {
		t.Fatalf("first: %v", err)
	}
	if err := replacePassword(t.Context(), f.db, c, emptyHash()); !errors.Is(err, ErrBadCredentials) {
		t.Errorf("second: got %v, want %v", err, ErrBadCredentials)
	}
}
