package web

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/stamp"
)

func TestLedgerBar(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		ledger stamp.Ledger
		want   []barPart
	}{
		{"nothing", stamp.Ledger{}, nil},
		{"nothing issued", stamp.Ledger{Left: 100}, []barPart{{"left", 0, 1000}}},
		{"halves", stamp.Ledger{Active: 1, Left: 1}, []barPart{{"active", 0, 500}, {"left", 500, 500}}},
		{"thirds fill the bar", stamp.Ledger{Active: 1, Waiting: 1, Left: 1},
			[]barPart{{"active", 0, 334}, {"waiting", 334, 333}, {"left", 667, 333}}},
		{"one in a million is seen", stamp.Ledger{Active: 999_999, Voided: 1},
			[]barPart{{"active", 0, 994}, {"voided", 994, 6}}},
	} {
		if diff := cmp.Diff(tt.want, ledgerBar(tt.ledger)); diff != "" {
			t.Errorf("%s: -want +got\n%s", tt.name, diff)
		}
	}
}
