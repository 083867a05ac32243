package stamp_test

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"

	"temgoc/internal/pg/pgtest"
	"temgoc/internal/stamp"
)

func TestLedgerOfNothing(t *testing.T) {
	t.Parallel()
	s := openShop(t, pgtest.Tx(t), 0, 1000)
	want := stamp.Ledger{Packs: 1000, Left: 1000, Ranges: []stamp.StateRange{}}
	if diff := cmp.Diff(want, s.ledger(t)); diff != "" {
		t.Errorf("ledger differs (-want +got):\n%s", diff)
	}
}

// TestLedgerPages has more ranges than fit one answer.
func TestLedgerPages(t *testing.T) {
	t.Parallel()
	s := openShop(t, pgtest.Tx(t), 0, 3000)
	s.mustIssue(t, 3000)
	s.exec(t, `insert into stamp_range_state (batch_number, first_unit, last_unit, state)
		select $1, 5 * n + 2, 5 * n + 4, 'active' from generate_series(0, 599) n`, s.number)

	var got []stamp.StateRange
	pages := 0
	for from := 0; from > 0 || pages == 0; pages++ {
		l, err := stamp.LedgerOf(t.Context(), s.db, s.who, s.lot, from)
		if err != nil {
			t.Fatalf("ledger from %d: %v", from, err)
		}
		if l.Active != 1800 || l.Waiting != 1200 {
			t.Errorf("page %d: got %d active, %d waiting; want 1800, 1200", pages, l.Active, l.Waiting)
		}
		got = append(got, l.Ranges...)
		from = l.Next
	}
	if pages != 3 || len(got) != 1200 {
		t.Errorf("got %d ranges on %d pages, want 1200 on 3", len(got), pages)
	}
	checkCover(t, got, 3000)
}

// checkCover wants every number in one range.
func checkCover(t *testing.T, ranges []stamp.StateRange, issued int) {
	t.Helper()
	next := 0
	for _, r := range ranges {
		if r.First != next || r.Len() == 0 {
			t.Fatalf("range %d to %d: want it to begin at %d", r.First, r.Last, next)
		}
		next = r.Last + 1
	}
	if next != issued {
		t.Errorf("ranges end before %d, want %d", next, issued)
	}
}

func TestLedgerTellsWhenSumsDisagree(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, damage, want string }{
		{"a run is missing", `delete from stamp_run where first_unit = 0`, "sums disagree: 20 issued, 10 in runs"},
		{"numbers without a run", `update batch set next_unit = 30`, "sums disagree: 30 issued, 20 in runs"},
		{"overlap", `insert into stamp_range_state select number, n, n + 5, 'active' from batch, generate_series(0, 5, 5) n`,
			"range 5 to 10 is not between 6 and 19"},
		{"state of a number not issued", `insert into stamp_range_state select number, 15, 20, 'voided' from batch`,
			"range 15 to 20 is not between 0 and 19"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := openShop(t, pgtest.Tx(t), 0, 1000)
			s.mustIssue(t, 10)
			s.mustIssue(t, 10)
			s.exec(t, tt.damage)
			_, err := stamp.LedgerOf(t.Context(), s.db, s.who, s.lot, 0)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error with %q", err, tt.want)
			}
		})
	}
}

// TestLedgerWhileBusy reads while others issue, activate and void: every
// answer's sums agree, which LedgerOf checks itself.
func TestLedgerWhileBusy(t *testing.T) {
	t.Parallel()
	s := openShop(t, pgtest.Pool(t), 0, 100_000)
	var g errgroup.Group
	for range 4 {
		g.Go(func() error {
			for range 15 {
				if err := s.workThenRead(t); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	l := s.ledger(t)
	if l.Issued != 4*15*20 || l.Active != 4*15*5 {
		t.Errorf("got %d issued, %d active; want 1200, 300", l.Issued, l.Active)
	}
	checkCover(t, l.Ranges, l.Issued)
}

// workThenRead issues 20 stamps, of which 5 end active and some voided.
func (s shop) workThenRead(t *testing.T) error {
	run, _, err := s.issue(t, "", compact(20))
	if err != nil {
		return err
	}
	first := run.FirstUnit + rand.IntN(10)
	err = errors.Join(
		s.activate(t, run, first, first+9),
		s.void(t, run, first+5, run.LastUnit(), "spoiled"))
	if err != nil {
		return err
	}
	_, err = stamp.LedgerOf(t.Context(), s.db, s.who, s.lot, 0)
	return err
}
