package catalog

import (
	"maps"
	"testing"

	"temgoc/internal/gs1"
	"temgoc/internal/pg/pgtest"
)

// TestUnknownLots: only of one's own products does one know every lot.
func TestUnknownLots(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	b := w.newBatch(t, "L1")
	foreign, err := gs1.ParseGTIN("09506000134352")
	checkError(t, err, nil)
	missing, err := gs1.ParseLot("L9")
	checkError(t, err, nil)
	names := []LotName{{b.GTIN, b.Lot}, {b.GTIN, missing}, {foreign, missing}}
	got, err := UnknownLots(t.Context(), w.db, w.producer.OrgID, names)
	if want := map[LotName]bool{{b.GTIN, missing}: true}; err != nil || !maps.Equal(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
}
