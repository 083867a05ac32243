package web

import (
	"bytes"
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
		code, err := r.one(run.FirstUnit)
		w.must(err)
		return r.label(code).Note
	}
	if got := note(); got != "OCOP 4 sao" {
		t.Errorf("in force: got %q", got)
	}
	w.must(catalog.RevokeCertificate(w.Context(), w.pool, admin, cert.ID, today))
	if got := note(); got != "" {
		t.Errorf("revoked: got %q, want no stars", got)
	}
}

// slowReader takes a document in pieces, and tells at the first that it came.
type slowReader struct {
	bytes.Buffer
	came    chan struct{}
	release chan struct{}
}

func (r *slowReader) Write(b []byte) (int, error) {
	if r.Len() == 0 {
		close(r.came)
		<-r.release
	}
	return r.Buffer.Write(b)
}

// Readers that take their time keep nobody from printing.
func TestSlowReadersHoldUpNobody(t *testing.T) {
	t.Parallel()
	r := sampleRun(t, 24)
	p, _ := r.part(1)
	release := make(chan struct{})
	slow := make([]*slowReader, cap(printing)+1)
	done := make(chan error, len(slow))
	for i := range slow {
		slow[i] = &slowReader{came: make(chan struct{}), release: release}
		go func() { done <- r.writeSheets(t.Context(), slow[i], p) }()
	}
	for _, s := range slow {
		<-s.came // all were drawn, although none was taken
	}
	close(release)
	for range slow {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if got := slow[0].Len(); got < 10_000 || !bytes.HasPrefix(slow[0].Bytes(), []byte("%PDF")) {
		t.Errorf("%d bytes, want a whole PDF", got)
	}
}
