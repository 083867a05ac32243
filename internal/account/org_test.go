package account

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"

	"temgoc/internal/input"
	"temgoc/internal/pg/pgtest"
)

func TestCreateOrg(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	place := uuid.New()
	exec(t, tx, `insert into place (id) values ($1)`, place)
	in := Org{
		Kind: ProducerOrg, Code: unique("htx"), Name: " Hợp tác xã Nguyên Xá ", NameEN: "Nguyen Xa Cooperative",
		OwnerType: "hop-tac-xa", GLN: "9529000000014", Phone: "+84 227 3 851 234",
		Email: "Lienhe@HTX.vn", Website: "https://htx.vn/gioi-thieu", PlaceID: &place,
	}
	id, err := CreateOrg(t.Context(), tx, in)
	if err != nil {
		t.Fatalf("create: %v", err)
	}
	want := in
	want.ID, want.Name, want.Email = id, "Hợp tác xã Nguyên Xá", "lienhe@htx.vn"
	byID, err := OrgByID(t.Context(), tx, id)
	if err != nil {
		t.Fatalf("by id: %v", err)
	}
	if diff := cmp.Diff(want, byID, cmpopts.IgnoreTypes(time.Time{})); diff != "" {
		t.Errorf("by id: -want +got\n%s", diff)
	}
	byCode, err := OrgByCode(t.Context(), tx, in.Code)
	if diff := cmp.Diff(byID, byCode); err != nil || diff != "" {
		t.Errorf("by code: %v, -want +got\n%s", err, diff)
	}
}

func TestCreateOrgRefuses(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	taken := Org{Kind: ProducerOrg, Code: unique("htx"), Name: "Hợp tác xã", GLN: "9529000000021"}
	if _, err := CreateOrg(t.Context(), tx, taken); err != nil {
		t.Fatalf("create: %v", err)
	}
	for _, tt := range []struct {
		name   string
		change func(*Org)
		want   error
	}{
		{"code taken", func(o *Org) { o.Code = taken.Code }, ErrOrgCodeTaken},
		{"location number taken", func(o *Org) { o.GLN = taken.GLN }, ErrGLNTaken},
		{"code with a space", func(o *Org) { o.Code = "htx 1" }, input.Error{Field: "code", Problem: "org.bad_code"}},
		{"no name", func(o *Org) { o.Name = "" }, input.Error{Field: "name", Problem: "text.missing"}},
		{"unknown kind", func(o *Org) { o.Kind = "shop" }, input.Error{Field: "kind", Problem: "org.bad_kind"}},
		{"unknown owner", func(o *Org) { o.OwnerType = "shop" }, input.Error{Field: "owner_type", Problem: "org.bad_owner_type"}},
		{"check digit", func(o *Org) { o.GLN = "9529000000015" }, input.Error{Field: "gln", Problem: "org.bad_gln"}},
		{"e-mail", func(o *Org) { o.Email = "htx" }, input.Error{Field: "email", Problem: "email.malformed"}},
		{"script as website", func(o *Org) { o.Website = "javascript:alert(1)" }, input.Error{Field: "website", Problem: "org.bad_website"}},
		{"website without TLS", func(o *Org) { o.Website = "http://htx.vn" }, input.Error{Field: "website", Problem: "org.bad_website"}},
		{"website with a user that looks like a host", func(o *Org) { o.Website = "https://htx.vn@evil.example/" }, input.Error{Field: "website", Problem: "org.bad_website"}},
		{"website of two lines", func(o *Org) { o.Website = "https://htx.vn/\r\nx" }, input.Error{Field: "website", Problem: "org.bad_website"}},
		{"website with backslash", func(o *Org) { o.Website = `https:/\evil.example` }, input.Error{Field: "website", Problem: "org.bad_website"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := Org{Kind: ProducerOrg, Code: unique("htx"), Name: "Hợp tác xã"}
			tt.change(&o)
			if id, err := CreateOrg(t.Context(), tx, o); !errors.Is(err, tt.want) || id != uuid.Nil {
				t.Errorf("got %v, %v, want %v", id, err, tt.want)
			}
		})
	}
	if _, err := OrgByCode(t.Context(), tx, unique("htx")); !errors.Is(err, ErrNotFound) {
		t.Errorf("unknown code: got %v, want %v", err, ErrNotFound)
	}
}
