package web

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/day"
	"temgoc/internal/link"
	"temgoc/internal/stamp"
)

// Every link of ours in the linkset of a code, and where its Link header leads,
// keeps the signature: the page behind it says that the code is genuine.
func TestLinksetOfASignedCodeStaysGenuine(t *testing.T) {
	t.Parallel()
	w := newShelf(t)
	b := w.newBatch("L2")
	run, _, err := stamp.Issue(w.Context(), w.pool, w.producer, b.ID, 1, day.Of(testNow()), uuid.NewString(),
		stamp.Order{Quantity: 1, Kind: stamp.Sealed})
	w.must(err)
	w.must(stamp.Activate(w.Context(), w.pool, w.producer, run.ID, nil))
	sealed, err := w.ring.SealUnit(1, run.GTIN, uint32(run.BatchNumber), 0)
	w.must(err)
	lot, err := w.ring.SignBatch(1, b.GTIN, b.Lot, "")
	w.must(err)
	for path, verdict := range map[string]string{w.unit: "Tem thật", sealed.Path(): "Tem thật", lot.Path(): "Mã lô thật"} {
		plain := w.ask(t, http.MethodGet, path, "Accept", curl)
		offered, _, _ := strings.Cut(strings.TrimPrefix(plain.Header.Get("Link"), "<"), ">")
		linkset := w.ask(t, http.MethodGet, pathOf(t, offered), "Accept", link.LinksetType)
		for _, href := range ownHrefs(t, linkset.body) {
			page := w.ask(t, http.MethodGet, pathOf(t, href), "Accept", curl, "Accept-Language", "vi") // which counts no scan
			if !strings.Contains(page.body, verdict) && !strings.Contains(href, "lang=en") {
				t.Errorf("%s: its link %s does not lead to %q", path, href, verdict)
			}
		}
	}
}

func pathOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil || u.Host != "tem.example.vn" {
		t.Fatalf("address %q, %v", address, err)
	}
	return u.RequestURI()
}

// ownHrefs are the first context's links to pages of ours.
func ownHrefs(t *testing.T, linkset string) (hrefs []string) {
	t.Helper()
	var doc struct {
		Linkset []map[string]json.RawMessage
	}
	if err := json.Unmarshal([]byte(linkset), &doc); err != nil {
		t.Fatalf("%v: %s", err, linkset)
	}
	for _, member := range doc.Linkset[0] {
		var links []struct{ Href string }
		if json.Unmarshal(member, &links) != nil {
			continue // the anchor, the description
		}
		for _, l := range links {
			if strings.HasPrefix(l.Href, ourPage) {
				hrefs = append(hrefs, l.Href)
			}
		}
	}
	if len(hrefs) < 3 {
		t.Errorf("%d links to our own pages, want one, and one in each language: %s", len(hrefs), linkset)
	}
	return hrefs
}

// A forged stamp leads to our page, which says so, whatever default the
// producer has; a genuine one to the producer's.
func TestForgedStampLeadsToOurPage(t *testing.T) {
	t.Parallel()
	w := newShelf(t)
	admin := w.newUser(account.Admin, "so2@example.vn")
	w.approve(admin, link.Bearer{ProductID: w.world.product.ID},
		link.Link{Type: "gs1:pip", Href: lorem + "che", Title: "Chè", Default: true})
	forged := w.product + "/21/0VV4Q66140JXR8KCVHHH"
	for path, want := range map[string]string{
		w.unit:                       lorem + "che",
		w.product:                    lorem + "che",
		w.product + "/10/NEVER":      lorem + "che",
		forged:                       ourPage + forged,
		w.unit + "?s=ABC":            ourPage + w.unit + "?s=ABC",
		forged + "?linkType=gs1:pip": lorem + "che?linkType=gs1:pip",
	} {
		if got := w.ask(t, http.MethodGet, path, "Accept", curl).Header.Get("Location"); got != want {
			t.Errorf("%s: leads to %q, want %q", path, got, want)
		}
	}
}

// So do the stamps and the code of a recalled batch, until the recall is lifted.
func TestRecalledGoodsLeadToOurPage(t *testing.T) {
	t.Parallel()
	w := newShelf(t)
	admin := w.newUser(account.Admin, "so2@example.vn")
	w.approve(admin, link.Bearer{ProductID: w.world.product.ID},
		link.Link{Type: "gs1:pip", Href: lorem + "che", Title: "Chè", Default: true})
	leads := func(unit, batch, product string) {
		t.Helper()
		for path, want := range map[string]string{w.unit: unit, w.batch: batch, w.product: product} {
			if got := w.ask(t, http.MethodGet, path, "Accept", curl).Header.Get("Location"); got != want {
				t.Errorf("%s: leads to %q, want %q", path, got, want)
			}
		}
	}
	leads(lorem+"che", lorem+"che", lorem+"che")
	p := w.script(w.producer)
	batches := read[list[struct{ ID uuid.UUID }]](t, p.get("/api/v1/batches"), 200)
	recalled := read[catalog.Recall](t, p.post("/api/v1/recalls", `{"batch_id":"`+batches.Items[0].ID.String()+`","reason":"Mốc"}`), 201)
	leads(ourPage+w.unit, ourPage+w.batch, lorem+"che")
	if r := w.script(admin).post("/api/v1/recalls/"+recalled.ID.String()+"/lift", `{"reason":"Sạch"}`); r.Code != http.StatusNoContent {
		t.Fatalf("lift: status %d: %s", r.Code, r.Body)
	}
	leads(lorem+"che", lorem+"che", lorem+"che")
}

// Codes printed under a host that was given up go on working there: the page
// answers, and programs are sent to the host of today.
func TestRetiredHost(t *testing.T) {
	t.Parallel()
	w := newShelf(t)
	w.Server.hosts["old.example.vn"] = true // as Options.OtherHosts has it
	for accept, want := range map[string]int{browsing: http.StatusOK, curl: http.StatusTemporaryRedirect} {
		req := httptest.NewRequest(http.MethodGet, "https://old.example.vn"+w.unit, nil)
		req.Header.Set("Accept", accept)
		got := httptest.NewRecorder()
		w.Handler().ServeHTTP(got, req)
		if got.Code != want {
			t.Errorf("%s: status %d, want %d", accept, got.Code, want)
		}
		if accept == browsing && !strings.Contains(got.Body.String(), "Tem thật") {
			t.Error("a stamp of the old host is not genuine there")
		}
		if strings.Contains(got.Body.String()+got.Header().Get("Location")+got.Header().Get("Link"), "old.example.vn") {
			t.Errorf("%s: the answer leads to the old host", accept)
		}
	}
}

func TestPagesOfCodesAreOpenToOtherSites(t *testing.T) {
	t.Parallel()
	w := newShelf(t)
	for _, path := range []string{w.unit, "/page" + w.unit, "/page" + w.product, "/01/123", "/.well-known/gs1resolver"} {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			if got := w.ask(t, method, path, "Accept", browsing).Header.Get("Access-Control-Allow-Origin"); got != "*" {
				t.Errorf("%s %s: Access-Control-Allow-Origin %q, want *", method, path, got)
			}
		}
	}
	if got := w.ask(t, http.MethodGet, "/page"+w.unit, "Accept", browsing).Header.Get("Vary"); !strings.Contains(got, "Cookie") {
		t.Errorf("a page varies on %q, want Cookie in it", got)
	}
	if got := w.ask(t, http.MethodGet, "/signin").Header.Get("Access-Control-Allow-Origin"); got != "" {
		t.Errorf("the sign-in page is open to %q", got)
	}
}
