package catalog

import (
	"testing"

	"temgoc/internal/pg/pgtest"
)

func TestTotals(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Pool(t))
	signUp(t, w.db, &w.producer)
	b := w.newBatch(t, "L1")
	_, err := DeclareRecall(t.Context(), w.db, w.producer, b.ID, NewRecall{Reason: "Mốc"})
	checkError(t, err, nil)
	got, err := TotalsOf(t.Context(), w.db, w.inspector)
	if want := (Totals{Producers: 2, Products: 1, Batches: 1, OpenRecalls: 1}); err != nil || got != want {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	_, err = TotalsOf(t.Context(), w.db, w.producer)
	checkError(t, err, ErrNotFound)
}
