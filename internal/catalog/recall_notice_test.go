package catalog

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/pg/pgtest"
)

func TestRecallNotices(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	signUp(t, w.db, &w.producer)
	b := w.newBatch(t, "L1")
	recall, err := DeclareRecall(t.Context(), w.db, w.producer, b.ID, NewRecall{Reason: "Mốc"})
	checkError(t, err, nil)
	b.Version = 2

	got, err := RecallNotices(t.Context(), w.db, w.producer, uuid.Nil, 0)
	checkError(t, err, nil)
	want := []RecallNotice{{Recall: recall, Goods: Goods{Batch: b, Product: w.product, Maker: Maker{Name: "Xưởng bánh kẹo"}}}}
	if diff := cmp.Diff(want, got, byValue); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	none, err := RecallNotices(t.Context(), w.db, w.stranger, uuid.Nil, 0)
	if err != nil || len(none) != 0 {
		t.Errorf("a stranger's: got %v, %v, want none", none, err)
	}
}
