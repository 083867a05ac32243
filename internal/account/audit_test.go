package account

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"temgoc/internal/pg"
	"temgoc/internal/pg/pgtest"
)

func TestAuditTrail(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	who, subject := f.user.Principal(), unique("batch:")
	for _, err := range []error{
		Record(t.Context(), f.db, who, WriteBatch, subject, map[string]string{"lot": "L01"}),
		Record(t.Context(), f.db, Principal{}, Recall, subject, nil),
		Record(t.Context(), f.db, who, WriteBatch, unique("batch:"), nil),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	lines, err := AuditTrail(t.Context(), f.db, subject, 10)
	if err != nil {
		t.Fatal(err)
	}
	want := []AuditLine{
		{Action: Recall, Subject: subject, Detail: map[string]string{}},
		{
			UserID: nullable(who.UserID), OrgID: nullable(who.OrgID),
			Action: WriteBatch, Subject: subject, Detail: map[string]string{"lot": "L01"},
		},
	}
	if diff := cmp.Diff(want, lines, cmpopts.IgnoreFields(AuditLine{}, "ID", "At")); diff != "" {
		t.Errorf("the latest first: -want +got\n%s", diff)
	}
	if lines, err = AuditTrail(t.Context(), f.db, subject, 1); err != nil || len(lines) != 1 || lines[0].Action != Recall {
		t.Errorf("limit 1: got %v, %v, want the latest", lines, err)
	}
}

func TestEveryChangeOfAccountIsOnRecord(t *testing.T) {
	t.Parallel()
	f := newTxFixture(t)
	admin, user := mustCreateAdmin(t, f.db), f.user.Principal()
	_, token := f.mustCreateToken(t)
	for _, err := range []error{
		RevokeToken(t.Context(), f.db, user, token),
		f.ChangePassword(t.Context(), user, "", rightPassword, freshPassword),
		DisableUser(t.Context(), f.db, admin, user.UserID),
		EnableUser(t.Context(), f.db, admin, user.UserID),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	lines, err := AuditTrail(t.Context(), f.db, userSubject(user.UserID), 10)
	if err != nil {
		t.Fatal(err)
	}
	type act struct {
		By     uuid.UUID
		Action Action
	}
	var got []act
	for _, line := range lines {
		got = append(got, act{line.UserID.UUID, line.Action})
	}
	want := []act{
		{admin.UserID, "user.enable"},
		{admin.UserID, "user.disable"},
		{user.UserID, "user.password"},
		{user.UserID, "token.revoke"},
		{user.UserID, "token.create"},
		{uuid.Nil, "user.create"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestAuditSharesTheTransaction(t *testing.T) {
	t.Parallel()
	pool := pgtest.Pool(t)
	org := mustCreateOrg(t, pool, ProducerOrg)
	before := query[int](t, pool, `select count(*) from audit`)
	fault := errors.New("fault after the write")
	err := pg.InTx(t.Context(), pool, func(tx pgx.Tx) error {
		mustCreateUser(t, tx, org, Producer)
		return fault
	})
	if !errors.Is(err, fault) {
		t.Fatalf("transaction: got %v, want %v", err, fault)
	}
	if got := query[int](t, pool, `select count(*) from audit`); got != before {
		t.Errorf("audit lines of what was rolled back: got %d, want 0", got-before)
	}
	exec(t, pool, `alter table audit add check (action <> 'user.create')`)
	_, err = CreateUser(t.Context(), pool, NewUser{OrgID: org, Email: "hoa@example.vn", Name: "Hoa", Role: Producer, Password: rightPassword})
	if refused, ok := errors.AsType[*pgconn.PgError](err); !ok || refused.Code != "23514" { // a check
		t.Fatalf("user whose audit fails: got %v, want a violated check", err)
	}
	if got := query[int](t, pool, `select count(*) from user_account`); got != 0 {
		t.Errorf("users without an audit line: got %d, want 0", got)
	}
}
