package catalog

import (
	"testing"

	"temgoc/internal/pg/pgtest"
)

func TestProductByGTIN(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	full := w.product.GTIN.String()
	for _, text := range []string{full, full[1:], " " + full + " "} { // it begins with a zero
		if p, err := ProductByGTIN(t.Context(), w.db, w.inspector, text); err != nil || p.ID != w.product.ID {
			t.Errorf("%q: got %s, %v; want %s", text, p.ID, err, w.product.ID)
		}
	}
	_, err := ProductByGTIN(t.Context(), w.db, w.stranger, full)
	checkError(t, err, ErrNotFound)
	_, err = ProductByGTIN(t.Context(), w.db, w.producer, freshGTIN(t, w.db).String())
	checkError(t, err, ErrNotFound)
	_, err = ProductByGTIN(t.Context(), w.db, w.producer, "")
	checkProblem(t, err, "gtin", "gtin.empty")
	_, err = ProductByGTIN(t.Context(), w.db, w.producer, "123")
	checkProblem(t, err, "gtin", "gtin.length")
}
