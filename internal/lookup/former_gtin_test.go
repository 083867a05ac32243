package lookup

import (
	"context"
	"testing"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/gs1"
	"temgoc/internal/stamp"
)

// What was printed under a product's former number goes on working, whatever
// way it comes in.
func TestFormerGTIN(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	ctx := context.Background()
	before := w.product.GTIN
	old := w.newRun(w.newBatch("OLD", day.Day{}), stamp.Active)
	unit := w.code(old, 0)
	sealed, err := w.ring.SealUnit(1, before, uint32(old.BatchNumber), 1)
	w.must(err)
	lot, err := gs1.ParseLot("OLD")
	w.must(err)
	batch, err := w.ring.SignBatch(1, before, lot, "")
	w.must(err)

	w.product, err = catalog.ChangeGTIN(ctx, w.pool, w.producer, "0299", w.product.ID, "9506000134352")
	w.must(err)
	w.service = w.newService(nil)
	late := w.newRun(w.newBatch("OLD", day.Day{}), stamp.Active) // the lot is free under the new number

	for name, path := range map[string]string{
		"unit":                      unit.Path(),
		"sealed unit":               sealed.Path(),
		"batch":                     batch.Path(),
		"unit of today":             w.code(late, 0).Path(),
		"new stamp of an old batch": w.code(w.moreOf(t, old), 10).Path(),
	} {
		if a := w.scan(path, "a"); a.Verdict != Genuine || a.View.Product.NameVI != w.product.NameVI {
			t.Errorf("%s %s: got %s %s, want genuine", name, path, a.Verdict, a.Reason)
		}
	}
	if a, err := w.service.Peek(ctx, unit.Serial); err != nil || a.Verdict != Genuine {
		t.Errorf("typed serial %s: got %s, %v, want genuine", unit.Serial, a.Verdict, err)
	}
	a := w.scan("/01/"+before.String(), "a")
	if a.Verdict != ProductOnly || a.Card.GTIN != w.product.GTIN {
		t.Errorf("product code: got %s of %+v, want the product by its number of today", a.Verdict, a.Card)
	}
}

// moreOf issues and activates more stamps of a run's batch.
func (w *world) moreOf(t *testing.T, run stamp.Run) stamp.Run {
	t.Helper()
	b, err := catalog.BatchByID(context.Background(), w.pool, w.producer, run.BatchID)
	w.must(err)
	more := w.newRun(b, stamp.Active)
	if more.GTIN != run.GTIN {
		t.Errorf("stamps for an old batch: got number %s, want %s", more.GTIN, run.GTIN)
	}
	return more
}
