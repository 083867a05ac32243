package web

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/link"
)

const (
	curl    = "*/*"
	lorem   = "https://htx.example/"
	ourPage = "https://tem.example.vn/page"
)

// shelf is a world of which the product, one batch and one stamp have links.
type shelf struct {
	resolverWorld
	product, batch, unit string // paths of their codes; the batch's without its signature
}

func newShelf(t *testing.T) shelf {
	t.Helper()
	w := newWorld(t)
	b := w.newBatch("L1")
	run := w.newRun(b)
	admin := w.newUser(account.Admin, "so@example.vn")
	w.approve(admin, link.Bearer{ProductID: w.product.ID},
		link.Link{Type: "gs1:recipeInfo", Href: lorem + "pha-che", Title: "Pha chè", Lang: "vi"},
		link.Link{Type: "gs1:recipeInfo", Href: lorem + "brewing", Title: "How to brew it", Lang: "en"},
		link.Link{Type: "gs1:faqs", Href: lorem + "hoi-dap", Title: "Hỏi đáp"},
		link.Link{Type: "gs1:recallStatus", Href: lorem + "no-recall", Title: "Nothing to see"})
	w.approve(admin, link.Bearer{BatchID: b.ID},
		link.Link{Type: "gs1:epcis", Href: lorem + "epcis?batch=1#e", Title: "Events", MediaType: "application/json"})
	product := "/01/" + w.product.GTIN.String()
	return shelf{w.overHTTP(), product, product + "/10/L1", w.path(run, 0)}
}

func TestResolverAnswers(t *testing.T) {
	t.Parallel()
	w := newShelf(t)
	for _, tt := range []struct {
		name, accept, path string
		status             int
		leadsTo            string // Location, or the beginning of the Content-Type
	}{
		{"a program", curl, w.product, 307, ourPage + w.product},
		{"a stamp", curl, w.unit, 307, ourPage + w.unit},
		{"its query goes on", curl, w.unit + "?fbclid=1&a;b", 307, ourPage + w.unit + "?fbclid=1&a;b"},
		{"a browser", browsing, w.product, 200, "text/html"},
		{"a browser that asks for a type", browsing, w.product + "?linkType=gs1:faqs", 307, lorem + "hoi-dap?linkType=gs1:faqs"},
		{"a browser that asks for none", browsing, w.product + "?linkType=", 200, "text/html"},
		{"a browser that asks for what is not there", browsing, w.product + "?linkType=gs1:jws", 404, "text/html"},
		{"a browser that asks for all", browsing, w.product + "?linkType=linkset", 200, link.LinksetType},
		{"more wanted than a page", "text/html;q=0.5, " + link.LinksetType, w.product, 200, link.LinksetType},
		{"less wanted than a page", "text/html, application/ld+json;q=0.5", w.product, 200, "text/html"},
		{"data", "application/ld+json", w.product, 200, "application/ld+json"},
		{"data of a stamp", "application/ld+json", w.unit, 200, "application/ld+json"},
		{"a link before data", "application/ld+json", w.product + "?linkType=gs1:faqs", 307, lorem + "hoi-dap?linkType=gs1:faqs"},
		{"an image", "image/avif,*/*", w.product, 307, ourPage + w.product},
		{"up from the lot", curl, w.batch + "?linkType=gs1:faqs", 307, lorem + "hoi-dap?linkType=gs1:faqs"},
		{"of the lot", curl, w.batch + "?linkType=gs1:epcis", 307, lorem + "epcis?batch=1&linkType=gs1:epcis#e"},
		{"up from a unit in its lot", curl, w.batch + "/21/S1?linkType=gs1:epcis", 307, lorem + "epcis?batch=1&linkType=gs1:epcis#e"},
		{"up from a stamp to its lot", curl, w.unit + "?linkType=gs1:epcis", 307, lorem + "epcis?batch=1&linkType=gs1:epcis#e"},
		{"not up from a forged one", curl, w.product + "/21/0VV4Q66140JXR8KCVHHH?linkType=gs1:epcis", 404, "application/problem+json"},
		{"not down from the product", curl, w.product + "?linkType=gs1:epcis", 404, "application/problem+json"},
		{"a recall is told by us", curl, w.unit + "?linkType=gs1:recallStatus", 307, ourPage + w.unit + "?linkType=gs1:recallStatus"},
		{"an unknown lot", curl, w.product + "/10/NONE", 307, ourPage + w.product + "/10/NONE"},
		{"its page", browsing, w.product + "/10/NONE", 200, "text/html"},
		{"its page behind the redirect", curl, "/page" + w.product + "/10/NONE", 200, "text/html"},
		{"another's product", curl, "/01/09506000134352", 404, "application/problem+json"},
		{"another's product in a browser", browsing, "/01/09506000134352", 404, "text/html"},
		{"check digit", curl, "/01/09506000134353", 400, "application/problem+json"},
		{"check digit in a browser", browsing, "/01/09506000134353", 400, "text/html"},
		{"no number", curl, "/01/00000000000000", 400, "application/problem+json"},
		{"a pallet", curl, "/00/106141412345678908", 404, "application/problem+json"},
		{"a wrong pallet", curl, "/00/106141412345678909", 400, "application/problem+json"},
		{"an asset in a browser", browsing, "/8004/95200000000000", 404, "text/html"},
		{"no place", curl, "/414/9520000000004", 404, "application/problem+json"},
		{"no place in a browser", browsing, "/414/9520000000004", 404, "text/html"},
		{"a wrong place", curl, "/414/9520000000005", 400, "application/problem+json"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := w.ask(t, http.MethodGet, tt.path, "Accept", tt.accept)
			leadsTo := got.Header.Get("Location")
			if leadsTo == "" {
				leadsTo, _, _ = strings.Cut(got.Header.Get("Content-Type"), ";")
			}
			if got.StatusCode != tt.status || leadsTo != tt.leadsTo {
				t.Errorf("%s: status %d, %s; want %d, %s", tt.path, got.StatusCode, leadsTo, tt.status, tt.leadsTo)
			}
			checkOpen(t, got)
			checkHead(t, got, w.ask(t, http.MethodHead, tt.path, "Accept", tt.accept))
			slashed, query, _ := strings.Cut(tt.path, "?")
			checkSameAnswer(t, w.ask(t, http.MethodGet, slashed+"/?"+query, "Accept", tt.accept), got)
			if options := w.ask(t, http.MethodOptions, tt.path); inResolver(tt.path) && options.StatusCode != 204 {
				t.Errorf("OPTIONS: status %d, want 204", options.StatusCode)
			}
		})
	}
	var scans int
	w.must(w.pool.QueryRow(t.Context(), `select count(*) from scan`).Scan(&scans))
	if scans != 0 {
		t.Errorf("%d scans on record, want none: no browser has opened a stamp", scans)
	}
}

// checkHead wants the answer to GET without its body.
func checkHead(t *testing.T, get, head resolved) {
	t.Helper()
	if head.body != "" || head.StatusCode != get.StatusCode || head.Header.Get("Location") != get.Header.Get("Location") {
		t.Errorf("HEAD: status %d to %q with %d bytes, want %d to %q with none", head.StatusCode,
			head.Header.Get("Location"), len(head.body), get.StatusCode, get.Header.Get("Location"))
	}
}

// TestResolverSpeaks: the reader's language chooses; where it does not, all are
// told and none is chosen.
func TestResolverSpeaks(t *testing.T) {
	t.Parallel()
	w := newShelf(t)
	for _, tt := range []struct {
		languages string
		status    int
		leadsTo   string
	}{
		{"vi-VN,vi;q=0.9,en;q=0.5", 307, lorem + "pha-che?linkType=gs1:recipeInfo"},
		{"en-GB", 307, lorem + "brewing?linkType=gs1:recipeInfo"},
		{"en;q=0.1, vi;q=0.2", 307, lorem + "pha-che?linkType=gs1:recipeInfo"},
		{"fr", 300, ""},
		{"", 300, ""},
	} {
		got := w.ask(t, http.MethodGet, w.product+"?linkType=gs1:recipeInfo", "Accept-Language", tt.languages)
		if location := got.Header.Get("Location"); got.StatusCode != tt.status || location != tt.leadsTo {
			t.Errorf("%q: status %d to %q, want %d to %q", tt.languages, got.StatusCode, location, tt.status, tt.leadsTo)
		}
	}
}

// TestFollowingARedirect: whoever takes what comes sees the page, and the page
// says what the address of the code is. Only browsers' visits count: programs
// that look at a stamp every day are no copies of it.
func TestFollowingARedirect(t *testing.T) {
	t.Parallel()
	w := newShelf(t)
	there := strings.TrimPrefix(w.ask(t, http.MethodGet, w.unit).Header.Get("Location"), "https://tem.example.vn")
	var page resolved
	for range 5 {
		page = w.ask(t, http.MethodGet, there, "Accept", "*/*")
	}
	for _, part := range []string{
		"Tem thật", "chưa được quét lần nào", `<link rel="canonical" href="https://tem.example.vn` + w.unit + `">`, "via=link&amp;lang=en",
	} {
		if !strings.Contains(page.body, part) {
			t.Errorf("the page does not say %q", part)
		}
	}
	if first := w.ask(t, http.MethodGet, there, "Accept", browsing); !strings.Contains(first.body, "Bạn là người đầu tiên") {
		t.Error("a browser is not the first to check the stamp")
	}
	if again := w.ask(t, http.MethodGet, w.unit, "Accept", browsing); !strings.Contains(again.body, "Đã kiểm tra 2 lần") {
		t.Error("the page behind the redirect has counted no scan")
	}
}

// TestRedirectAsksNoStore: with a cookie and without, not one connection is
// taken, and with the store gone programs are still answered.
func TestRedirectAsksNoStore(t *testing.T) {
	t.Parallel()
	w := newShelf(t)
	session := w.signIn("htx-1@example.vn")
	paths := []string{
		w.product, w.unit, w.batch, w.product + "/10/NONE/21/S1", w.unit + "?linkType=gs1:epcis", w.unit + "?linkType=linkset",
		w.product + "?linkType=gs1:jws", "/01/09506000134352/21/S1", "/01/abc", "/414/9520000000004", "/00/106141412345678908",
	}
	before := w.pool.Stat().AcquireCount()
	ask := func() (statuses []int) {
		for _, path := range paths {
			got := w.ask(t, http.MethodGet, path, "Cookie", session)
			if got.StatusCode >= 500 || len(got.Cookies()) > 0 {
				t.Errorf("%s: status %d, cookies %v", path, got.StatusCode, got.Cookies())
			}
			statuses = append(statuses, got.StatusCode)
		}
		return statuses
	}
	ask()
	if after := w.pool.Stat().AcquireCount(); after != before {
		t.Errorf("%d connections were taken, want none", after-before)
	}
	w.pool.Close()
	ask()
}

// TestFormerGTIN: what is printed goes on working, for people and programs.
func TestFormerGTIN(t *testing.T) {
	t.Parallel()
	w := newShelf(t)
	producer := w.script(w.producer)
	p := read[catalog.Product](t, producer.do("PUT", "/api/v1/products/"+w.world.product.ID.String()+"/gtin", `{"gtin":"9506000134352"}`), 200)
	if p.GTIN.String() != "09506000134352" {
		t.Errorf("number %s, want the new one", p.GTIN)
	}
	page := w.ask(t, http.MethodGet, w.unit, "Accept", browsing)
	if page.StatusCode != 200 || !strings.Contains(page.body, "Tem thật") {
		t.Errorf("an old stamp: status %d\n%s", page.StatusCode, page.body)
	}
	for _, path := range []string{w.product, w.unit, w.batch, "/01/09506000134352"} {
		if got := w.ask(t, http.MethodGet, path).Header.Get("Location"); got != ourPage+path {
			t.Errorf("%s leads to %q, want its page", path, got)
		}
		got := w.ask(t, http.MethodGet, path+"?linkType=gs1:recipeInfo", "Accept-Language", "en")
		if want := lorem + "brewing?linkType=gs1:recipeInfo"; got.Header.Get("Location") != want {
			t.Errorf("%s: recipe leads to %q, want %q", path, got.Header.Get("Location"), want)
		}
	}
	if got := w.ask(t, http.MethodGet, w.unit+"?linkType=gs1:epcis").StatusCode; got != 307 {
		t.Errorf("link of an old batch: status %d, want 307", got)
	}
	data := strictly[ldProduct](t, json.RawMessage(w.ask(t, http.MethodGet, w.product, "Accept", "application/ld+json").body))
	if data.GTIN.String() != w.world.product.GTIN.String() || data.Name != "Chè Thái" {
		t.Errorf("data of the old number: %+v", data)
	}
}

// TestResolverTakesNoHost: what the client calls us comes into no answer.
func TestResolverTakesNoHost(t *testing.T) {
	t.Parallel()
	w := newShelf(t)
	for _, path := range []string{w.product, w.unit + "?linkType=linkset", w.unit + "?linkType=gs1:recallStatus", "/.well-known/gs1resolver"} {
		for _, header := range [][]string{
			{"X-Forwarded-Host", "evil.example"}, {"Forwarded", "host=evil.example"}, {"X-Original-URL", "https://evil.example/"},
			{"Referer", "https://evil.example/"}, {"Origin", "https://evil.example"},
		} {
			got := w.ask(t, http.MethodGet, path, header...)
			if all := got.body + got.Header.Get("Location") + got.Header.Get("Link"); got.StatusCode >= 400 || strings.Contains(all, "evil") {
				t.Errorf("%s with %v: status %d, %s", path, header, got.StatusCode, all)
			}
		}
	}
	for _, path := range []string{"//evil.example/01/09506000134352", "/01//evil.example", `/01/\evil.example`, "/01/https://evil.example", "/page//evil.example", "/01/..//evil.example"} {
		if got := w.ask(t, http.MethodGet, path); got.StatusCode < 400 || got.Header.Get("Location") != "" {
			t.Errorf("%s: status %d to %q, want none", path, got.StatusCode, got.Header.Get("Location"))
		}
	}
	for _, query := range []string{"?url=https://evil.example", "?linkType=https://evil.example", "?linkType=javascript:alert(1)", "?@evil.example", "?next=//evil.example"} {
		got := w.ask(t, http.MethodGet, w.product+query)
		if location := got.Header.Get("Location"); location != "" && !strings.HasPrefix(location, ourPage+w.product+"?") {
			t.Errorf("%s leads to %q", query, location)
		}
	}
}
