package account

import (
	"context"
	"errors"
	"math"
	"runtime"
	"strings"
	"testing"
	"time"

	"temgoc/internal/pg/pgtest"
)

func TestSignInAnswersAlike(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	disabled := mustCreateUser(t, f.db, f.user.OrgID, Producer)
	if err := DisableUser(t.Context(), f.db, mustCreateAdmin(t, f.db), disabled.ID); err != nil {
		t.Fatalf("disable: %v", err)
	}
	for _, tt := range []struct{ name, email, password string }{
		{"wrong password", f.user.Email, wrongPassword},
		{"no password", f.user.Email, ""},
		{"password not of UTF-8", f.user.Email, "\xff\x00"},
		{"unknown account", unique("nobody") + "@example.vn", rightPassword},
		{"disabled user", disabled.Email, rightPassword},
		{"no address", unique("nobody"), rightPassword},
		{"text that Postgres refuses", "\x00\xff", rightPassword},
	} {
		t.Run(tt.name, func(t *testing.T) {
			secret, p, err := f.SignIn(t.Context(), tt.email, tt.password, home)
			if err != ErrBadCredentials || secret != "" || p != (Principal{}) {
				t.Errorf("got %q, %+v, %v, want only %v", secret, p, err, ErrBadCredentials)
			}
		})
	}
}

// The least of some times is nearest to the work itself: noise only adds. A
// look-up without a hash takes a twentieth.
func TestUnknownAccountTakesAsLong(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	known, unknown := time.Duration(math.MaxInt64), time.Duration(math.MaxInt64)
	for range 4 { // fewer than accountFailures
		known = min(known, f.timeOfTry(t, f.user.Email))
		unknown = min(unknown, f.timeOfTry(t, "nobody@example.vn"))
	}
	if unknown < known/4 {
		t.Errorf("unknown account: answered in %s, a known one in %s", unknown, known)
	}
}

func (f fixture) timeOfTry(t *testing.T, email string) time.Duration {
	t.Helper()
	start := time.Now()
	if _, err := f.checkCredentials(t.Context(), email, wrongPassword); !errors.Is(err, ErrBadCredentials) {
		t.Fatalf("credentials of %s: got %v, want %v", email, err, ErrBadCredentials)
	}
	return time.Since(start)
}

func TestSignInTakesEmailAsTyped(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	_, p, err := f.SignIn(t.Context(), " "+strings.ToUpper(f.user.Email), rightPassword, home)
	if err != nil || p != f.user.Principal() {
		t.Errorf("got %+v, %v, want %+v", p, err, f.user.Principal())
	}
}

func TestSuccessClearsTheAccountOnly(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	for range accountFailures - 1 {
		if _, _, err := f.SignIn(t.Context(), f.user.Email, wrongPassword, home); !errors.Is(err, ErrBadCredentials) {
			t.Fatalf("wrong password: got %v, want %v", err, ErrBadCredentials)
		}
	}
	f.mustSignIn(t)
	const sql = `select coalesce(sum(failures), 0) from signin_failure where key = $1`
	if got := query[int](t, f.db, sql, f.accountCounter(f.user.Email).key); got != 0 {
		t.Errorf("account after success: got %d failures, want 0", got)
	}
	if got := query[int](t, f.db, sql, f.addressCounter(home).key); got != accountFailures-1 {
		t.Errorf("address after success: got %d failures, want %d", got, accountFailures-1)
	}
}

func TestSessionIsAlwaysNew(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	f.wantSession(t, "a secret that came with the request", ErrNoSession)
	one, other := f.mustSignIn(t), f.mustSignIn(t)
	if one == other {
		t.Error("two sign-ins: got one secret, want two")
	}
	f.wantSession(t, one, nil)
	f.wantSession(t, other, nil)
}

// The password was checked, then changed before the session was stored.
func TestSessionNeedsThePasswordThatWasChecked(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	c, err := f.checkCredentials(t.Context(), f.user.Email, rightPassword)
	if err != nil {
		t.Fatalf("credentials: %v", err)
	}
	exec(t, f.db, `update user_account set password_hash = 'another' where id = $1`, f.user.ID)
	if _, err := beginSession(t.Context(), f.db, c); !errors.Is(err, ErrBadCredentials) {
		t.Errorf("got %v, want %v", err, ErrBadCredentials)
	}
}

func TestWaitForHashingEndsWithContext(t *testing.T) {
	t.Parallel()
	a := NewAuthenticator(pgtest.Tx(t), nil)
	if err := a.hashing.Acquire(t.Context(), int64(runtime.GOMAXPROCS(0))); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.matches(ctx, a.nobody, wrongPassword); !errors.Is(err, context.Canceled) {
		t.Errorf("compare: got %v, want %v", err, context.Canceled)
	}
	if _, err := a.hash(ctx, rightPassword); !errors.Is(err, context.Canceled) {
		t.Errorf("hash: got %v, want %v", err, context.Canceled)
	}
}

func TestTamperedHashIsAnError(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	exec(t, f.db, `update user_account set password_hash = '$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4' where id = $1`, f.user.ID)
	_, _, err := f.SignIn(t.Context(), f.user.Email, rightPassword, home)
	if err == nil || errors.Is(err, ErrBadCredentials) {
		t.Errorf("hash that asks for 4 GiB: got %v, want an error of ours", err)
	}
}
