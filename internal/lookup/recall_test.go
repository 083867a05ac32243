package lookup

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/epcis"
	"temgoc/internal/gs1"
	"temgoc/internal/recall"
	"temgoc/internal/stamp"
	"temgoc/internal/trace"
)

// recallUnits recalls some units of a batch, or all of it.
func (w *world) recallUnits(b catalog.Batch, units ...int) catalog.Recall {
	w.t.Helper()
	in := catalog.NewRecall{Reason: "Nấm mốc"}
	if len(units) == 2 {
		in.First, in.Last = &units[0], &units[1]
	}
	r, err := recall.Declare(context.Background(), w.pool, w.producer, recall.Order{
		BatchID: b.ID, NewRecall: in, Include: recall.Choice{All: true},
	})
	w.must(err)
	return r
}

func (w *world) batchPath(b catalog.Batch) string {
	w.t.Helper()
	lot, err := gs1.ParseLot(b.Lot.String())
	w.must(err)
	code, err := w.ring.SignBatch(1, b.GTIN, lot, b.ExpiresOn.YYMMDD())
	w.must(err)
	return code.Path()
}

// TestRecalledPart: only what carries a recalled number is recalled, and the
// carton, which may hold it.
func TestRecalledPart(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	b := w.newBatch("L1", today)
	run := w.newRun(b, stamp.Active)
	w.recallUnits(b, 3, 5)
	last := w.recallUnits(b, 9, 9)
	for unit, want := range map[int]Verdict{2: Genuine, 3: Recalled, 5: Recalled, 6: Genuine, 9: Recalled} {
		if a := w.scan(w.code(run, unit).Path(), "a"); a.Verdict != want || (len(a.Recalls) == 1) != (want == Recalled) {
			t.Errorf("unit %d: got %s with %d recalls, want %s", unit, a.Verdict, len(a.Recalls), want)
		}
	}
	if a := w.scan(w.batchPath(b), "a"); a.Verdict != Recalled || len(a.Recalls) != 2 {
		t.Errorf("the carton: got %s with %d recalls, want recalled with both", a.Verdict, len(a.Recalls))
	}
	w.recallUnits(b)
	if a := w.scan(w.code(run, 2).Path(), "a"); a.Verdict != Recalled || !a.Recalls[0].Whole() {
		t.Errorf("of a whole recalled batch: got %s, %+v", a.Verdict, a.Recalls)
	}
	if a := w.scan(w.code(run, 9).Path(), "a"); len(a.Recalls) != 2 || a.Recalls[1].ID != last.ID {
		t.Errorf("recalled twice: got %+v, want that of the whole and %s", a.Recalls, last.ID)
	}
}

// TestRecalledPartWithStoreAway: what a cached view knew to be recalled stays
// so, and no more than that.
func TestRecalledPartWithStoreAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	b := w.newBatch("L1", day.Day{})
	run := w.newRun(b, stamp.Active)
	w.recallUnits(b, 3, 5)
	w.scan(w.code(run, 0).Path(), "a")
	w.pool.Close()
	for unit, want := range map[int]Verdict{2: StateUnknown, 4: Recalled} {
		if a, err := w.tryScan(w.code(run, unit).Path(), Visit{Device: []byte("a"), Count: true}); err != nil || a.Verdict != want {
			t.Errorf("unit %d: got %s, %v, want %s", unit, a.Verdict, err, want)
		}
	}
}

// TestDrillChangesNoVerdict: neither does the view of the batch.
func TestDrillChangesNoVerdict(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	b := w.newBatch("L1", day.Day{})
	path := w.code(w.newRun(b, stamp.Active), 0).Path()
	before := w.scan(path, "a")
	_, err := recall.Declare(context.Background(), w.pool, w.producer, recall.Order{
		BatchID: b.ID, NewRecall: catalog.NewRecall{Reason: "Diễn tập", Drill: true},
	})
	w.must(err)
	if a := w.scan(path, "a"); a.Verdict != Genuine || a.View != before.View {
		t.Errorf("got %s, and the view built anew: %t", a.Verdict, a.View != before.View)
	}
}

// TestNoScanIsGenuineAfterARecall: fifty scan all the while, on two nodes, a
// batch and one that was made from it; from the commit on, all of them are told.
func TestNoScanIsGenuineAfterARecall(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	nodes := []*Service{w.service, w.newService(nil)}
	material, made := w.newBatch("L1", day.Day{}), w.newBatch("L2", day.Day{})
	w.transform(material, made)
	paths := []string{
		w.code(w.newRun(material, stamp.Active), 0).Path(),
		w.code(w.newRun(made, stamp.Active), 0).Path(),
		w.batchPath(made),
	}
	const scanners = 50
	var committed atomic.Bool
	var warm, running sync.WaitGroup
	warm.Add(scanners)
	for i := range scanners {
		running.Go(func() {
			for n, late := i, 0; late < 4; n++ {
				began := committed.Load()
				path, query, _ := strings.Cut(paths[n%len(paths)], "?")
				a, err := nodes[n%2].Scan(context.Background(), path, query, Visit{Device: []byte{byte(n % 2)}, Count: true})
				if n == i {
					warm.Done()
				}
				switch {
				case err != nil:
					t.Error(err)
					return
				case began:
					late++
					if a.Verdict != Recalled {
						t.Errorf("a scan of %s that began after the recall: got %s", path, a.Verdict)
					}
				}
			}
		})
	}
	warm.Wait()
	w.recallUnits(material)
	committed.Store(true)
	running.Wait()
}

// transform tells that one batch was made from the other.
func (w *world) transform(from, to catalog.Batch) {
	w.t.Helper()
	event, err := epcis.Draft{
		Type: epcis.TransformationEvent, Time: now.AddDate(0, 0, -7), BizStep: "commissioning",
		InGoods:  []epcis.Quantity{{Class: epcis.LotURI(from.GTIN, from.Lot)}},
		OutGoods: []epcis.Quantity{{Class: epcis.LotURI(to.GTIN, to.Lot)}},
	}.Event()
	w.must(err)
	_, err = trace.Store(context.Background(), w.pool, w.producer, trace.Visibility{}, nil, []epcis.Event{event})
	w.must(err)
}
