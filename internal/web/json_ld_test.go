package web

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/lookup"
)

var ldScript = regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)

// ldIn is the data in a page, nil if it has none.
func ldIn(t *testing.T, body string) *ldProduct {
	t.Helper()
	m := ldScript.FindStringSubmatch(body)
	if m == nil {
		return nil
	}
	data := strictly[ldProduct](t, json.RawMessage(m[1]))
	return &data
}

// TestDataOfGoods compares all that the page of a genuine stamp says to
// machines.
func TestDataOfGoods(t *testing.T) {
	t.Parallel()
	a := sampleAnswer(t)
	got := ldIn(t, showPage(t, a, "en").Body.String())
	name := "Thiên Đức sticky rice bars"
	maker := "Xưởng chế biến thực phẩm, bánh kẹo đặc sản Thiên Đức"
	want := &ldProduct{
		Context: ldContext, Type: []string{"Product", "gs1:Product"}, ID: a.Text,
		GTIN: a.View.GTIN, GS1GTIN: a.View.GTIN,
		Name: name, Names: []ldText{{"Bánh cáy Thiên Đức", "vi"}, {name, "en"}},
		Description: a.View.Product.Description, Descriptions: []ldText{{a.View.Product.Description, "vi"}},
		Image:    "https://tem.example.vn/picture/0199a000-0000-7000-8000-000000000001",
		Category: "Food", Brand: &ldThing{"Brand", "Thiên Đức"},
		Maker: &ldMaker{
			Type: ldMakerType, Name: maker, GS1Name: maker, GLN: "9529000000014", Phone: "0227 000 000",
			Email: "lienhe@thienduc.example", Website: "https://thienduc.example",
			Address: &ldAddress{Type: "PostalAddress", Country: "VN", Region: "tỉnh Hưng Yên", Locality: "xã Đông Hưng"},
		},
		Produced: day.Date(2026, 4, 15), GS1Produced: day.Date(2026, 4, 15), Expires: day.Date(2027, 4, 15),
		Lot: "L260415-01", Serial: compactSerial,
		Certification: []ldCertification{{
			Type: "Certification", Name: "OCOP", Number: "1234/QĐ-UBND", Issuer: ldThing{"Organization", "UBND tỉnh Hưng Yên"},
			Rating: &ldRating{"Rating", 4, 5}, ValidFrom: day.Date(2024, 12, 31), ValidUntil: day.Date(2027, 12, 31),
			Status: "https://schema.org/CertificationActive",
		}},
	}
	if diff := cmp.Diff(want, got, cmp.Transformer("text", func(v interface{ String() string }) string { return v.String() })); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A code that proves nothing must have no data to be found by.
func TestDataOfEveryVerdict(t *testing.T) {
	t.Parallel()
	for _, tt := range namedAnswers {
		a := sampleAnswer(t)
		tt.change(&a)
		got := ldIn(t, showPage(t, a, "vi").Body.String())
		if proved := a.View != nil || a.Verdict == lookup.ProductOnly; proved != (got != nil) {
			t.Errorf("%s: data %+v, want some: %t", tt.name, got, proved)
		}
	}
}

// Markup in data stays text, in a page and by itself.
func TestDataEscapes(t *testing.T) {
	t.Parallel()
	const evil = `</script><script>alert(1)</script><!--]]>&"'\u2028` + "\u2028"
	a := sampleAnswer(t)
	a.View.Product.Description, a.View.Producer.Name, a.View.Lot = evil, evil, evil
	body := showPage(t, a, "vi").Body.String()
	if n := strings.Count(body, "</script>"); n != 2 {
		t.Errorf("%d scripts end, want 2: the page's own and the data", n)
	}
	if got := ldIn(t, body); got == nil || got.Description != evil || got.Maker.Name != evil {
		t.Errorf("the data says %+v, want the text as it is", got)
	}
}

// TestDataForPrograms: of a product all that is known, of a forged code no more
// than its product.
func TestDataForPrograms(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	admin := w.newUser(account.Admin, "so@example.vn")
	_, err := catalog.AddCertificate(t.Context(), w.pool, admin, catalog.NewCertificate{
		ProductID: w.product.ID, Kind: catalog.KindOCOP, Stars: 4, Number: "1/QĐ", Issuer: "UBND tỉnh",
		IssuedOn: day.Date(2020, 1, 1), ValidUntil: day.Date(2023, 1, 1),
	})
	w.must(err)
	product := "/01/" + w.product.GTIN.String()
	stamp := w.path(w.newRun(w.newBatch("L1")), 0)
	for _, tt := range []struct {
		path, lot    string
		certificates int
	}{
		{product, "", 1},
		{product + "/", "", 1},
		{stamp, "L1", 1},
		{product + "/21/S1", "", 0},
		{product + "/10/L1", "", 0}, // unsigned
	} {
		r := w.get(tt.path, "Accept", "application/ld+json", "Accept-Language", "en")
		if r.Code != http.StatusOK || r.Header().Get("Content-Type") != "application/ld+json" {
			t.Fatalf("%s: status %d, %s", tt.path, r.Code, r.Header().Get("Content-Type"))
		}
		data := strictly[ldProduct](t, r.Body.Bytes())
		if data.Name != "Thai tea" || data.Lot != tt.lot || len(data.Certification) != tt.certificates || data.Maker.Name == "" {
			t.Errorf("%s: %s", tt.path, r.Body)
		}
		for _, c := range data.Certification {
			if c.Status != "https://schema.org/CertificationInactive" {
				t.Errorf("%s: a lapsed certificate is %s", tt.path, c.Status)
			}
		}
	}
	if n := w.scans(w.newRun(w.newBatch("L2")), 0); n != 0 {
		t.Errorf("%d scans on record, want none", n)
	}
}
