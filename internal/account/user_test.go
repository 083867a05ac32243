package account

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/input"
)

func TestCreateUserRefuses(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	authority := mustCreateOrg(t, f.db, AuthorityOrg)
	fresh := NewUser{OrgID: f.user.OrgID, Email: unique("hoa") + "@example.vn", Name: "Hoa", Role: Producer, Password: rightPassword}
	for _, tt := range []struct {
		name   string
		change func(*NewUser)
		want   error
	}{
		{"e-mail taken, in other letters", func(u *NewUser) { u.Email = " " + strings.ToUpper(f.user.Email) }, ErrEmailTaken},
		{"malformed e-mail", func(u *NewUser) { u.Email = "hoa" }, input.Error{Field: "email", Problem: "email.malformed"}},
		{"no name", func(u *NewUser) { u.Name = " " }, input.Error{Field: "name", Problem: "text.missing"}},
		{"weak password", func(u *NewUser) { u.Password = "matkhau123" }, input.Error{Field: "password", Problem: "password.obvious"}},
		{"unknown role", func(u *NewUser) { u.Role = "owner" }, ErrRoleMismatch},
		{"administrator of a producer", func(u *NewUser) { u.Role = Admin }, ErrRoleMismatch},
		{"inspector of a producer", func(u *NewUser) { u.Role = Inspector }, ErrRoleMismatch},
		{"producer of the authority", func(u *NewUser) { u.OrgID = authority }, ErrRoleMismatch},
		{"unknown organisation", func(u *NewUser) { u.OrgID = uuid.New() }, ErrNotFound},
	} {
		t.Run(tt.name, func(t *testing.T) {
			u := fresh
			tt.change(&u)
			if id, err := CreateUser(t.Context(), f.db, u); !errors.Is(err, tt.want) || id != uuid.Nil {
				t.Errorf("got %v, %v, want %v", id, err, tt.want)
			}
		})
	}
	if _, err := CreateUser(t.Context(), f.db, fresh); err != nil {
		t.Errorf("without a fault: %v", err)
	}
}

func TestCreateUserTellsAllFaults(t *testing.T) {
	t.Parallel()
	_, err := CreateUser(t.Context(), nil, NewUser{})
	want := input.Errors{
		{Field: "email", Problem: "email.malformed"},
		{Field: "name", Problem: "text.missing"},
		{Field: "password", Problem: "password.too_short"},
	}
	if diff := cmp.Diff(want, input.Of(err)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestUsers(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	other := mustCreateUser(t, f.db, mustCreateOrg(t, f.db, ProducerOrg), Producer)
	users, err := Users(t.Context(), f.db, f.user.OrgID)
	if err != nil {
		t.Fatalf("users: %v", err)
	}
	if diff := cmp.Diff([]User{f.user}, users); diff != "" {
		t.Errorf("users of an organisation: -want +got\n%s", diff)
	}
	if _, err := UserByEmail(t.Context(), f.db, "x"+other.Email); !errors.Is(err, ErrNotFound) {
		t.Errorf("unknown e-mail: got %v, want %v", err, ErrNotFound)
	}
}

func TestDisableUser(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	admin := mustCreateAdmin(t, f.db)
	secret := f.mustSignIn(t)
	for _, tt := range []struct {
		name string
		who  Principal
		id   uuid.UUID
		want error
	}{
		{"by a producer", f.user.Principal(), f.user.ID, ErrForbidden},
		{"unknown user", admin, uuid.New(), ErrNotFound},
		{"by an administrator", admin, f.user.ID, nil},
	} {
		if err := DisableUser(t.Context(), f.db, tt.who, tt.id); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	f.wantSession(t, secret, ErrNoSession)
	if err := EnableUser(t.Context(), f.db, admin, f.user.ID); err != nil {
		t.Fatalf("enable: %v", err)
	}
	f.wantSession(t, secret, ErrNoSession) // it ended for good
	f.wantSession(t, f.mustSignIn(t), nil)
}
