package account

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"temgoc/internal/input"
)

func (f fixture) mustCreateToken(t *testing.T) (secret string, id uuid.UUID) {
	t.Helper()
	secret, err := CreateToken(t.Context(), f.db, f.user.ID, " máy in tem ")
	if err != nil {
		t.Fatalf("create token: %v", err)
	}
	tokens, err := Tokens(t.Context(), f.db, f.user.ID)
	if err != nil || len(tokens) == 0 {
		t.Fatalf("tokens: got %v, %v, want one", tokens, err)
	}
	return secret, tokens[0].ID
}

func TestToken(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	secret, _ := f.mustCreateToken(t)
	if want := regexp.MustCompile(`^tg_[A-Z2-7]{52}$`); !want.MatchString(secret) {
		t.Errorf("secret: got %q, want %v", secret, want)
	}
	f.wantToken(t, secret, nil)
	f.wantToken(t, strings.ToLower(secret), ErrNoToken)
	f.wantToken(t, strings.TrimPrefix(secret, tokenPrefix), ErrNoToken)
	f.wantToken(t, "", ErrNoToken)
	f.wantSession(t, secret, ErrNoSession)
}

func TestTokensAreListedWithUse(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	secret, _ := f.mustCreateToken(t)
	for _, used := range []bool{false, true} {
		tokens, err := Tokens(t.Context(), f.db, f.user.ID)
		if err != nil || len(tokens) != 1 {
			t.Fatalf("tokens: got %v, %v, want one", tokens, err)
		}
		if got := tokens[0]; got.Name != "máy in tem" || (got.LastUsedAt != nil) != used || got.RevokedAt != nil {
			t.Errorf("got %+v, want a live token with use %v", got, used)
		}
		f.wantToken(t, secret, nil)
	}
}

func TestRevokeToken(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	colleague := mustCreateUser(t, f.db, f.user.OrgID, Producer).Principal()
	for _, tt := range []struct {
		name string
		who  Principal
		want error
	}{
		{"its user", f.user.Principal(), nil},
		{"an administrator", mustCreateAdmin(t, f.db), nil},
		{"a colleague", colleague, ErrNotFound},
		{"nobody", Principal{}, ErrNotFound},
	} {
		t.Run(tt.name, func(t *testing.T) {
			secret, id := f.mustCreateToken(t)
			if err := RevokeToken(t.Context(), f.db, tt.who, id); !errors.Is(err, tt.want) {
				t.Fatalf("revoke: got %v, want %v", err, tt.want)
			}
			if tt.want != nil {
				f.wantToken(t, secret, nil)
				return
			}
			f.wantToken(t, secret, ErrNoToken)
			if err := RevokeToken(t.Context(), f.db, tt.who, id); !errors.Is(err, ErrNotFound) {
				t.Errorf("revoke again: got %v, want %v", err, ErrNotFound)
			}
		})
	}
}

func TestTokenStopsWithItsUser(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	admin := mustCreateAdmin(t, f.db)
	secret, _ := f.mustCreateToken(t)
	if err := DisableUser(t.Context(), f.db, admin, f.user.ID); err != nil {
		t.Fatalf("disable: %v", err)
	}
	f.wantToken(t, secret, ErrNoToken)
	if _, err := CreateToken(t.Context(), f.db, f.user.ID, "another"); !errors.Is(err, ErrNotFound) {
		t.Errorf("token for a disabled user: got %v, want %v", err, ErrNotFound)
	}
	if err := EnableUser(t.Context(), f.db, admin, f.user.ID); err != nil {
		t.Fatalf("enable: %v", err)
	}
	f.wantToken(t, secret, nil)
}

func TestCreateTokenRefuses(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	if _, err := CreateToken(t.Context(), f.db, uuid.New(), "máy in"); !errors.Is(err, ErrNotFound) {
		t.Errorf("unknown user: got %v, want %v", err, ErrNotFound)
	}
	want := input.Error{Field: "name", Problem: "text.missing"}
	if _, err := CreateToken(t.Context(), f.db, f.user.ID, " "); !errors.Is(err, want) {
		t.Errorf("no name: got %v, want %v", err, want)
	}
}
