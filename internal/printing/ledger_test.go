package printing

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/pg/pgtest"
	"temgoc/internal/stamp"
)

var today = time.Date(2026, time.April, 15, 8, 0, 0, 0, time.UTC)

// TestFirstIsNoReprint orders one range many times at once, as jobs and as
// direct downloads.
func TestFirstIsNoReprint(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Pool(t), 100)
	var mu sync.Mutex
	var originals int
	count := func(p Print, err error) {
		if err != nil {
			t.Errorf("print: %v", err)
		}
		mu.Lock()
		defer mu.Unlock()
		if !p.Reprint {
			originals++
		}
	}
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			job, _, err := h.Order(t.Context(), h.who, "", h.run.ID, &stamp.Range{First: 10, Last: 19}, asCSV)
			count(job.Print, err)
		})
		wg.Go(func() { count(Record(t.Context(), h.db, h.who, h.run, stamp.Range{First: 10, Last: 19}, asCSV)) })
	}
	wg.Wait()
	if originals != 1 {
		t.Errorf("prints of one range that are no reprint: got %d, want 1", originals)
	}
}

func TestReprint(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Tx(t), 100)
	h.exec(`update batch set quantity = 200`)
	second := h.issue(100)
	for _, tt := range []struct {
		run         stamp.Run
		first, last int
		want        bool
	}{
		{h.run, 20, 29, false},
		{h.run, 10, 19, false},
		{h.run, 30, 30, false},
		{h.run, 20, 29, true},
		{h.run, 0, 10, true},
		{h.run, 30, 99, true},
		{h.run, 0, 99, true},
		{second, 100, 199, false},
		{second, 150, 151, true},
	} {
		p, err := Record(t.Context(), h.db, h.who, tt.run, stamp.Range{First: tt.first, Last: tt.last}, asPDF)
		if err != nil || p.Reprint != tt.want {
			t.Errorf("units %d to %d: got reprint %t, %v, want %t", tt.first, tt.last, p.Reprint, err, tt.want)
		}
	}
}

// What never left is not put out again by whoever orders it anew.
func TestCancelledIsNotPutOut(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Tx(t), 100)
	if _, err := Cancel(t.Context(), h.db, h.who, h.order(asCSV).ID); err != nil {
		t.Fatal(err)
	}
	if job := h.order(asCSV); job.Reprint {
		t.Error("a print after a cancelled one: got a reprint, want none")
	}
	if job := h.order(asCSV); !job.Reprint {
		t.Error("a print after one that waits: got no reprint, want one")
	}
}

func TestLedger(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Tx(t), 100)
	direct, err := Record(t.Context(), h.db, h.who, h.run, stamp.Range{First: 3, Last: 3}, Spec{Format: SVG, Stock: roll, DPI: 203})
	if err != nil {
		t.Fatal(err)
	}
	job := h.order(asPDF)
	lines, err := Prints(t.Context(), h.db, h.who, h.run.ID, Page{})
	if err != nil || len(lines) != 2 {
		t.Fatalf("ledger: got %d lines, %v, want 2", len(lines), err)
	}
	if lines[0] != job.Print || lines[1] != direct {
		t.Errorf("got %+v\nand %+v\nwant %+v\nand %+v", lines[0], lines[1], job.Print, direct)
	}
	if p := lines[0]; p.Stock != "a4-3x8" || p.Format != PDF || p.Kind != stamp.Compact || p.State != Waiting ||
		p.By != "An" || p.Range != h.run.Range() || !p.Reprint || p.BatchID != h.lot {
		t.Errorf("job's line: got %+v", p)
	}
	if p := lines[1]; p.Stock != "roll-50x30" || p.State != Done || p.Len() != 1 || p.Reprint {
		t.Errorf("download's line: got %+v", p)
	}
	trail, err := account.AuditTrail(t.Context(), h.db, "stamp-run:"+h.run.ID.String(), 10)
	if err != nil || len(trail) != 3 { // the run's issue is the third
		t.Fatalf("audit of the run: got %d lines, %v, want 3", len(trail), err)
	}
	if got := trail[0]; got.Action != account.PrintStamps || got.Detail["print"] != job.ID.String() || got.UserID.UUID != h.who.UserID {
		t.Errorf("audit: got %+v, want the order", got)
	}
}

func TestLedgerIsForEver(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Pool(t), 100)
	h.order(asCSV)
	for _, sql := range []string{`delete from print`, `update print set reprint = true`, `truncate print cascade`} {
		if _, err := h.db.Exec(t.Context(), sql); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: got %v, want that the table is append-only", sql, err)
		}
	}
}

func TestLedgerPages(t *testing.T) {
	t.Parallel()
	h := newHouse(t, pgtest.Tx(t), 100)
	var want []uuid.UUID // the latest first
	for range 5 {
		want = append([]uuid.UUID{h.order(asCSV).ID}, want...)
	}
	for name, list := range map[string]func(Page) ([]Print, error){
		"run":   func(p Page) ([]Print, error) { return Prints(t.Context(), h.db, h.who, h.run.ID, p) },
		"batch": func(p Page) ([]Print, error) { return BatchPrints(t.Context(), h.db, h.who, h.lot, p) },
		"jobs": func(p Page) (prints []Print, err error) {
			jobs, err := Jobs(t.Context(), h.db, h.who, h.run.ID, p)
			for _, j := range jobs {
				prints = append(prints, j.Print)
			}
			return prints, err
		},
	} {
		var page Page
		for page.Limit = 2; ; {
			got, err := list(page)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if len(got) == 0 {
				break
			}
			for _, p := range got {
				if i := slices.Index(want, page.After) + 1; p.ID != want[i] {
					t.Fatalf("%s behind %s: got %s, want %s", name, page.After, p.ID, want[i])
				}
				page.After = p.ID
			}
		}
		if page.After != want[4] {
			t.Errorf("%s ends with %s, want %s", name, page.After, want[4])
		}
	}
}
