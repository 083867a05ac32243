package stamp_test

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"temgoc/internal/input"
	"temgoc/internal/pg/pgtest"
	"temgoc/internal/stamp"
)

// withoutTimes compares ranges by all but when they came to their state.
var withoutTimes = cmpopts.IgnoreFields(stamp.StateRange{}, "Since")

func (s shop) activate(t testing.TB, run stamp.Run, first, last int) error {
	t.Helper()
	return stamp.Activate(t.Context(), s.db, s.who, run.ID, &stamp.Range{First: first, Last: last})
}

func (s shop) void(t testing.TB, run stamp.Run, first, last int, reason string) error {
	t.Helper()
	return stamp.Void(t.Context(), s.db, s.who, run.ID, &stamp.Range{First: first, Last: last}, reason)
}

func (s shop) ledger(t testing.TB) stamp.Ledger {
	t.Helper()
	l, err := stamp.LedgerOf(t.Context(), s.db, s.who, s.lot, 0)
	if err != nil {
		t.Fatalf("ledger: %v", err)
	}
	return l
}

func ranged(first, last int, state stamp.State, reason string) stamp.StateRange {
	return stamp.StateRange{Range: stamp.Range{First: first, Last: last}, State: state, Reason: reason}
}

func TestActivateVoid(t *testing.T) {
	t.Parallel()
	s := openShop(t, pgtest.Pool(t), 0, 1000)
	s.mustIssue(t, 100)
	run := s.mustIssue(t, 100) // 100 to 199
	before := s.marks(t)
	for _, err := range []error{
		s.activate(t, run, 100, 149),
		s.activate(t, run, 160, 169),
		s.void(t, run, 140, 164, " spoiled:  printed too pale "),
		s.void(t, run, 199, 199, "lost"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	want := stamp.Ledger{
		Packs: 1000, Issued: 200, Waiting: 100 + 29, Active: 40 + 5, Voided: 25 + 1, Left: 826,
		Ranges: []stamp.StateRange{
			ranged(0, 99, stamp.Waiting, ""),
			ranged(100, 139, stamp.Active, ""),
			ranged(140, 164, stamp.Voided, "spoiled: printed too pale"),
			ranged(165, 169, stamp.Active, ""),
			ranged(170, 198, stamp.Waiting, ""),
			ranged(199, 199, stamp.Voided, "lost"),
		},
	}
	if diff := cmp.Diff(want, s.ledger(t), withoutTimes); diff != "" {
		t.Errorf("ledger differs (-want +got):\n%s", diff)
	}
	after := s.marks(t)
	if got, want := after.Version-before.Version, 4; got != want {
		t.Errorf("version grew by %d, want %d", got, want)
	}
	if got, want := after.Audit-before.Audit, 4; got != want {
		t.Errorf("audit lines: got %d, want %d", got, want)
	}
}

func TestWholeRun(t *testing.T) {
	t.Parallel()
	s := openShop(t, pgtest.Tx(t), 0, 1000)
	s.mustIssue(t, 10)
	run := s.mustIssue(t, 20)
	if err := stamp.Activate(t.Context(), s.db, s.who, run.ID, nil); err != nil {
		t.Fatalf("activate: %v", err)
	}
	want := []stamp.StateRange{ranged(0, 9, stamp.Waiting, ""), ranged(10, 29, stamp.Active, "")}
	if diff := cmp.Diff(want, s.ledger(t).Ranges, withoutTimes); diff != "" {
		t.Errorf("ranges differ (-want +got):\n%s", diff)
	}
}

func TestChangeBadInput(t *testing.T) {
	t.Parallel()
	s := openShop(t, pgtest.Tx(t), 0, 1000)
	s.mustIssue(t, 100)
	run := s.mustIssue(t, 100) // 100 to 199
	s.mustIssue(t, 100)
	before := s.marks(t)
	for _, tt := range []struct {
		name        string
		first, last int
		reason      string
		want        input.Error
	}{
		{"reversed", 150, 149, "lost", input.Error{Field: "last", Problem: "range.reversed"}},
		{"of the run before", 99, 150, "lost", input.Error{Field: "first", Problem: "range.outside"}},
		{"of the run behind", 150, 200, "lost", input.Error{Field: "last", Problem: "range.outside"}},
		{"negative", -1, 150, "lost", input.Error{Field: "first", Problem: "range.outside"}},
		{"no reason", 150, 160, "", input.Error{Field: "reason", Problem: "text.missing"}},
		{"unknown reason", 150, 160, "mất", input.Error{Field: "reason", Problem: "reason.unknown"}},
		{"note too long", 150, 160, "other: " + strings.Repeat("ế", 194), input.Error{Field: "reason", Problem: "text.too_long"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := s.void(t, run, tt.first, tt.last, tt.reason); !errors.Is(err, tt.want) {
				t.Errorf("void: got %v, want %v", err, tt.want)
			}
			if tt.want.Field != "reason" {
				if err := s.activate(t, run, tt.first, tt.last); !errors.Is(err, tt.want) {
					t.Errorf("activate: got %v, want %v", err, tt.want)
				}
			}
			s.unchanged(t, before)
		})
	}
}

func TestChangeConflict(t *testing.T) {
	t.Parallel()
	s := openShop(t, pgtest.Tx(t), 0, 1000)
	run := s.mustIssue(t, 100)
	if err := errors.Join(s.activate(t, run, 10, 19), s.void(t, run, 30, 39, "lost")); err != nil {
		t.Fatal(err)
	}
	before := s.marks(t)
	for _, tt := range []struct {
		name string
		err  error
		want stamp.Conflict
	}{
		{"activate again", s.activate(t, run, 10, 19), stamp.Conflict{Range: stamp.Range{First: 10, Last: 19}, State: stamp.Active}},
		{"activate overlapping", s.activate(t, run, 0, 14), stamp.Conflict{Range: stamp.Range{First: 10, Last: 14}, State: stamp.Active}},
		{"activate voided", s.activate(t, run, 35, 50), stamp.Conflict{Range: stamp.Range{First: 35, Last: 39}, State: stamp.Voided}},
		{"void again", s.void(t, run, 30, 39, "lost"), stamp.Conflict{Range: stamp.Range{First: 30, Last: 39}, State: stamp.Voided}},
		{"void for another reason", s.void(t, run, 30, 30, "spoiled"), stamp.Conflict{Range: stamp.Range{First: 30, Last: 30}, State: stamp.Voided}},
	} {
		if !errors.Is(tt.err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, tt.err, tt.want)
		}
	}
	s.unchanged(t, before)
}

// TestActivateAtOnce: of several who activate the same stamps one does, and the
// others are told.
func TestActivateAtOnce(t *testing.T) {
	t.Parallel()
	s := openShop(t, pgtest.Pool(t), 0, 1000)
	run := s.mustIssue(t, 100)
	var done, told atomic.Int32
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			err := s.activate(t, run, 10, 19)
			switch {
			case err == nil:
				done.Add(1)
			case errors.Is(err, stamp.Conflict{Range: stamp.Range{First: 10, Last: 19}, State: stamp.Active}):
				told.Add(1)
			default:
				t.Errorf("activate: %v", err)
			}
		})
	}
	wg.Wait()
	if done.Load() != 1 || told.Load() != 7 {
		t.Errorf("got %d that activated, %d conflicts; want 1 and 7", done.Load(), told.Load())
	}
}
