package stamp_test

import (
	"testing"

	"temgoc/internal/pg/pgtest"
)

// TestFault breaks the database at each step of issuing. No run, no number and
// no key is used, and when it works again the same request is answered.
func TestFault(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, when string }{
		{"claiming the key", "before insert on stamp_request"},
		{"taking the numbers", "before update on batch"},
		{"inserting the run", "before insert on stamp_run"},
		{"after inserting the run", "after insert on stamp_run"},
		{"its event", "before insert on event"},
		{"the audit line", "before insert on audit"},
		{"settling the key", "before update on stamp_request"},
		{"commit", "after insert on stamp_run deferrable initially deferred"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := openShop(t, pgtest.Pool(t), 0, 1000)
			before := s.marks(t)
			s.exec(t, `create function fail() returns trigger language plpgsql as
				$$ begin raise exception 'disk on fire'; end $$`)
			s.exec(t, `create `+kindOfTrigger(tt.name)+` fault `+tt.when+` for each row execute function fail()`)
			if run, _, err := s.issue(t, "1", compact(10)); err == nil || run.Quantity != 0 {
				t.Errorf("issue: got run %v, %v; want no run and an error", run, err)
			}
			s.unchanged(t, before)

			s.exec(t, `drop function fail cascade`)
			run, replayed, err := s.issue(t, "1", compact(10))
			if err != nil || replayed || run.FirstUnit != 0 {
				t.Errorf("issue after repair: got first unit %d, replayed %t, %v; want 0, false", run.FirstUnit, replayed, err)
			}
		})
	}
}

// kindOfTrigger: only a constraint trigger can wait for the commit.
func kindOfTrigger(step string) string {
	if step == "commit" {
		return "constraint trigger"
	}
	return "trigger"
}
