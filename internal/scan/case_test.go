package scan

import (
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"temgoc/internal/account"
	"temgoc/internal/pg"
	"temgoc/internal/pg/pgtest"
)

var inspector = account.Principal{OrgID: uuid.New(), Role: account.Inspector}

func newWatcher(db pg.DB) *Watcher {
	return NewWatcher(db, DefaultRules, func() time.Time { return noon }, slog.New(slog.DiscardHandler))
}

// look opens the cases of what the watcher has seen.
func look(t *testing.T, w *Watcher) {
	t.Helper()
	if err := errors.Join(w.LookAtUnits(t.Context()), w.LookAtBatches(t.Context())); err != nil {
		t.Fatal(err)
	}
}

func casesOf(t *testing.T, db pg.DB, batch int32) (own []Case) {
	t.Helper()
	all, err := Cases(t.Context(), db, inspector, CaseQuery{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.Batch == batch {
			own = append(own, c)
		}
	}
	return own
}

func devices(n int) (names []string) {
	for i := range n {
		names = append(names, fmt.Sprint("device ", i))
	}
	return names
}

// settle decides as a person does.
func settle(t *testing.T, db pg.DB, c Case, to CaseState) {
	t.Helper()
	who := inspector
	err := db.QueryRow(t.Context(), `
		insert into user_account (id, org_id, email, name, role, password_hash)
		select gen_random_uuid(), org_id, gen_random_uuid()::text, 'Chị Hoa', 'inspector', ''
		from batch
		where number = $1
		returning id`, c.Batch).Scan(&who.UserID)
	if err != nil {
		t.Fatal(err)
	}
	err = pg.InTx(t.Context(), db, func(tx pgx.Tx) error {
		held, err := LockCase(t.Context(), tx, who, c.ID)
		if err != nil {
			return err
		}
		if to == CaseDismissed {
			err = held.Clear(t.Context(), tx)
		}
		return errors.Join(err, held.Settle(t.Context(), tx, who, to, "Đã xem"))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestCaseOfAUnit(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	b := newBatch(t, db)
	w := newWatcher(db)
	scanned(t, db, b, 1, devices(4)...)
	w.See(b, 1, Review) // it is amber by now: a watcher asks the rules again
	look(t, w)
	if got := casesOf(t, db, b); len(got) > 0 {
		t.Fatalf("an amber unit: got %+v, want no case", got)
	}
	scanned(t, db, b, 1, devices(5)...)
	for range 2 {
		w.See(b, 1, Review)
		look(t, w)
	}
	got := casesOf(t, db, b)[0]
	want := Case{Batch: b, Unit: new(int32(1)), Reason: UnitSuspected, State: CaseOpen, Facts: CaseFacts{Scans: 9, Devices: 5, Provinces: []string{}}}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Case{}, "ID", "OpenedAt")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if n := len(casesOf(t, db, b)); n != 1 {
		t.Errorf("seen twice: %d cases, want 1", n)
	}
}

// TestCaseOpensOnce: after a decision it comes up again only if that was a
// dismissal, and there is more than what was dismissed.
func TestCaseOpensOnce(t *testing.T) {
	t.Parallel()
	for to, want := range map[CaseState][]int{ // cases after the same, and after five new devices
		CaseOpen:      {1, 1},
		CaseWatched:   {1, 1},
		CaseVoided:    {1, 1},
		CaseAlerted:   {1, 1},
		CaseDismissed: {1, 2},
	} {
		t.Run(string(to), func(t *testing.T) {
			t.Parallel()
			db := pgtest.Tx(t)
			b := newBatch(t, db)
			w := newWatcher(db)
			again := func() int {
				w.See(b, 1, Review)
				if err := w.LookAtUnits(t.Context()); err != nil {
					t.Fatal(err)
				}
				return len(casesOf(t, db, b))
			}
			scanned(t, db, b, 1, devices(5)...)
			again()
			if to != CaseOpen {
				settle(t, db, casesOf(t, db, b)[0], to)
			}
			if got := again(); got != want[0] {
				t.Errorf("the same again: %d cases, want %d", got, want[0])
			}
			scanned(t, db, b, 1, devices(10)...)
			if got := again(); got != want[1] {
				t.Errorf("after five new devices: %d cases, want %d", got, want[1])
			}
		})
	}
}

// A dismissal clears what is known, and what comes later counts alone.
func TestDismissalClears(t *testing.T) {
	t.Parallel()
	pool := pgtest.Pool(t) // times of decisions are those of transactions
	b := newBatch(t, pool)
	w := newWatcher(pool)
	scanned(t, pool, b, 1, devices(6)...)
	for i, d := range devices(3) {
		if _, _, err := TellPlace(t.Context(), pool, told(b, 1, d, []string{"33", "56"}[i%2])); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := pool.Exec(t.Context(), `update unit_state set claimed_at = $1, other_at = $2`, noon, noon.Add(2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	w.See(b, 1, Review)
	look(t, w)
	for _, c := range casesOf(t, pool, b) {
		settle(t, pool, c, CaseDismissed)
	}
	s, err := Peek(t.Context(), pool, b, 1, nil)
	if err != nil || DefaultRules[0].Judge(s.Evidence) != Clear || s.Devices != 6 {
		t.Errorf("after a dismissal: got %+v, %v, want nothing suspected", s.Evidence, err)
	}
	if _, _, err := TellPlace(t.Context(), pool, told(b, 1, "device 5", "01")); err != nil {
		t.Fatal(err)
	}
	wantPlaces(t, pool, b, 1, 1, 1)
	dismissed := casesOf(t, pool, b)[0]
	if f := dismissed.Facts; f.Devices != 6 || f.Placed != 3 || len(f.Provinces) != 2 || dismissed.Note != "Đã xem" {
		t.Errorf("the case keeps %+v, want what it was decided on", dismissed)
	}
}

// sharesOf says the same as Judge, whatever is known of units.
func TestSharesAreThoseOfJudge(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	b := newBatch(t, db)
	rules := DefaultRules[0]
	r := rand.New(rand.NewPCG(1, 2))
	want := Share{Scanned: 400}
	for unit := range want.Scanned {
		e := Evidence{Devices: r.IntN(8), Placed: r.IntN(5), Provinces: r.IntN(4)}
		e.Cleared = r.IntN(e.Devices + 1)
		var claimed, other *time.Time
		if r.IntN(4) == 0 {
			claimed, e.ClaimedAt = new(noon), noon
			if r.IntN(2) == 0 {
				e.OtherAt = noon.Add(time.Duration(r.IntN(3)) * 30 * time.Minute)
				other = &e.OtherAt
			}
		}
		if rules.Judge(e) >= Amber {
			want.Amber++
		}
		_, err := db.Exec(t.Context(), `
			insert into unit_state (batch_number, unit, scans, devices, first_at, last_at, cleared, placed, provinces, claimed_at, other_at)
			values ($1, $2, 1, array_fill('\x00'::bytea, array[$3::int]), $4, $4, $5, $6, array_fill('33'::text, array[$7::int]), $8, $9)`,
			b, unit, e.Devices, noon, e.Cleared, e.Placed, e.Provinces, claimed, other)
		if err != nil {
			t.Fatal(err)
		}
	}
	got, err := sharesOf(t.Context(), db, rules, []int32{b})
	if err != nil || got[b] != want {
		t.Errorf("got %+v, %v, want %+v", got[b], err, want)
	}
}

// TestCaseOfABatch: too many amber units; after a dismissal only units that
// were first scanned later count.
func TestCaseOfABatch(t *testing.T) {
	t.Parallel()
	pool := pgtest.Pool(t)
	b := newBatch(t, pool)
	w := newWatcher(pool)
	for unit := range int32(20) {
		scanned(t, pool, b, unit, devices(1)...)
	}
	again := func(cases int, share Share) {
		t.Helper()
		w.See(b, 0, Amber)
		if err := w.LookAtBatches(t.Context()); err != nil {
			t.Fatal(err)
		}
		got := casesOf(t, pool, b)
		if len(got) != cases || cases > 0 && got[0].Facts.Share != share {
			t.Errorf("got %+v, want %d cases, the last with %+v", got, cases, share)
		}
	}
	for unit := range int32(3) {
		scanned(t, pool, b, unit, devices(3)...)
	}
	again(0, Share{})
	scanned(t, pool, b, 3, devices(3)...)
	again(1, Share{20, 4})
	scanned(t, pool, b, 4, devices(3)...)
	again(1, Share{20, 5}) // while nobody decided, it is kept up to date
	settle(t, pool, casesOf(t, pool, b)[0], CaseDismissed)
	again(1, Share{20, 5})
	if _, err := pool.Exec(t.Context(), `update unit_state set first_at = now() where unit < 3`); err != nil {
		t.Fatal(err)
	}
	again(2, Share{3, 3})
}

// A flood is bounded, and what was dropped comes with its next scan.
func TestWatcherDropsAFlood(t *testing.T) {
	t.Parallel()
	w := newWatcher(nil)
	for unit := range int32(maxSuspects + 10) {
		w.See(unit, unit, Review)
		w.See(0, 0, Review)
		w.See(1, 1, Clear)
	}
	if len(w.units) != maxSuspects || len(w.batches) != maxSuspects || w.dropped == 0 {
		t.Errorf("got %d units and %d batches, %d dropped; want %d of each, and some", len(w.units), len(w.batches), w.dropped, maxSuspects)
	}
	var none *Watcher
	none.See(1, 1, Review)
}

func TestCasesAreOfTheirOrganisation(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	b := newBatch(t, db)
	scanned(t, db, b, 1, devices(5)...)
	w := newWatcher(db)
	w.See(b, 1, Review)
	look(t, w)
	c := casesOf(t, db, b)[0]
	owner := account.Principal{Role: account.Producer}
	if err := db.QueryRow(t.Context(), `select org_id from batch where number = $1`, b).Scan(&owner.OrgID); err != nil {
		t.Fatal(err)
	}
	stranger := account.Principal{OrgID: uuid.New(), Role: account.Producer}
	for name, tt := range map[string]struct {
		who    account.Principal
		read   error
		decide error
	}{
		"inspector": {inspector, nil, nil},
		"owner":     {owner, nil, account.ErrForbidden},
		"stranger":  {stranger, account.ErrNotFound, account.ErrNotFound},
		"nobody":    {account.Principal{}, account.ErrNotFound, account.ErrNotFound},
	} {
		if _, err := CaseByID(t.Context(), db, tt.who, c.ID); !errors.Is(err, tt.read) {
			t.Errorf("%s reads: got %v, want %v", name, err, tt.read)
		}
		if _, err := LockCase(t.Context(), db, tt.who, c.ID); !errors.Is(err, tt.decide) {
			t.Errorf("%s decides: got %v, want %v", name, err, tt.decide)
		}
		list, err := Cases(t.Context(), db, tt.who, CaseQuery{Limit: 10})
		if err != nil || (len(list) > 0) != (tt.read == nil) {
			t.Errorf("%s lists %d cases, %v", name, len(list), err)
		}
	}
	if _, err := Cases(t.Context(), db, inspector, CaseQuery{State: "none", Limit: 1}); err == nil {
		t.Error("an unknown state: got no error")
	}
	if counts, err := CountCases(t.Context(), db, inspector); err != nil || counts[CaseOpen] != 1 {
		t.Errorf("counts: got %v, %v", counts, err)
	}
	if _, err := CountCases(t.Context(), db, owner); !errors.Is(err, account.ErrNotFound) {
		t.Errorf("a producer counts all: got %v, want ErrNotFound", err)
	}
}

// A report opens a case of a unit that nobody suspected, and none besides one
// that is there.
func TestCaseOfAReport(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	b := newBatch(t, db)
	scanned(t, db, b, 1, devices(2)...)
	for range 2 {
		if err := OpenReported(t.Context(), db, b, 1); err != nil {
			t.Fatal(err)
		}
	}
	if err := OpenReported(t.Context(), db, b, 2); err != nil { // never scanned
		t.Fatal(err)
	}
	got := casesOf(t, db, b)
	if len(got) != 2 || got[1].Reason != UnitReported || got[1].Facts.Devices != 2 || got[0].Facts.Devices != 0 {
		t.Errorf("got %+v, want two cases with what is known", got)
	}
}

// The timeline tells devices apart and says of none which it is.
func TestTimeline(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	b := newBatch(t, db)
	for i, d := range []string{"an", "binh", "an", "chi"} {
		if _, err := store(t.Context(), db, []Scan{visit(b, 1, d, time.Duration(i)*time.Hour), visit(b, 2, d, 0)}); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := TellPlace(t.Context(), db, told(b, 1, "binh", "33")); err != nil {
		t.Fatal(err)
	}
	got, err := Case{Batch: b, Unit: new(int32(1))}.Timeline(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	for i := range got {
		got[i].At = got[i].At.UTC()
	}
	want := []Sighting{
		{noon, 0, "vi", ""},
		{noon.Add(time.Hour), 1, "vi", "33"},
		{noon.Add(2 * time.Hour), 0, "vi", ""},
		{noon.Add(3 * time.Hour), 2, "vi", ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
