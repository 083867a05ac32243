package catalog

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/day"
	"temgoc/internal/pg/pgtest"
)

func (w world) withDocument() NewCertificate {
	in := w.goodCertificate()
	in.Document, in.DocumentName = []byte("%PDF-1.7 …"), "Quyết định.pdf"
	return in
}

func TestCertificates(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	score := 81.25
	in := w.withDocument()
	in.Score, in.RuleSet = &score, "148/2023/QĐ-TTg"
	first, err := AddCertificate(t.Context(), w.db, w.admin, in)
	checkError(t, err, nil)
	want := Certificate{
		ID:           first.ID,
		ProductID:    w.product.ID,
		Kind:         KindOCOP,
		Stars:        4,
		Score:        &score,
		RuleSet:      "148/2023/QĐ-TTg",
		Number:       "DEMO-1/QĐ",
		Issuer:       "Ủy ban nhân dân tỉnh",
		IssuedOn:     day.Date(2026, 1, 1),
		ValidUntil:   day.Date(2029, 1, 1),
		DocumentName: "Quyết định.pdf",
	}
	if diff := cmp.Diff(want, first, byValue); diff != "" {
		t.Errorf("added: -want +got\n%s", diff)
	}
	later := w.goodCertificate()
	later.Kind, later.Stars, later.IssuedOn = KindOrganic, 0, day.Date(2026, 2, 1)
	second, err := AddCertificate(t.Context(), w.db, w.admin, later)
	checkError(t, err, nil)

	checkError(t, RevokeCertificate(t.Context(), w.db, w.admin, first.ID, day.Date(2026, 6, 1)), nil)
	want.RevokedOn = day.Date(2026, 6, 1)
	got, err := Certificates(t.Context(), w.db, w.product.ID)
	checkError(t, err, nil)
	if diff := cmp.Diff([]Certificate{second, want}, got, byValue); diff != "" {
		t.Errorf("latest first: -want +got\n%s", diff)
	}

	err = RevokeCertificate(t.Context(), w.db, w.admin, first.ID, day.Date(2026, 7, 1))
	checkProblem(t, err, "revoked_on", "certificate.revoked")
	checkError(t, RevokeCertificate(t.Context(), w.db, w.admin, newID(), day.Date(2026, 7, 1)), ErrNotFound)
}

func TestCertificateBadInput(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	high, low := 100.5, -1.0
	for _, tt := range []struct {
		name           string
		spoil          func(*NewCertificate)
		field, problem string
	}{
		{"unknown kind", func(c *NewCertificate) { c.Kind, c.Stars = "iso", 0 }, "kind", "certificate.kind_unknown"},
		{"two stars get none", func(c *NewCertificate) { c.Stars = 2 }, "stars", "certificate.stars_range"},
		{"six stars", func(c *NewCertificate) { c.Stars = 6 }, "stars", "certificate.stars_range"},
		{"organic with a star", func(c *NewCertificate) { c.Kind, c.Stars = KindOrganic, 1 }, "stars", "certificate.stars_range"},
		{"score over 100", func(c *NewCertificate) { c.Score = &high }, "score", "certificate.score_range"},
		{"score below 0", func(c *NewCertificate) { c.Score = &low }, "score", "certificate.score_range"},
		{"no number", func(c *NewCertificate) { c.Number = "" }, "number", "text.missing"},
		{"no issuer", func(c *NewCertificate) { c.Issuer = "" }, "issuer", "text.missing"},
		{"no day of issue", func(c *NewCertificate) { c.IssuedOn = day.Day{} }, "issued_on", "date.bad"},
		{"ends before it begins", func(c *NewCertificate) { c.ValidUntil = day.Date(2025, 12, 31) }, "valid_until", "certificate.ends_before_issue"},
		{"document that can run scripts", func(c *NewCertificate) { c.Document = []byte("<html>") }, "document", "document.format"},
		{"document too large", func(c *NewCertificate) { c.Document = make([]byte, maxDocument); copy(c.Document, "%PDF-") }, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := w.goodCertificate()
			tt.spoil(&in)
			if in.Document != nil {
				in.DocumentName = "a.pdf"
			}
			_, err := AddCertificate(t.Context(), w.db, w.admin, in)
			checkProblem(t, err, tt.field, tt.problem)
		})
	}
	in := w.withDocument()
	in.Document = append(in.Document, make([]byte, maxDocument)...)
	_, err := AddCertificate(t.Context(), w.db, w.admin, in)
	checkProblem(t, err, "document", "document.too_large")
}

func TestCertificateDocument(t *testing.T) {
	t.Parallel()
	w := newWorld(t, pgtest.Tx(t))
	in := w.withDocument()
	in.DocumentName = `..\..\etc/Giấy chứng nhận.pdf`
	with, err := AddCertificate(t.Context(), w.db, w.admin, in)
	checkError(t, err, nil)
	document, name, err := CertificateDocument(t.Context(), w.db, w.producer, with.ID)
	if err != nil || !bytes.Equal(document, in.Document) || name != "Giấy chứng nhận.pdf" {
		t.Errorf("got %q named %q, %v, want %q named Giấy chứng nhận.pdf", document, name, err, in.Document)
	}
	without, err := AddCertificate(t.Context(), w.db, w.admin, w.goodCertificate())
	checkError(t, err, nil)
	_, _, err = CertificateDocument(t.Context(), w.db, w.producer, without.ID)
	checkError(t, err, ErrNotFound)
}

func TestDocumentType(t *testing.T) {
	t.Parallel()
	for document, want := range map[string]string{
		"%PDF-1.4":                        "application/pdf",
		"\x89PNG\r\n\x1a\n…":              "image/png",
		"\xff\xd8\xff\xe0":                "image/jpeg",
		"<svg xmlns='…'>":                 "",
		"GIF89a":                          "",
		"":                                "",
		" %PDF-1.4 behind something else": "",
	} {
		if got := DocumentType([]byte(document)); got != want {
			t.Errorf("DocumentType(%q): got %q, want %q", document, got, want)
		}
	}
}
