package account

import (
	"errors"
	"testing"

	"github.com/google/uuid"

	"temgoc/internal/pg/pgtest"
)

func TestOrgs(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	admin := mustCreateAdmin(t, db)
	made := map[uuid.UUID]bool{admin.OrgID: true}
	for range 4 {
		made[mustCreateOrg(t, db, ProducerOrg)] = true
	}
	seen, last := map[uuid.UUID]bool{}, ""
	for {
		page, err := Orgs(t.Context(), db, admin, last, 2)
		if err != nil {
			t.Fatalf("Orgs after %q: %v", last, err)
		}
		if len(page) == 0 {
			break
		}
		for _, o := range page {
			if o.Code <= last || seen[o.ID] {
				t.Errorf("organisation %q comes after %q", o.Code, last)
			}
			seen[o.ID], last = true, o.Code
		}
	}
	for id := range made {
		if !seen[id] {
			t.Errorf("organisation %s is on no page", id)
		}
	}
	if _, err := Orgs(t.Context(), db, newFixture(t, db).user.Principal(), "", 2); !errors.Is(err, ErrForbidden) {
		t.Errorf("Orgs as a producer: %v, want %v", err, ErrForbidden)
	}
}

// TestAddUser: it is on the record of who added, and not for everyone.
func TestAddUser(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	admin, org := mustCreateAdmin(t, db), mustCreateOrg(t, db, ProducerOrg)
	in := NewUser{OrgID: org, Email: unique("ba") + "@example.vn", Name: "Ba", Role: Producer, Password: rightPassword}
	id, err := AddUser(t.Context(), db, admin, in)
	if err != nil {
		t.Fatalf("AddUser: %v", err)
	}
	lines, err := AuditTrail(t.Context(), db, userSubject(id), 10)
	if err != nil || len(lines) != 1 || lines[0].UserID.UUID != admin.UserID {
		t.Errorf("audit %+v, %v; want one line of the administrator", lines, err)
	}
	producer := newFixture(t, db).user.Principal()
	in.OrgID, in.Email = producer.OrgID, unique("tu")+"@example.vn"
	if _, err := AddUser(t.Context(), db, producer, in); !errors.Is(err, ErrForbidden) {
		t.Errorf("AddUser as a producer: %v, want %v", err, ErrForbidden)
	}
}
