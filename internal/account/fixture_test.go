package account

import (
	"crypto/rand"
	"errors"
	"strings"
	"testing"

	"github.com/google/uuid"

	"temgoc/internal/pg"
	"temgoc/internal/pg/pgtest"
)

// fixture is a producer's user who may sign in.
type fixture struct {
	*Authenticator
	user User
}

const (
	rightPassword = "chè vằng mùa gặt"
	wrongPassword = "chè vằng mùa cấy"
	home          = "203.0.113.7"
)

func newFixture(t *testing.T, db pg.DB) fixture {
	t.Helper()
	org := mustCreateOrg(t, db, ProducerOrg)
	return fixture{NewAuthenticator(db, []byte(strings.Repeat("k", 32))), mustCreateUser(t, db, org, Producer)}
}

func mustCreateOrg(t *testing.T, db pg.DB, kind OrgKind) uuid.UUID {
	t.Helper()
	id, err := CreateOrg(t.Context(), db, Org{Kind: kind, Code: unique("org"), Name: "Hợp tác xã thử"})
	if err != nil {
		t.Fatalf("create organisation: %v", err)
	}
	return id
}

func mustCreateUser(t *testing.T, db pg.DB, org uuid.UUID, role Role) User {
	t.Helper()
	email := unique("lan") + "@example.vn"
	_, err := CreateUser(t.Context(), db, NewUser{OrgID: org, Email: email, Name: "Lan", Role: role, Password: rightPassword})
	if err != nil {
		t.Fatalf("create user: %v", err)
	}
	u, err := UserByEmail(t.Context(), db, email)
	if err != nil {
		t.Fatalf("read user: %v", err)
	}
	return u
}

// mustCreateAdmin is one who manages the users of all organisations.
func mustCreateAdmin(t *testing.T, db pg.DB) Principal {
	t.Helper()
	return mustCreateUser(t, db, mustCreateOrg(t, db, AuthorityOrg), Admin).Principal()
}

// unique keeps tests whose transactions are open at once from waiting for each
// other's unique keys.
func unique(prefix string) string { return prefix + "-" + strings.ToLower(rand.Text()) }

func (f fixture) mustSignIn(t *testing.T) (secret string) {
	t.Helper()
	secret, p, err := f.SignIn(t.Context(), f.user.Email, rightPassword, home)
	if err != nil {
		t.Fatalf("sign in: %v", err)
	}
	if want := f.user.Principal(); p != want {
		t.Fatalf("sign in: got %+v, want %+v", p, want)
	}
	return secret
}

func (f fixture) wantSession(t *testing.T, secret string, want error) {
	t.Helper()
	p, err := f.Session(t.Context(), secret)
	if !errors.Is(err, want) {
		t.Fatalf("session: got %v, want %v", err, want)
	}
	if err == nil && p != f.user.Principal() {
		t.Errorf("session: got %+v, want %+v", p, f.user.Principal())
	}
}

func (f fixture) wantToken(t *testing.T, secret string, want error) {
	t.Helper()
	p, err := f.Token(t.Context(), secret)
	if !errors.Is(err, want) {
		t.Fatalf("token: got %v, want %v", err, want)
	}
	if err == nil && p != f.user.Principal() {
		t.Errorf("token: got %+v, want %+v", p, f.user.Principal())
	}
}

func exec(t *testing.T, db pg.DB, sql string, args ...any) {
	t.Helper()
	if _, err := db.Exec(t.Context(), sql, args...); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// query reads one value.
func query[T any](t *testing.T, db pg.DB, sql string, args ...any) (v T) {
	t.Helper()
	if err := db.QueryRow(t.Context(), sql, args...).Scan(&v); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return v
}

func newTxFixture(t *testing.T) fixture {
	t.Helper()
	return newFixture(t, pgtest.Tx(t))
}
