package stamp_test

import (
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/day"
	"temgoc/internal/origincode"
	"temgoc/internal/pg"
	"temgoc/internal/stamp"
)

const kid origincode.KID = 7

var today = day.Date(2026, time.April, 15)

// TestMain lets the test binary be the process that TestKill kills.
func TestMain(m *testing.M) {
	if url := os.Getenv(issuerURL); url != "" {
		issueUntilKilled(url)
	}
	os.Exit(m.Run())
}

// shop is a producer with one product and one batch.
type shop struct {
	db           pg.DB
	who          account.Principal
	product, lot uuid.UUID // lot is the id of the batch
	number       int32
}

// openShop stores a shop whose GTIN is not that of another n.
func openShop(t testing.TB, db pg.DB, n, packs int) shop {
	t.Helper()
	s := shop{
		db:      db,
		who:     account.Principal{UserID: uuid.New(), OrgID: uuid.New(), Role: account.Producer},
		product: uuid.New(),
		lot:     uuid.New(),
	}
	gtin := []string{"09520000001018", "09520000001025", "09520000001032"}[n]
	s.exec(t, `insert into organisation (id, kind, code, name) values ($1, 'producer', $2, 'HTX')`, s.who.OrgID, gtin)
	s.exec(t, `insert into user_account (id, org_id, email, name, role, password_hash)
		values ($1, $2, $3, 'An', 'producer', '')`, s.who.UserID, s.who.OrgID, gtin+"@example.vn")
	s.exec(t, `insert into product (id, org_id, gtin, name_vi, product_group)
		values ($1, $2, $3, 'Bánh cáy', 'thuc-pham')`, s.product, s.who.OrgID, gtin)
	err := db.QueryRow(t.Context(), `
		insert into batch (id, product_id, org_id, gtin, kid, lot, produced_on, quantity)
		values ($1, $2, $3, $4, 7, 'L1', '2026-04-15', $5)
		returning number`, s.lot, s.product, s.who.OrgID, gtin, packs).Scan(&s.number)
	if err != nil {
		t.Fatalf("insert batch: %v", err)
	}
	return s
}

func (s shop) exec(t testing.TB, sql string, args ...any) {
	t.Helper()
	if _, err := s.db.Exec(t.Context(), sql, args...); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// certify gives the product an OCOP certificate.
func (s shop) certify(t testing.TB, stars int, issued, until string) uuid.UUID {
	t.Helper()
	id := uuid.New()
	s.exec(t, `insert into certificate (id, product_id, kind, stars, issued_on, valid_until)
		values ($1, $2, 'ocop', $3, $4::text::date, $5::text::date)`, id, s.product, stars, issued, until)
	return id
}

func (s shop) recall(t testing.TB) {
	t.Helper()
	s.exec(t, `insert into recall (id, batch_number, reason, declared_by) values ($1, $2, 'mould', $3)`,
		uuid.New(), s.number, s.who.UserID)
}

func (s shop) issue(t testing.TB, key string, o stamp.Order) (stamp.Run, bool, error) {
	t.Helper()
	return stamp.Issue(t.Context(), s.db, s.who, s.lot, kid, today, key, o)
}

func compact(quantity int) stamp.Order {
	return stamp.Order{Quantity: quantity, Kind: stamp.Compact}
}

func (s shop) mustIssue(t testing.TB, quantity int) stamp.Run {
	t.Helper()
	run, _, err := s.issue(t, "", compact(quantity))
	if err != nil {
		t.Fatalf("issue %d: %v", quantity, err)
	}
	return run
}

// marks is whatever a refused request must leave as it was.
type marks struct{ Runs, States, Requests, Audit, NextUnit, Version int }

func (s shop) marks(t testing.TB) (m marks) {
	t.Helper()
	err := s.db.QueryRow(t.Context(), `
		select
			(select count(*) from stamp_run where batch_number = b.number),
			(select count(*) from stamp_range_state where batch_number = b.number),
			(select count(*) from stamp_request where org_id = b.org_id),
			(select count(*) from audit where org_id = b.org_id),
			next_unit,
			version
		from batch b
		where id = $1`, s.lot).Scan(&m.Runs, &m.States, &m.Requests, &m.Audit, &m.NextUnit, &m.Version)
	if err != nil {
		t.Fatalf("read marks: %v", err)
	}
	return m
}

// unchanged reports what is not as it was.
func (s shop) unchanged(t testing.TB, before marks) {
	t.Helper()
	if diff := cmp.Diff(before, s.marks(t)); diff != "" {
		t.Errorf("a refused request changed something (-before +after):\n%s", diff)
	}
}

// ranges of all runs of the batch, in order.
func (s shop) ranges(t testing.TB) []stamp.Range {
	t.Helper()
	var all []stamp.Range
	for from := 0; ; from = all[len(all)-1].Last + 1 {
		runs, err := stamp.Runs(t.Context(), s.db, s.who, s.lot, from, 0)
		if err != nil {
			t.Fatalf("list runs: %v", err)
		}
		if len(runs) == 0 {
			return all
		}
		for _, r := range runs {
			all = append(all, r.Range())
		}
	}
}

// dense fails unless the runs give every number once, up to the batch's next.
func (s shop) dense(t testing.TB) {
	t.Helper()
	next := 0
	for _, r := range s.ranges(t) {
		if r.First != next {
			t.Fatalf("run from %d to %d: want it to begin at %d", r.First, r.Last, next)
		}
		next = r.Last + 1
	}
	if got := s.marks(t).NextUnit; got != next {
		t.Errorf("batch's next unit: got %d, want %d", got, next)
	}
}
