package account

import (
	"bytes"
	"testing"
	"time"

	"temgoc/internal/pg/pgtest"
)

func TestSessionIsStoredAsHash(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	secret := f.mustSignIn(t)
	stored := query[[]byte](t, f.db, `select secret_hash from session where user_id = $1`, f.user.ID)
	if len(stored) != 32 || bytes.Contains(stored, []byte(secret)) {
		t.Errorf("stored: got %x, want 32 bytes that are not the secret", stored)
	}
	f.wantSession(t, string(stored), ErrNoSession)
}

func TestSessionEnds(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, sql string
		want      error
	}{
		{"used 11:59 ago", `update session set last_seen_at = now() - interval '11:59' where user_id = $1`, nil},
		{"used 12 hours ago", `update session set last_seen_at = now() - interval '12:00' where user_id = $1`, ErrNoSession},
		{"nearly 7 days old", `update session set expires_at = expires_at - interval '6 days 23:59' where user_id = $1`, nil},
		{"7 days old, used just now", `update session set expires_at = expires_at - interval '7 days' where user_id = $1`, ErrNoSession},
		{"user disabled", `update user_account set disabled_at = now() where id = $1`, ErrNoSession},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := newTxFixture(t)
			secret := f.mustSignIn(t)
			exec(t, f.db, tt.sql, f.user.ID)
			f.wantSession(t, secret, tt.want)
			f.wantSession(t, secret, tt.want) // looking must not revive it
		})
	}
}

func TestSignOutEndsOneSession(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	one, other := f.mustSignIn(t), f.mustSignIn(t)
	for range 2 { // again is no error
		if err := f.SignOut(t.Context(), one); err != nil {
			t.Fatalf("sign out: %v", err)
		}
	}
	f.wantSession(t, one, ErrNoSession)
	f.wantSession(t, other, nil)
}

func TestUseOfSessionIsNotedOnceAMinute(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	secret := f.mustSignIn(t)
	for _, tt := range []struct{ ago, want time.Duration }{
		{59 * time.Second, 59 * time.Second},
		{61 * time.Second, 0},
	} {
		exec(t, f.db, `update session set last_seen_at = now() - $2::interval where user_id = $1`, f.user.ID, tt.ago)
		f.wantSession(t, secret, nil)
		got := query[time.Duration](t, f.db, `select now() - last_seen_at from session where user_id = $1`, f.user.ID)
		if got != tt.want {
			t.Errorf("seen %s before: got last seen %s ago, want %s", tt.ago, got, tt.want)
		}
	}
}

func TestSweep(t *testing.T) {
	t.Parallel()
	f := newFixture(t, pgtest.Pool(t))
	live := f.mustSignIn(t)
	exec(t, f.db, `
		insert into session (secret_hash, user_id, last_seen_at, expires_at) values
			('idle', $1, now() - interval '12:01', now() + interval '1 day'),
			('old',  $1, now(), now() - interval '1 second')`, f.user.ID)
	exec(t, f.db, `delete from signin_failure`)
	exec(t, f.db, `
		insert into signin_failure values
			('forgotten', 9, now() - interval '24:01', now() - interval '24:00'),
			('remembered', 9, now() - interval '23:59', now() - interval '23:58')`)
	if err := f.Sweep(t.Context()); err != nil {
		t.Fatalf("sweep: %v", err)
	}
	f.wantSession(t, live, nil)
	if got := query[int](t, f.db, `select count(*) from session`); got != 1 {
		t.Errorf("sessions left: got %d, want the live one", got)
	}
	if got := query[string](t, f.db, `select string_agg(convert_from(key, 'UTF8'), ' ') from signin_failure`); got != "remembered" {
		t.Errorf("failures left: got %q, want %q", got, "remembered")
	}
}
