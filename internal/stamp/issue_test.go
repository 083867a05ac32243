package stamp_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/input"
	"temgoc/internal/pg/pgtest"
	"temgoc/internal/stamp"
)

func TestIssue(t *testing.T) {
	t.Parallel()
	s := openShop(t, pgtest.Tx(t), 0, 2000)
	before := s.marks(t)
	first := s.mustIssue(t, 1000)
	second, _, err := s.issue(t, "", stamp.Order{Quantity: 500, Kind: stamp.Sealed})
	if err != nil {
		t.Fatalf("issue: %v", err)
	}
	if got, want := first.Range(), (stamp.Range{First: 0, Last: 999}); got != want {
		t.Errorf("first run: got %v, want %v", got, want)
	}
	if got, want := second.Range(), (stamp.Range{First: 1000, Last: 1499}); got != want {
		t.Errorf("second run: got %v, want %v", got, want)
	}
	want := marks{Runs: 2, Audit: 2, NextUnit: 1500, Version: before.Version + 2}
	if diff := cmp.Diff(want, s.marks(t)); diff != "" {
		t.Errorf("marks differ (-want +got):\n%s", diff)
	}
	stored, err := stamp.RunByID(t.Context(), s.db, s.who, second.ID)
	if err != nil {
		t.Fatalf("read run: %v", err)
	}
	sameGTIN := cmpopts.EquateComparable(second.GTIN)
	if diff := cmp.Diff(second, stored, sameGTIN, cmpopts.EquateApproxTime(0)); diff != "" {
		t.Errorf("stored run differs from the answer (-answer +stored):\n%s", diff)
	}
}

func TestIssueUnderCertificate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name          string
		issued, until string // of the certificate; none if empty
		revoked       bool
		want          error
	}{
		{"valid", "2025-01-01", "2027-12-31", false, nil},
		{"on its last day", "2023-04-16", "2026-04-15", false, nil},
		{"lapsed yesterday", "2023-04-15", "2026-04-14", false, stamp.ErrNoCertificate},
		{"begins tomorrow", "2026-04-16", "2029-04-15", false, stamp.ErrNoCertificate},
		{"revoked", "2025-01-01", "2027-12-31", true, stamp.ErrNoCertificate},
		{"none", "", "", false, stamp.ErrNoCertificate},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := openShop(t, pgtest.Tx(t), 0, 100)
			var certificate uuid.UUID
			if tt.issued != "" {
				certificate = s.certify(t, 4, tt.issued, tt.until)
			}
			if tt.revoked {
				s.exec(t, `update certificate set revoked_on = '2026-04-15'`)
			}
			before := s.marks(t)
			run, _, err := s.issue(t, "", stamp.Order{Quantity: 10, Kind: stamp.Compact, OCOP: true})
			if !errors.Is(err, tt.want) {
				t.Fatalf("issue with stars: got %v, want %v", err, tt.want)
			}
			if tt.want != nil {
				s.unchanged(t, before)
				if plain := s.mustIssue(t, 10); plain.Stars != 0 || plain.CertificateID != nil {
					t.Errorf("plain run: got %d stars under %v, want none", plain.Stars, plain.CertificateID)
				}
				return
			}
			if run.Stars != 4 || run.CertificateID == nil || *run.CertificateID != certificate {
				t.Errorf("run: got %d stars under %v, want 4 under %s", run.Stars, run.CertificateID, certificate)
			}
		})
	}
}

func TestIssueBadInput(t *testing.T) {
	t.Parallel()
	s := openShop(t, pgtest.Tx(t), 0, 1000)
	before := s.marks(t)
	for _, tt := range []struct {
		name, key string
		order     stamp.Order
		want      input.Error
	}{
		{"zero", "", compact(0), input.Error{Field: "quantity", Problem: "quantity.range"}},
		{"negative", "", compact(-1), input.Error{Field: "quantity", Problem: "quantity.range"}},
		{"over 20 bits", "", compact(1<<20 + 1), input.Error{Field: "quantity", Problem: "quantity.range"}},
		{"unknown kind", "", stamp.Order{Quantity: 1, Kind: "batch"}, input.Error{Field: "kind", Problem: "kind.unknown"}},
		{"key with a line end", "a\nb", compact(1), input.Error{Field: "Idempotency-Key", Problem: "key.bad"}},
		{"key not UTF-8", "a\xff", compact(1), input.Error{Field: "Idempotency-Key", Problem: "key.bad"}},
		{"key of 201", string(make([]byte, 201)), compact(1), input.Error{Field: "Idempotency-Key", Problem: "key.bad"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, _, err := s.issue(t, tt.key, tt.order)
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			s.unchanged(t, before)
		})
	}
}

func TestIssueBeyondBatch(t *testing.T) {
	t.Parallel()
	s := openShop(t, pgtest.Tx(t), 0, 1000)
	run := s.mustIssue(t, 900)
	before := s.marks(t)
	s.refuses(t, 101, 100)
	s.unchanged(t, before)

	// Voided stamps may be replaced.
	if err := stamp.Void(t.Context(), s.db, s.who, run.ID, &stamp.Range{First: 0, Last: 49}, "lost"); err != nil {
		t.Fatalf("void: %v", err)
	}
	s.refuses(t, 151, 150)
	s.mustIssue(t, 150)
	s.refuses(t, 1, 0)
}

// TestIssueToTheLastNumber voids and replaces until a batch has no numbers.
func TestIssueToTheLastNumber(t *testing.T) {
	t.Parallel()
	s := openShop(t, pgtest.Tx(t), 0, stamp.MaxUnits-10)
	run := s.mustIssue(t, stamp.MaxUnits-10)
	if err := stamp.Void(t.Context(), s.db, s.who, run.ID, nil, "spoiled"); err != nil {
		t.Fatalf("void: %v", err)
	}
	s.refuses(t, 11, 10)
	s.mustIssue(t, 10)
	s.refuses(t, 1, 0)
	s.dense(t)
}

func (s shop) refuses(t *testing.T, quantity, left int) {
	t.Helper()
	_, _, err := s.issue(t, "", compact(quantity))
	if want := (stamp.BeyondBatch{Left: left}); !errors.Is(err, want) {
		t.Fatalf("issue %d: got %v, want %v", quantity, err, want)
	}
}

func TestIssueIsNotForOthers(t *testing.T) {
	t.Parallel()
	db := pgtest.Tx(t)
	s := openShop(t, db, 0, 1000)
	other := openShop(t, db, 1, 1000)
	run := s.mustIssue(t, 10)
	before := s.marks(t)
	for _, tt := range []struct {
		name  string
		who   account.Principal
		batch uuid.UUID
		want  error
	}{
		{"another producer", other.who, s.lot, catalog.ErrNotFound},
		{"unknown batch", s.who, uuid.New(), catalog.ErrNotFound},
		{"nobody", account.Principal{}, s.lot, catalog.ErrNotFound},
		{"administrator", account.Principal{UserID: uuid.New(), Role: account.Admin}, s.lot, catalog.ErrForbidden},
		{"inspector", account.Principal{UserID: uuid.New(), Role: account.Inspector}, s.lot, catalog.ErrForbidden},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, _, err := stamp.Issue(t.Context(), db, tt.who, tt.batch, kid, today, "", compact(1))
			if !errors.Is(err, tt.want) {
				t.Errorf("issue: got %v, want %v", err, tt.want)
			}
			if tt.batch != s.lot {
				return
			}
			if err := stamp.Activate(t.Context(), db, tt.who, run.ID, nil); !errors.Is(err, tt.want) {
				t.Errorf("activate: got %v, want %v", err, tt.want)
			}
			if err := stamp.Void(t.Context(), db, tt.who, run.ID, nil, "lost"); !errors.Is(err, tt.want) {
				t.Errorf("void: got %v, want %v", err, tt.want)
			}
		})
	}
	s.unchanged(t, before)
	for name, read := range map[string]func() error{
		"RunByID":  func() error { _, err := stamp.RunByID(t.Context(), db, other.who, run.ID); return err },
		"Runs":     func() error { _, err := stamp.Runs(t.Context(), db, other.who, s.lot, 0, 0); return err },
		"LedgerOf": func() error { _, err := stamp.LedgerOf(t.Context(), db, other.who, s.lot, 0); return err },
	} {
		if err := read(); !errors.Is(err, catalog.ErrNotFound) {
			t.Errorf("%s of another's: got %v, want %v", name, err, catalog.ErrNotFound)
		}
	}
}

func TestRecalledBatch(t *testing.T) {
	t.Parallel()
	s := openShop(t, pgtest.Tx(t), 0, 1000)
	run := s.mustIssue(t, 10)
	s.recall(t)
	before := s.marks(t)
	if _, _, err := s.issue(t, "", compact(1)); !errors.Is(err, stamp.ErrRecalledBatch) {
		t.Errorf("issue: got %v, want %v", err, stamp.ErrRecalledBatch)
	}
	if err := stamp.Activate(t.Context(), s.db, s.who, run.ID, nil); !errors.Is(err, stamp.ErrRecalledBatch) {
		t.Errorf("activate: got %v, want %v", err, stamp.ErrRecalledBatch)
	}
	s.unchanged(t, before)
	if err := stamp.Void(t.Context(), s.db, s.who, run.ID, nil, "returned"); err != nil {
		t.Errorf("void: got %v, want it allowed", err)
	}
}

// TestIssueAtOnce has 32 producers' clerks issue different numbers of stamps.
func TestIssueAtOnce(t *testing.T) {
	t.Parallel()
	s := openShop(t, pgtest.Pool(t), 0, stamp.MaxUnits)
	var wg sync.WaitGroup
	for i := range 32 {
		wg.Go(func() {
			for n := range 4 {
				if _, _, err := s.issue(t, "", compact(1+i*10+n)); err != nil {
					t.Errorf("issue: %v", err)
				}
			}
		})
	}
	wg.Wait()
	if got, want := s.marks(t).Runs, 32*4; got != want {
		t.Errorf("runs: got %d, want %d", got, want)
	}
	s.dense(t)
}

// TestIssueTime: a run is one row, so a million stamps take as long as a
// thousand. The best of several, since the machine does other things.
func TestIssueTime(t *testing.T) {
	s := openShop(t, pgtest.Pool(t), 0, stamp.MaxUnits)
	const limit = 50 * time.Millisecond
	for _, quantity := range []int{1000, 1_000_000} {
		best := time.Hour
		for range 5 {
			s.exec(t, `delete from stamp_run`)
			s.exec(t, `update batch set next_unit = 0`)
			start := time.Now()
			s.mustIssue(t, quantity)
			best = min(best, time.Since(start))
		}
		t.Logf("issuing %d stamps: %s", quantity, best)
		if best > limit {
			t.Errorf("issuing %d stamps: got %s, want at most %s", quantity, best, limit)
		}
	}
}
