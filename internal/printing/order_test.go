package printing

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/input"
	"temgoc/internal/origincode"
	"temgoc/internal/pg/pgtest"
	"temgoc/internal/stamp"
	"temgoc/labels"
)

func TestRefusedOrderChangesNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Tx(t), MaxPictures+1)
	with := func(change func(*Spec)) Spec {
		s := asPDF
		change(&s)
		return s
	}
	for _, tt := range []struct {
		name  string
		key   string
		units *stamp.Range
		spec  Spec
		want  error
	}{
		{"no format", "", nil, Spec{}, input.Error{Field: "format", Problem: "format.unknown"}},
		{"format of one label", "", nil, with(func(s *Spec) { s.Format = PNG }), input.Error{Field: "format", Problem: "format.unknown"}},
		{"kind", "", nil, with(func(s *Spec) { s.Kind = "batch" }), input.Error{Field: "kind", Problem: "kind.unknown"}},
		{"no stock", "", nil, with(func(s *Spec) { s.Stock = labels.Stock{} }), input.Error{Field: "stock", Problem: "stock.missing"}},
		{"resolution", "", nil, with(func(s *Spec) { s.DPI = 72 }), input.Error{Field: "dpi", Problem: "dpi.unknown"}},
		{"pictures of a whole run", "", nil, with(func(s *Spec) { s.Format = ZPL }), input.Error{Field: "to", Problem: "print.pictures"}},
		{"key", "a\nb", nil, asCSV, input.Error{Field: "Idempotency-Key", Problem: "key.bad"}},
		{"range reversed", "", &stamp.Range{First: 5, Last: 4}, asCSV, input.Error{Field: "last", Problem: "range.reversed"}},
		{"range outside", "", &stamp.Range{First: 5, Last: MaxPictures + 1}, asCSV, input.Error{Field: "last", Problem: "range.outside"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := h.marks()
			_, _, err := h.Order(t.Context(), h.who, tt.key, h.run.ID, tt.units, tt.spec)
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			h.unchanged(before)
		})
	}
}

func TestTooSmallStockIsRefused(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Tx(t), 100)
	before := h.marks()
	small := asZPL
	small.Stock.Name, small.Stock.Label = "roll-9x9", labels.Size{W: 9, H: 9}
	_, _, err := h.Order(t.Context(), h.who, "", h.run.ID, nil, small)
	if tooSmall, ok := errors.AsType[labels.TooSmall](err); !ok || tooSmall.Stock != "roll-9x9" {
		t.Errorf("got %v, want the stock to be too small", err)
	}
	h.unchanged(before)
}

func TestRevokedKeyPrintsNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Tx(t), 100)
	before := h.marks()
	h.ring = newRing(t, today)
	if _, _, err := h.Order(t.Context(), h.who, "", h.run.ID, nil, asCSV); !errors.Is(err, origincode.ErrRevoked) {
		t.Errorf("got %v, want %v", err, origincode.ErrRevoked)
	}
	h.unchanged(before)
}

// TestWhoMayPrint goes through all that names a run or a job.
func TestWhoMayPrint(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Tx(t), 100)
	job := h.order(asCSV)
	before := h.marks()
	inspector, admin := h.who, h.who
	inspector.Role, inspector.OrgID = account.Inspector, uuid.New()
	admin.Role, admin.OrgID = account.Admin, uuid.New()
	foreign := newHouse(t, h.db, 1).who
	before.Audit++ // its run
	for _, tt := range []struct {
		name         string
		who          account.Principal
		take, ledger error
	}{
		{"another producer", foreign, account.ErrNotFound, account.ErrNotFound},
		{"inspector", inspector, account.ErrForbidden, nil},
		{"administrator", admin, nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := JobByID(t.Context(), h.db, tt.who, job.ID)
			wantError(t, "job", err, tt.take)
			_, err = Jobs(t.Context(), h.db, tt.who, h.run.ID, Page{})
			wantError(t, "jobs", err, tt.take)
			_, err = Prints(t.Context(), h.db, tt.who, h.run.ID, Page{})
			wantError(t, "ledger of the run", err, tt.ledger)
			_, err = BatchPrints(t.Context(), h.db, tt.who, h.lot, Page{})
			wantError(t, "ledger of the batch", err, tt.ledger)
			if tt.take == nil {
				return
			}
			_, _, err = h.Order(t.Context(), tt.who, "", h.run.ID, nil, asCSV)
			wantError(t, "order", err, tt.take)
			_, err = Record(t.Context(), h.db, tt.who, h.run, h.run.Range(), asCSV)
			wantError(t, "record", err, tt.take)
			_, err = Cancel(t.Context(), h.db, tt.who, job.ID)
			wantError(t, "cancel", err, tt.take)
		})
	}
	h.unchanged(before)
}

func wantError(t *testing.T, what string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func TestSameKeySameJob(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Tx(t), 100)
	first, replayed, err := h.Order(t.Context(), h.who, "order 1", h.run.ID, nil, asPDF)
	if err != nil || replayed {
		t.Fatalf("first request: got replayed %t, %v", replayed, err)
	}
	h.doNext()
	before := h.marks()
	all := h.run.Range() // says the same as nil
	again, replayed, err := h.Order(t.Context(), h.who, "order 1", h.run.ID, &all, asPDF)
	if err != nil || !replayed || again.ID != first.ID || again.State != Done {
		t.Errorf("same request: got job %s that is %s, replayed %t, %v; want job %s again", again.ID, again.State, replayed, err, first.ID)
	}
	renamed := asPDF
	renamed.Design.Title = "Bánh nhãn"
	for name, order := range map[string]func() (Job, bool, error){
		"format": func() (Job, bool, error) { return h.Order(t.Context(), h.who, "order 1", h.run.ID, nil, asCSV) },
		"design": func() (Job, bool, error) { return h.Order(t.Context(), h.who, "order 1", h.run.ID, nil, renamed) },
		"units": func() (Job, bool, error) {
			return h.Order(t.Context(), h.who, "order 1", h.run.ID, &stamp.Range{First: 0, Last: 98}, asPDF)
		},
	} {
		if _, _, err := order(); !errors.Is(err, stamp.ErrKeyReused) {
			t.Errorf("other %s: got %v, want %v", name, err, stamp.ErrKeyReused)
		}
	}
	h.unchanged(before)
}

func TestKeyIsOfOneOrganisation(t *testing.T) {
	t.Parallel()
	a := newHouse(t, pgtest.Tx(t), 100)
	b := newHouse(t, a.db, 100)
	for _, h := range []house{a, b} {
		if _, replayed, err := h.Order(t.Context(), h.who, "1", h.run.ID, nil, asCSV); err != nil || replayed {
			t.Errorf("got replayed %t, %v, want a job of its own", replayed, err)
		}
	}
}

func TestSameKeyAtOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Pool(t), 100)
	var fresh atomic.Int32
	var wg sync.WaitGroup
	ids := make([]uuid.UUID, 20)
	for i := range ids {
		wg.Go(func() {
			job, replayed, err := h.Order(t.Context(), h.who, "the same", h.run.ID, nil, asCSV)
			if err != nil {
				t.Errorf("order: %v", err)
			}
			if ids[i] = job.ID; !replayed {
				fresh.Add(1)
			}
		})
	}
	wg.Wait()
	if got := fresh.Load(); got != 1 {
		t.Errorf("answers that were not replayed: got %d, want 1", got)
	}
	for _, id := range ids {
		if id != ids[0] {
			t.Fatalf("got jobs %s and %s, want one", id, ids[0])
		}
	}
	if got, want := h.marks(), (marks{Prints: 1, Jobs: 1, Audit: 2}); got != want { // one line is of the run
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// TestKeyOfTwoRunsAtOnce: under the lock of one run nobody sees what is about
// to be done under that of another.
func TestKeyOfTwoRunsAtOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Pool(t), 100)
	h.exec(`update batch set quantity = 1000`)
	runs := []stamp.Run{h.run, h.issue(100), h.issue(100), h.issue(100)}
	var placed atomic.Int32
	var wg sync.WaitGroup
	for _, run := range runs {
		wg.Go(func() {
			_, _, err := h.Order(t.Context(), h.who, "the same", run.ID, nil, asCSV)
			if err == nil {
				placed.Add(1)
			} else if !errors.Is(err, stamp.ErrKeyReused) {
				t.Errorf("order: got %v, want %v", err, stamp.ErrKeyReused)
			}
		})
	}
	wg.Wait()
	if got := placed.Load(); got != 1 {
		t.Errorf("orders under one key: got %d, want 1", got)
	}
	if got := h.marks(); got.Prints != 1 || got.Jobs != 1 {
		t.Errorf("got %+v, want one print and one job", got)
	}
}

// An organisation that orders without end is told to wait; the rest order on,
// and a request that was answered before is answered again.
func TestUnfinishedJobsAreBounded(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Tx(t), 100)
	first, _, err := h.Order(t.Context(), h.who, "first", h.run.ID, nil, asCSV)
	if err != nil {
		t.Fatal(err)
	}
	for range MaxUnfinished - 1 {
		h.order(asCSV)
	}
	before := h.marks()
	if _, _, err := h.Order(t.Context(), h.who, "", h.run.ID, nil, asCSV); !errors.Is(err, ErrQueueFull) {
		t.Errorf("got %v, want %v", err, ErrQueueFull)
	}
	h.unchanged(before)
	again, replayed, err := h.Order(t.Context(), h.who, "first", h.run.ID, nil, asCSV)
	if err != nil || !replayed || again.ID != first.ID {
		t.Errorf("the first again: job %s, replayed %v, %v; want %s", again.ID, replayed, err, first.ID)
	}
	newHouse(t, h.db, 1).order(asCSV)
	if _, err := Cancel(t.Context(), h.db, h.who, first.ID); err != nil {
		t.Fatal(err)
	}
	h.order(asCSV)
}
