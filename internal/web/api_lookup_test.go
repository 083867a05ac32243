package web

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/lookup"
)

// TestLookupAnswer compares all that is said of a genuine stamp.
func TestLookupAnswer(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	a := sampleAnswer(t)
	got := s.lookupAnswerOf(a)
	home := lookupPlace{Before: "xã Nguyên Xá, huyện Đông Hưng, Thái Bình", Now: "xã Đông Hưng, tỉnh Hưng Yên"}
	want := lookupAnswer{
		Verdict: lookup.Genuine,
		Title:   Bilingual{"Tem thật", "Genuine stamp"},
		Text: Bilingual{
			"Mã do Sở Khoa học và Công nghệ tỉnh Hưng Yên cấp cho lô L260415-01. Hãy xem tem còn nguyên và bao bì có khớp với trang này.",
			"Issued by Hưng Yên Department of Science and Technology for lot L260415-01. Check that the stamp is intact and that the pack matches this page.",
		},
		Code: lookupCode{
			Text: a.Text, Kind: "compact", GTIN: "09520000001018", Serial: compactSerial,
			KeyID: "0", JWKS: "https://tem.example.vn/.well-known/jwks.json",
		},
		Checks: &lookupChecks{Stamp: "active", Scans: 3, Devices: 2, FirstAt: a.State.FirstAt, LastAt: a.State.LastAt},
		Goods: &lookupGoods{
			Product: lookupProduct{
				NewProduct: catalog.NewProduct{
					GTIN: "09520000001018", NameVI: a.View.Product.NameVI, NameEN: a.View.Product.NameEN, Group: "thuc-pham",
					Brand: "Thiên Đức", Description: a.View.Product.Description, Standards: a.View.Product.Standards,
					Warnings: "Có lạc và vừng.", ShelfLifeDays: 365,
				},
				Picture: "https://tem.example.vn/picture/0199a000-0000-7000-8000-000000000001",
			},
			Producer: lookupProducer{
				Name: a.View.Producer.Name, OwnerType: "ho-kinh-doanh", GLN: "9529000000014", Phone: "0227 000 000",
				Email: "lienhe@thienduc.example", Website: "https://thienduc.example", Address: home,
			},
			MadeAt: home,
			Batch: lookupBatch{
				Lot: "L260415-01", ProducedOn: day.Date(2026, 4, 15), ExpiresOn: day.Date(2027, 4, 15), Quantity: 1000, Content: "500 g",
			},
			OCOP: lookupOCOP{State: catalog.CertValid, Stars: 4, ValidUntil: day.Date(2027, 12, 31), Text: Bilingual{
				"OCOP 4 sao · còn hiệu lực đến 31/12/2027", "OCOP 4 stars · valid until 31 Dec 2027",
			}},
			Certificates: []lookupCertificate{{
				Kind: "ocop", Stars: 4, Number: "1234/QĐ-UBND", Issuer: "UBND tỉnh Hưng Yên",
				IssuedOn: day.Date(2024, 12, 31), ValidUntil: day.Date(2027, 12, 31), State: catalog.CertValid,
			}},
			Journey: []lookupStep{
				{Kind: "produced", At: "2026-04-15", Place: home, Quantity: 1000},
				{Kind: "stamps_issued", At: "2026-04-16T08:02:00+07:00", Quantity: 1000},
				{Kind: "stamps_activated", At: "2026-04-17T14:30:00+07:00", Quantity: 990},
			},
			Origin: lookupOrigin{
				Lots:  []lookupNode{{lookupLot: lookupLot{GTIN: "09520000001018", Lot: "L260415-01"}}},
				Edges: []lookupEdge{},
			},
			Missing: []string{},
		},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(day.Day{}, lookupNode{})); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestLookupOCOP(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil) // today is 2026-07-01
	cert := catalog.Certificate{Kind: catalog.KindOCOP, Stars: 3, IssuedOn: day.Date(2023, 6, 30), ValidUntil: day.Date(2026, 6, 30)}
	lapsed := s.lookupOCOPOf([]catalog.Certificate{cert})
	if lapsed.State != catalog.CertLapsed || lapsed.Stars != 0 || lapsed.LapsedOn != day.Date(2026, 7, 1) || !lapsed.RevokedOn.IsZero() {
		t.Errorf("the day after: %+v", lapsed)
	}
	cert.RevokedOn = day.Date(2025, 1, 1)
	revoked := s.lookupOCOPOf([]catalog.Certificate{cert})
	if revoked.State != catalog.CertRevoked || revoked.Stars != 0 || revoked.RevokedOn != day.Date(2025, 1, 1) || !revoked.LapsedOn.IsZero() {
		t.Errorf("revoked: %+v", revoked)
	}
	if none := s.lookupOCOPOf(nil); none.State != catalog.CertNone || none.Text.EN != "No OCOP certificate" {
		t.Errorf("none: %+v", none)
	}
}

// TestLookup asks as another site's page does, for every kind of answer.
func TestLookup(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	g := w.newGoods(w.newUser(account.Admin, "so@example.vn"))
	w.must(w.directory.Load(t.Context()))
	active := "https://tem.example.vn" + w.path(g.run, 3)
	changed := strings.TrimSuffix(active, active[len(active)-1:]) + string(otherCharacter(active[len(active)-1]))
	sealed := w.script(w.producer).codes("/api/v1/stamp-runs/" + g.fresh.ID.String())[0]
	for _, tt := range []struct {
		name, code string
		status     int
		verdict    lookup.Verdict
		reason     lookup.Reason
	}{
		{"compact", active, 200, lookup.Genuine, ""},
		{"path alone", w.path(g.run, 3), 200, lookup.Genuine, ""},
		{"typed serial", strings.ToLower(active[len(active)-20:]), 200, lookup.Genuine, ""},
		{"sealed", sealed, 200, lookup.NotActivated, ""},
		{"changed character", changed, 200, lookup.NotOurs, lookup.Mismatch},
		{"lower case", strings.ToLower(active), 200, lookup.NotOurs, lookup.Mismatch},
		{"trailing character", active + "0", 400, lookup.NotOurs, lookup.Malformed},
		{"two signatures", sealed + "&s=" + sealed[len(sealed)-104:], 200, lookup.NotOurs, lookup.Mismatch},
		{"number of a sealed stamp", "0000 0000 Z8", 200, lookup.Unsigned, ""},
		{"sealed without its signature", sealed[:len(sealed)-107], 200, lookup.Unsigned, ""},
		{"typed a character short", active[len(active)-20 : len(active)-1], 400, lookup.NotOurs, lookup.Malformed},
		{"element twice", active + "?21=1", 400, lookup.NotOurs, lookup.Malformed},
		{"product", "https://tem.example.vn/01/" + w.product.GTIN.String(), 200, lookup.ProductOnly, ""},
		{"not GS1", "https://tem.example.vn/01/1", 400, lookup.NotOurs, lookup.Malformed},
		{"another host", "https://evil.example" + w.path(g.run, 3), 404, lookup.NotOurs, lookup.Foreign},
		{"words", "xin chào <script>", 404, lookup.NotOurs, lookup.Foreign},
	} {
		r := w.get("/api/v1/lookup?code="+url.QueryEscape(tt.code), "Origin", "https://shop.example")
		if got := r.Header().Get("Access-Control-Allow-Origin"); got != "*" {
			t.Errorf("%s: Access-Control-Allow-Origin %q, want *", tt.name, got)
		}
		body := r.Body.String()
		got := read[lookupAnswer](t, r, tt.status)
		if got.Verdict != tt.verdict || got.Reason != tt.reason || got.Title.VI == "" || got.Text.EN == "" {
			t.Errorf("%s: got %s %s, want %s %s\n%s", tt.name, got.Verdict, got.Reason, tt.verdict, tt.reason, body)
		}
		nothing := tt.verdict == lookup.NotOurs || tt.verdict == lookup.ProductOnly || tt.verdict == lookup.Unsigned
		if ours := !nothing; ours != (got.Goods != nil) {
			t.Errorf("%s: goods %v", tt.name, got.Goods)
		}
		for _, secret := range []string{"unit", "batch_number", g.batch.ID.String(), g.run.ID.String(), w.producer.OrgID.String()} {
			if strings.Contains(body, secret) {
				t.Errorf("%s: the answer tells %q:\n%s", tt.name, secret, body)
			}
		}
	}
	if n := scansOnRecord(w); n != 0 {
		t.Errorf("looking up recorded %d scans, want none", n)
	}
	wantProblem(t, w.get("/api/v1/lookup?code=+"), 400)
	if got := w.get("/api/v1/products", "Origin", "https://shop.example").Header().Get("Access-Control-Allow-Origin"); got != "" {
		t.Errorf("products are open to other sites: %q", got)
	}
}

func otherCharacter(c byte) byte {
	if c == '0' {
		return '1'
	}
	return '0'
}

// TestLookupWithoutStore: what is cached is said to be old, and tells nothing
// of the stamp's checks.
func TestLookupWithoutStore(t *testing.T) {
	t.Parallel()
	a := sampleAnswer(t)
	a.Verdict, a.AsOf = lookup.StateUnknown, time.Date(2026, 7, 1, 9, 0, 0, 0, day.Vietnam)
	got := testServer(t, nil).lookupAnswerOf(a)
	if got.Verdict != lookup.StateUnknown || !got.AsOf.Equal(a.AsOf) || got.Checks != nil || got.Goods == nil {
		t.Errorf("got %+v", got)
	}
}
