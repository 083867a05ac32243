package recall

import (
	"testing"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/pg/pgtest"
)

// TestDrill finds everything, says how long it took, and tells nobody.
func TestDrill(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	flour, cake := w.newBatch(w.mill, w.flour, "F1"), w.newBatch(w.bakery, w.cake, "C1")
	w.make(w.bakery, private, flour, cake)
	w.move(w.bakery, flour, "receiving", "5", "KGM", nil)
	w.move(w.bakery, cake, "shipping", "50", "", to("possessing_party", "https://id.gs1.org/417/"+shopGLN))
	before := w.marks()
	drill := mould
	drill.Drill = true
	root := w.declare(w.admin, Order{BatchID: flour.ID, NewRecall: drill, Include: all})

	after := w.marks()
	if after.recalls != before.recalls+2 || after.audit != before.audit+2 || after.drills != before.drills+1 {
		t.Errorf("before %+v, after %+v: want two recalls and their audit, one drill", before, after)
	}
	if after.events != before.events || after.versions != before.versions || len(w.open()) > 0 {
		t.Errorf("before %+v, after %+v, open %v: want no event, no version and no open recall", before, after, w.open())
	}
	got, err := FindingsOf(t.Context(), w.db, w.mill, root.ID)
	w.must(err)
	if got.Batches != 2 || got.Units != 20 || got.Receivers != 2 || len(got.Silent) != 1 || got.Silent[0] != "Lò bánh Nguyễn" {
		t.Errorf("found %+v, want 2 batches of 20 stamps, 2 receivers, the bakery without a contact", got)
	}
	if got.FindBatches <= 0 || got.RecordRecalls <= 0 || got.FindReceivers <= 0 || got.Took() != got.FindBatches+got.RecordRecalls+got.FindReceivers {
		t.Errorf("times %v, %v, %v of %v", got.FindBatches, got.RecordRecalls, got.FindReceivers, got.Took())
	}
	if _, err := FindingsOf(t.Context(), w.db, w.shop, root.ID); err != catalog.ErrNotFound {
		t.Errorf("a stranger's findings: got %v, want %v", err, catalog.ErrNotFound)
	}
	w.must(Lift(t.Context(), w.db, w.admin, root.ID, Lifting{Reason: "Thiếu số của lò bánh", Members: true}))
	closed := w.marks()
	if closed.lifted != after.lifted+2 || closed.events != after.events || closed.versions != after.versions {
		t.Errorf("after %+v, closed %+v: want both ended and nothing told", after, closed)
	}
	inspector := w.signUp(account.Inspector, account.Org{Name: "Chi cục"})
	if _, err := FindingsOf(t.Context(), w.db, inspector, root.ID); err != nil {
		t.Errorf("an inspector's findings: %v", err)
	}
}
