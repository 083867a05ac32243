package stamp_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"temgoc/internal/pg/pgtest"
	"temgoc/internal/stamp"
)

func TestSteps(t *testing.T) {
	t.Parallel()
	s := openShop(t, pgtest.Pool(t), 0, 1000)
	s.wantSteps(t)
	run := s.mustIssue(t, 100)
	s.mustIssue(t, 50)
	s.wantSteps(t, stamp.Step{Kind: stamp.StepIssued, At: run.CreatedAt, Quantity: 150})

	if err := s.activate(t, run, 0, 29); err != nil {
		t.Fatal(err)
	}
	activated := s.ledger(t).Ranges[0].Since
	if err := s.activate(t, run, 40, 49); err != nil {
		t.Fatal(err)
	}
	if err := s.void(t, run, 20, 29, "lost"); err != nil {
		t.Fatal(err)
	}
	s.wantSteps(t,
		stamp.Step{Kind: stamp.StepIssued, At: run.CreatedAt, Quantity: 150},
		stamp.Step{Kind: stamp.StepActivated, At: activated, Quantity: 30})
}

func (s shop) wantSteps(t *testing.T, want ...stamp.Step) {
	t.Helper()
	got, err := stamp.Steps(t.Context(), s.db, s.number)
	if err != nil {
		t.Fatalf("steps: %v", err)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.EquateApproxTime(0)); diff != "" {
		t.Errorf("steps differ (-want +got):\n%s", diff)
	}
}
