package stamp_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/account"
	"temgoc/internal/gs1"
	"temgoc/internal/pg/pgtest"
	"temgoc/internal/stamp"
	"temgoc/internal/trace"
)

// told is what an event says of stamps.
type told struct{ Type, Action, BizStep, Disposition, Amount, First, Last string }

func (s shop) told(t testing.TB, r trace.Reader) (all []told) {
	t.Helper()
	gtin, _ := gs1.ParseGTIN("09520000001018")
	lot, _ := gs1.ParseLot("L1")
	events, err := trace.Timeline(t.Context(), s.db, r, gtin, lot)
	if err != nil {
		t.Fatal(err)
	}
	for _, stored := range events {
		e, err := stored.Event()
		if err != nil {
			t.Fatal(err)
		}
		of := map[string]string{}
		for _, f := range e.Extensions {
			of[f.Local] = f.Value.Text
		}
		all = append(all, told{
			string(e.Type), string(e.Action), e.BizStep, e.Disposition, e.Goods[0].Amount, of["firstUnit"], of["lastUnit"],
		})
	}
	return all
}

// What is done to stamps is told as DOMAIN's table of events has it; that some
// were voided is for officers.
func TestEvents(t *testing.T) {
	t.Parallel()
	s := openShop(t, pgtest.Pool(t), 0, 100)
	run := s.mustIssue(t, 100)
	if err := stamp.Activate(t.Context(), s.db, s.who, run.ID, &stamp.Range{First: 0, Last: 89}); err != nil {
		t.Fatal(err)
	}
	if err := stamp.Void(t.Context(), s.db, s.who, run.ID, &stamp.Range{First: 90, Last: 90}, "lost"); err != nil {
		t.Fatal(err)
	}
	public := []told{
		{"TransactionEvent", "ADD", "encoding", "encoded", "100", "0", "99"},
		{"ObjectEvent", "ADD", "commissioning", "active", "90", "0", "89"},
	}
	if diff := cmp.Diff(public, s.told(t, trace.Reader{})); diff != "" {
		t.Errorf("told everybody: -want +got\n%s", diff)
	}
	officers := append(public, told{"ObjectEvent", "DELETE", "decommissioning", "inactive", "1", "90", "90"})
	if diff := cmp.Diff(officers, s.told(t, trace.ReaderOf(account.Principal{Role: account.Inspector}))); diff != "" {
		t.Errorf("told officers: -want +got\n%s", diff)
	}
}
