package catalog

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/gs1"
	"temgoc/internal/pg/pgtest"
)

func TestProductsOfPlace(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	second := w.newProduct(t)
	_, err := w.db.Exec(t.Context(), `update organisation set gln = '4012345000009' where id = $1`, w.producer.OrgID)
	checkError(t, err, nil)
	for number, want := range map[string][]Card{
		"4012345000009": {cardOf(w.product), cardOf(second)},
		"4012345000115": {},
	} {
		gln, err := gs1.ParseGLN(number)
		checkError(t, err, nil)
		got, err := ProductsOfPlace(t.Context(), w.db, gln)
		checkError(t, err, nil)
		if diff := cmp.Diff(want, got, byValue); diff != "" {
			t.Errorf("%s: -want +got\n%s", number, diff)
		}
	}
}

func cardOf(p Product) Card {
	return Card{GTIN: p.GTIN, NameVI: p.NameVI, NameEN: p.NameEN, OrgName: "Xưởng bánh kẹo"}
}

// Anyone may read what shoppers see, under every number that the product had.
func TestFactsOfGTIN(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	before := w.product.GTIN
	p, err := ChangeGTIN(t.Context(), w.db, w.producer, "", w.product.ID, "9506000134352")
	checkError(t, err, nil)
	for _, number := range []gs1.GTIN{before, p.GTIN} {
		got, err := FactsOfGTIN(t.Context(), w.db, number)
		checkError(t, err, nil)
		if got.Product.ID != w.product.ID || got.Maker.Name != "Xưởng bánh kẹo" {
			t.Errorf("%s: got %+v, want the product", number, got)
		}
	}
	unknown, err := gs1.ParseGTIN("09506000134376")
	checkError(t, err, nil)
	_, err = FactsOfGTIN(t.Context(), w.db, unknown)
	checkError(t, err, ErrNotFound)
}
