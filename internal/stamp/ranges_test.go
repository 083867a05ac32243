package stamp

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// at makes times that differ, for ranges that must not be joined.
func at(n int) time.Time { return time.Unix(int64(n), 0).UTC() }

func active(first, last, since int) StateRange {
	return StateRange{Range{first, last}, Active, "", at(since)}
}

func voided(first, last, since int) StateRange {
	return StateRange{Range{first, last}, Voided, "lost", at(since)}
}

func TestTransition(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		current []StateRange
		change  StateRange
		want    []StateRange
	}{
		{"first of all", nil, active(0, 9, 1), []StateRange{active(0, 9, 1)}},
		{"before others", []StateRange{active(5, 9, 1)}, active(0, 3, 2),
			[]StateRange{active(0, 3, 2), active(5, 9, 1)}},
		{"neighbours of another time stay apart", []StateRange{active(0, 4, 1)}, active(5, 9, 2),
			[]StateRange{active(0, 4, 1), active(5, 9, 2)}},
		{"neighbours of the same time join", []StateRange{active(0, 2, 1), active(5, 9, 1)}, active(3, 4, 1),
			[]StateRange{active(0, 9, 1)}},
		{"void the middle of an active range", []StateRange{active(0, 9, 1)}, voided(3, 5, 2),
			[]StateRange{active(0, 2, 1), voided(3, 5, 2), active(6, 9, 1)}},
		{"void the start", []StateRange{active(0, 9, 1)}, voided(0, 0, 2),
			[]StateRange{voided(0, 0, 2), active(1, 9, 1)}},
		{"void the end and waiting ones behind it", []StateRange{active(0, 9, 1)}, voided(9, 12, 2),
			[]StateRange{active(0, 8, 1), voided(9, 12, 2)}},
		{"void over several", []StateRange{active(0, 2, 1), active(4, 6, 2)}, voided(1, 5, 3),
			[]StateRange{active(0, 0, 1), voided(1, 5, 3), active(6, 6, 2)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := transition(tt.current, tt.change)
			if err != nil {
				t.Fatalf("transition: %v", err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("ranges differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTransitionConflict(t *testing.T) {
	t.Parallel()
	current := []StateRange{active(2, 4, 1), voided(7, 9, 1)}
	for _, tt := range []struct {
		name   string
		change StateRange
		want   Conflict
	}{
		{"activate active", active(0, 3, 2), Conflict{Range{2, 3}, Active}},
		{"activate voided", active(8, 12, 2), Conflict{Range{8, 9}, Voided}},
		{"void voided", voided(5, 7, 2), Conflict{Range{7, 7}, Voided}},
		{"the same again", voided(7, 9, 1), Conflict{Range{7, 9}, Voided}},
		{"the first of several", active(0, 12, 2), Conflict{Range{2, 4}, Active}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := transition(current, tt.change)
			var got Conflict
			if !errors.As(err, &got) || got != tt.want {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

// TestTransitionRandomly compares ranges with an array that has an element for
// every unit. Times are few, so that neighbours join often.
func TestTransitionRandomly(t *testing.T) {
	t.Parallel()
	for seed := range uint64(300) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		var ranges []StateRange
		var naive units
		for range 30 {
			change := randomChange(rnd)
			next, err := transition(ranges, change)
			if allowed := apply(&naive, change); allowed != (err == nil) {
				t.Fatalf("seed %d: %v on %v: got %v, allowed %t", seed, change, ranges, err, allowed)
			}
			if err == nil {
				ranges = next
			}
			compare(t, ranges, naive)
		}
	}
}

// units has the state, reason and time of every unit, and no ranges.
type units [40]StateRange

func randomChange(rnd *rand.Rand) StateRange {
	first := rnd.IntN(len(units{}))
	last := first + rnd.IntN(min(6, len(units{})-first))
	if rnd.IntN(3) == 0 {
		return voided(first, last, rnd.IntN(2))
	}
	return active(first, last, rnd.IntN(2))
}

// apply changes every unit of the change, or none.
func apply(naive *units, change StateRange) (allowed bool) {
	for u := change.First; u <= change.Last; u++ {
		if was := naive[u].State; was == Voided || was == Active && change.State == Active {
			return false
		}
	}
	for u := change.First; u <= change.Last; u++ {
		naive[u] = StateRange{State: change.State, Reason: change.Reason, Since: change.Since}
	}
	return true
}

func compare(t *testing.T, ranges []StateRange, want units) {
	t.Helper()
	var got units
	end := -1
	for i, s := range ranges {
		if s.First <= end || s.Len() == 0 {
			t.Fatalf("%v overlaps, is empty or out of order in %v", s, ranges)
		}
		if i > 0 && s.continues(ranges[i-1]) {
			t.Fatalf("%v is not joined in %v", s, ranges)
		}
		end = s.Last
		for u := s.First; u <= s.Last; u++ {
			got[u] = StateRange{State: s.State, Reason: s.Reason, Since: s.Since}
		}
	}
	if got != want {
		t.Fatalf("units differ (-want +got):\n%s", cmp.Diff(want, got))
	}
}
