package account

import (
	"errors"
	"testing"

	"github.com/google/uuid"
)

func TestAllow(t *testing.T) {
	t.Parallel()
	const (
		none = ""
		own  = "own"
		all  = "all"
	)
	table := []struct {
		action                     Action
		admin, producer, inspector string
	}{
		{ReadOwn, all, own, all},
		{WriteProduct, none, own, none},
		{WriteBatch, none, own, none},
		{IssueStamps, none, own, none},
		{PrintStamps, all, own, none},
		{ChangeStamps, none, own, none},
		{Recall, all, own, none},
		{LiftRecall, all, none, none},
		{WriteCertificate, all, none, none},
		{ReadReports, all, own, all},
		{DecideCases, all, none, all},
		{ManageUsers, all, none, none},
		{ChangeGTIN, all, own, none},
		{ProposeLinks, none, own, none},
		{ApproveLinks, all, none, none},
		{WriteEvents, own, own, none},
		{"no such action", none, none, none},
	}
	for _, tt := range table {
		for role, want := range map[Role]string{
			Admin: tt.admin, Producer: tt.producer, Inspector: tt.inspector, "no such role": none, "": none,
		} {
			if got, want := Allow(role, tt.action, true), want != none; got != want {
				t.Errorf("Allow(%q, %q, own): got %v, want %v", role, tt.action, got, want)
			}
			if got, want := Allow(role, tt.action, false), want == all; got != want {
				t.Errorf("Allow(%q, %q, another's): got %v, want %v", role, tt.action, got, want)
			}
		}
	}
	tested := make(map[Action]bool)
	for _, tt := range table {
		tested[tt.action] = true
	}
	for role, actions := range rights {
		for action := range actions {
			if !tested[action] {
				t.Errorf("the right of %s to %s is not in this table", role, action)
			}
		}
	}
}

func TestPrincipalCheck(t *testing.T) {
	t.Parallel()
	own, other := uuid.New(), uuid.New()
	for _, tt := range []struct {
		name   string
		role   Role
		action Action
		org    uuid.UUID
		want   error
	}{
		{"producer, own batch", Producer, WriteBatch, own, nil},
		{"producer, another's batch, of which it must not know", Producer, WriteBatch, other, ErrNotFound},
		{"producer, own certificate", Producer, WriteCertificate, own, ErrForbidden},
		{"admin, a producer's batch", Admin, ReadOwn, other, nil},
		{"admin, in a producer's place", Admin, IssueStamps, other, ErrForbidden},
		{"inspector, read", Inspector, ReadReports, other, nil},
		{"inspector, write", Inspector, ChangeStamps, own, ErrForbidden},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := Principal{OrgID: own, Role: tt.role}
			if got := p.Check(tt.action, tt.org); !errors.Is(got, tt.want) {
				t.Errorf("Check(%s): got %v, want %v", tt.action, got, tt.want)
			}
		})
	}
	if got := (Principal{}).Check(ReadOwn, uuid.Nil); !errors.Is(got, ErrForbidden) {
		t.Errorf("zero Principal: got %v, want %v", got, ErrForbidden)
	}
}
