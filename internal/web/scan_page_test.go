package web

import (
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/google/go-cmp/cmp"

	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/lookup"
)

// showPage renders an answer as the scan page does after a scan that counted.
func showPage(t *testing.T, a lookup.Answer, lang string) *httptest.ResponseRecorder {
	t.Helper()
	s := testServer(t, nil)
	w := httptest.NewRecorder()
	c, _ := gin.CreateTestContext(w)
	c.Request = httptest.NewRequest("GET", a.Code.Path(), nil)
	c.Request.Header.Set("Accept", browsing)
	c.Request.Header.Set("Accept-Language", lang)
	if err := s.showAnswer(c, a, true); err != nil {
		t.Fatalf("showAnswer: %v", err)
	}
	return w
}

func TestScanPageOfEveryVerdict(t *testing.T) {
	t.Parallel()
	for _, tt := range namedAnswers {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := sampleAnswer(t)
			tt.change(&a)
			vi, en := showPage(t, a, "vi"), showPage(t, a, "en-GB")
			if vi.Code != tt.status || en.Code != tt.status {
				t.Errorf("status %d and %d, want %d", vi.Code, en.Code, tt.status)
			}
			checkHeading(t, vi.Body.String(), "vi", tt.tone, tt.vi)
			checkHeading(t, en.Body.String(), "en", tt.tone, tt.en)
			if !strings.Contains(vi.Body.String(), tt.says) {
				t.Errorf("the page does not say %q", tt.says)
			}
			if size := vi.Body.Len(); size > 30_000 {
				t.Errorf("page of %d bytes, want less than 30000", size)
			}
			t.Logf("%s: %d bytes in Vietnamese, %d in English", tt.name, vi.Body.Len(), en.Body.Len())
		})
	}
}

var (
	headings = regexp.MustCompile(`<h([1-6])>`)
	verdict  = regexp.MustCompile(`(?s)<section class="verdict (\w+)".*?<h1>(.*?)</h1>`)
)

// checkHeading wants the verdict to be the page's only h1, with its tone and
// its icon, no heading level left out, and the language said.
func checkHeading(t *testing.T, body, lang string, want tone, title string) {
	t.Helper()
	m := verdict.FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("no verdict in\n%s", body)
	}
	if tone(m[1]) != want || !strings.HasPrefix(m[2], title) {
		t.Errorf("%s: verdict %s %q, want %s %q", lang, m[1], m[2], want, title)
	}
	if !strings.Contains(body, `<html lang="`+lang+`">`) {
		t.Errorf("%s: the page does not say its language", lang)
	}
	levels := headings.FindAllStringSubmatch(body, -1)
	for i, h := range levels {
		if (h[1] == "1") != (i == 0) || i > 0 && h[1] > levels[i-1][1] && h[1][0] != levels[i-1][1][0]+1 {
			t.Errorf("%s: heading %d is h%s", lang, i, h[1])
		}
	}
}

// The icons must be told apart by their shape alone.
func TestIconsDiffer(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	seen := map[string]tone{}
	for _, tn := range []tone{good, warn, bad, plain} {
		var b strings.Builder
		if err := s.templates.pages["scan"].ExecuteTemplate(&b, "verdict_icon", tn); err != nil {
			t.Fatal(err)
		}
		if before, ok := seen[b.String()]; ok {
			t.Errorf("%s has the icon of %s", tn, before)
		}
		seen[b.String()] = tn
	}
}

func TestOCOPLine(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	today := day.Date(2026, 7, 1)
	ocop := func(until, revoked day.Day) []catalog.Certificate {
		return []catalog.Certificate{{
			Kind: catalog.KindOCOP, Stars: 4, IssuedOn: day.Date(2024, 1, 1), ValidUntil: until, RevokedOn: revoked,
		}}
	}
	later := ocop(day.Date(2029, 12, 31), day.Day{})
	later[0].IssuedOn = day.Date(2027, 1, 1)
	for _, tt := range []struct {
		name   string
		certs  []catalog.Certificate
		tone   tone
		stars  int
		vi, en string
	}{
		{"valid", ocop(day.Date(2027, 12, 31), day.Day{}), good, 4, "OCOP 4 sao · còn hiệu lực đến 31/12/2027", "OCOP 4 stars · valid until 31 Dec 2027"},
		{"lapses today", ocop(today, day.Day{}), warn, 4, "OCOP 4 sao · hết hiệu lực ngày 01/07/2026", "OCOP 4 stars · lapses on 1 Jul 2026"},
		{"lapsed", ocop(day.Date(2026, 6, 30), day.Day{}), bad, 0, "Chứng nhận OCOP đã hết hiệu lực từ 30/06/2026; không được dùng sao này nữa", "OCOP certificate lapsed on 30 Jun 2026; these stars may no longer be used"},
		{"revoked", ocop(day.Date(2027, 12, 31), day.Date(2026, 5, 2)), bad, 0, "Chứng nhận OCOP đã bị thu hồi ngày 02/05/2026", "OCOP certificate revoked on 2 May 2026"},
		{"future", later, plain, 0, "OCOP 4 sao · có hiệu lực từ 01/01/2027", "OCOP 4 stars · valid from 1 Jan 2027"},
		{"none", nil, plain, 0, "Sản phẩm không có chứng nhận OCOP", "No OCOP certificate"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			vi, en := ocopOf(s.languages.byTag["vi"], tt.certs, today), ocopOf(s.languages.byTag["en"], tt.certs, today)
			if diff := cmp.Diff(ocopLine{tt.tone, tt.stars, tt.vi}, vi); diff != "" {
				t.Errorf("vi, -want +got:\n%s", diff)
			}
			if diff := cmp.Diff(ocopLine{tt.tone, tt.stars, tt.en}, en); diff != "" {
				t.Errorf("en, -want +got:\n%s", diff)
			}
		})
	}
}

// TestScanPageEscapes puts markup into every field that is shown.
func TestScanPageEscapes(t *testing.T) {
	t.Parallel()
	const evil = `"><script>alert(1)</script><img src=x onerror=alert(2)>' javascript:alert(3)`
	a := sampleAnswer(t)
	p, m, v := &a.View.Product, &a.View.Producer, a.View
	for _, field := range []*string{
		&p.NameVI, &p.NameEN, &p.Brand, &p.Description, &p.Warnings, &m.Name, &m.NameEN, &m.OwnerType, &m.GLN, &m.Phone,
		&m.Email, &m.Website, &v.Lot, &v.Content, &a.Text, &a.Code.Sig, &m.Place.Street, &m.Place.CommuneBefore, &m.Place.UnitNow,
		&v.Place.UnitNow, &v.Certificates[0].Kind, &v.Certificates[0].Number, &v.Certificates[0].Issuer, &v.Journey.Steps[0].Place.UnitNow,
	} {
		*field = evil
	}
	p.Standards, v.Complete.Missing = []string{evil}, []string{evil}
	a.Recalls = []catalog.Recall{{Reason: evil, Instruction: evil, Contact: evil}}
	a.Verdict = lookup.Recalled
	card := a
	card.View, card.Card = nil, &catalog.Card{NameVI: evil, NameEN: evil, OrgName: evil}
	card.Verdict, card.Reason = lookup.NotOurs, lookup.Mismatch
	for _, a := range []lookup.Answer{a, card} {
		for _, lang := range []string{"vi", "en"} {
			body := showPage(t, a, lang).Body.String()
			for _, part := range []string{"<script>alert", "<img src=x", `"javascript:`, `=""><`, `="">&`} {
				if strings.Contains(body, part) {
					t.Errorf("%s: the page holds %q as markup", lang, part)
				}
			}
		}
	}
}

// A page marks itself as scanned, and so replaces its address, only when the
// visit is on record: after an error a reload must still be a scan.
func TestOnlyRecordedScansAreMarked(t *testing.T) {
	t.Parallel()
	for _, tt := range namedAnswers {
		a := sampleAnswer(t)
		tt.change(&a)
		want := a.View != nil && a.AsOf.IsZero()
		if got := strings.Contains(showPage(t, a, "vi").Body.String(), "data-scanned"); got != want {
			t.Errorf("%s: marked as scanned %t, want %t", tt.name, got, want)
		}
	}
}
