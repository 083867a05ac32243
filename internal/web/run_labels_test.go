package web

import (
	"testing"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/stamp"
)

// Stars are printed while the certificate that they were issued under is in
// force, and no longer.
func TestLapsedStarsAreNotPrinted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	admin := w.newUser(account.Admin, "so@example.vn")
	today := day.Of(testNow())
	cert, err := catalog.AddCertificate(w.Context(), w.pool, admin, catalog.NewCertificate{
		ProductID: w.product.ID, Kind: catalog.KindOCOP, Stars: 4, Number: "1/QĐ", Issuer: "UBND tỉnh",
		IssuedOn: today.AddMonths(-1), ValidUntil: today.AddMonths(35),
	})
	w.must(err)
	run, _, err := stamp.Issue(w.Context(), w.pool, w.producer, w.newBatch("L1").ID, 1, today, uuid.NewString(),
		stamp.Order{Quantity: 10, Kind: stamp.Compact, OCOP: true})
	w.must(err)
	note := func() string {
		r, err := w.runLabels(t.Context(), w.producer, run.ID)
		w.must(err)
		return r.design(nil, "").Note
	}
	if got := note(); got != "OCOP 4 sao" {
		t.Errorf("in force: got %q", got)
	}
	w.must(catalog.RevokeCertificate(w.Context(), w.pool, admin, cert.ID, today))
	if got := note(); got != "" {
		t.Errorf("revoked: got %q, want no stars", got)
	}
}
