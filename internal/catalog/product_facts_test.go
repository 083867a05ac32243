package catalog

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/pg/pgtest"
)

func TestProductFacts(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	cert, err := AddCertificate(t.Context(), w.db, w.admin, w.goodCertificate())
	checkError(t, err, nil)
	got, err := ProductFacts(t.Context(), w.db, w.producer, w.product.ID)
	checkError(t, err, nil)
	want := Facts{
		Product:      w.product,
		Maker:        Maker{Name: "Xưởng bánh kẹo"},
		Certificates: []Certificate{cert},
	}
	if diff := cmp.Diff(want, got, byValue); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	_, err = ProductFacts(t.Context(), w.db, w.stranger, w.product.ID)
	checkError(t, err, ErrNotFound)
}

func TestCertificatesOf(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	cert, err := AddCertificate(t.Context(), w.db, w.admin, w.goodCertificate())
	checkError(t, err, nil)
	without := w.newProduct(t)
	got, err := CertificatesOf(t.Context(), w.db, []Product{w.product, without})
	checkError(t, err, nil)
	if c := got[w.product.ID]; len(c) != 1 || c[0].ID != cert.ID || len(got[without.ID]) != 0 {
		t.Errorf("got %v, want %s for %s only", got, cert.ID, w.product.ID)
	}
}
