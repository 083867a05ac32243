package lookup

import (
	"errors"
	"testing"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/input"
	"temgoc/internal/scan"
	"temgoc/internal/stamp"
)

// pinOf a unit, as its label has it.
func (w *world) pinOf(run stamp.Run, unit int) string {
	w.t.Helper()
	pins, err := run.PINs(w.ring)
	w.must(err)
	return pins(unit)
}

func TestTryPIN(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	good := w.newRun(w.newBatch("GOOD", day.Day{}), stamp.Active)
	waiting := w.newRun(w.newBatch("WAITING", day.Day{}), stamp.Waiting)
	expired := w.newRun(w.newBatch("EXPIRED", today.AddDays(-1)), stamp.Active)
	recalled := w.newBatch("RECALLED", day.Day{})
	recalledRun := w.newRun(recalled, stamp.Active)
	_, err := catalog.DeclareRecall(t.Context(), w.pool, w.producer, recalled.ID, catalog.NewRecall{Reason: "Nấm mốc"})
	w.must(err)
	w.must(stamp.Void(t.Context(), w.pool, w.producer, good.ID, &stamp.Range{First: 9, Last: 9}, "lost"))
	url := func(run stamp.Run, unit int) string { return w.service.URL(w.code(run, unit)) }
	pin := w.pinOf(good, 0)
	for _, tt := range []struct {
		name, text, pin string
		verdict         Verdict
		outcome         scan.PINOutcome
		err             error
	}{
		{"letters", url(good, 0), "12345a", Genuine, "", input.Error{Field: "pin", Problem: "pin.malformed"}},
		{"five digits", url(good, 0), pin[:5], Genuine, "", input.Error{Field: "pin", Problem: "pin.malformed"}},
		{"another alphabet", url(good, 0), "１２３４５６", Genuine, "", input.Error{Field: "pin", Problem: "pin.malformed"}},
		{"nothing", url(good, 0), "", Genuine, "", input.Error{Field: "pin", Problem: "pin.malformed"}},
		{"the unit's", url(good, 0), pin, Genuine, scan.PINFirst, nil},
		{"of another unit", url(good, 1), pin, Genuine, scan.PINWrong, nil},
		{"not activated", url(waiting, 0), w.pinOf(waiting, 0), NotActivated, "", nil},
		{"expired", url(expired, 0), w.pinOf(expired, 0), Expired, "", nil},
		{"recalled", url(recalledRun, 0), w.pinOf(recalledRun, 0), Recalled, "", nil},
		{"voided", url(good, 9), w.pinOf(good, 9), Voided, "", nil},
		{"the batch's own code", w.service.Base.String() + w.batchPath(recalled), "123456", Recalled, "", nil},
		{"a forged code", url(good, 0)[:60] + "0", pin, NotOurs, "", nil},
		{"no code", "", pin, NotOurs, "", nil},
	} {
		a, got, err := w.service.TryPIN(t.Context(), tt.text, Visit{Device: []byte("an")}, tt.pin)
		if a.Verdict != tt.verdict || got.Outcome != tt.outcome || !errors.Is(err, tt.err) {
			t.Errorf("%s: got %s, %q, %v; want %s, %q, %v", tt.name, a.Verdict, got.Outcome, err, tt.verdict, tt.outcome, tt.err)
		}
	}
	var tried, used int
	w.must(w.pool.QueryRow(t.Context(), `
		select (select count(*) from pin_try),
		       (select count(*) from unit_state where claimed_at is not null)`).Scan(&tried, &used))
	if tried != 2 || used != 1 {
		t.Errorf("PINs of %d units tried and of %d used, want 2 and 1", tried, used)
	}
}

// A suspected copy takes a PIN, unless it is on no goods yet.
func TestPINOfASuspectedCopy(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	for state, want := range map[stamp.State]scan.PINOutcome{stamp.Active: scan.PINFirst, stamp.Waiting: ""} {
		run := w.newRun(w.newBatch(string(state), day.Day{}), state)
		for _, device := range []string{"an", "binh", "chi"} {
			w.scan(w.code(run, 0).Path(), device)
		}
		a, got, err := w.service.TryPIN(t.Context(), w.service.URL(w.code(run, 0)), Visit{Device: []byte("an")}, w.pinOf(run, 0))
		if err != nil || a.Verdict != SuspectedCopy || got.Outcome != want {
			t.Errorf("%s: got %s, %q, %v; want %s, %q", state, a.Verdict, got.Outcome, err, SuspectedCopy, want)
		}
	}
}

// With the store away nothing is said of a PIN.
func TestPINWithStoreAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	run := w.newRun(w.newBatch("L1", day.Day{}), stamp.Active)
	w.scan(w.code(run, 0).Path(), "an")
	w.pool.Close()
	a, got, err := w.service.TryPIN(t.Context(), w.service.URL(w.code(run, 0)), Visit{Device: []byte("an")}, w.pinOf(run, 0))
	if err != nil || a.Verdict != StateUnknown || got.Outcome != "" {
		t.Errorf("got %s, %q, %v; want %s and no outcome", a.Verdict, got.Outcome, err, StateUnknown)
	}
}
