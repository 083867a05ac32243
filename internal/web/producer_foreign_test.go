package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
)

// TestForeignIDsAreNotFound asks every route that takes an id for what belongs
// to another producer. A new route is in the test by being in the table.
func TestForeignIDsAreNotFound(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	run := w.newRun(b)
	w.newUser(account.Producer, "htx-2@example.vn")
	stranger := w.browser("htx-2@example.vn")
	owner := w.browser("htx-1@example.vn")
	recall, err := catalog.DeclareRecall(t.Context(), w.pool, w.producer, w.newBatch("L0").ID, catalog.NewRecall{Reason: "Mốc"})
	w.must(err)
	ids := map[string]string{
		"products": w.product.ID.String(), "batches": b.ID.String(), "runs": run.ID.String(), "recalls": recall.ID.String(),
		"entries": w.newEntry(b).String(), "prints": w.newPrint(run).ID.String(),
	}

	asked := 0
	for _, route := range w.handler.(*gin.Engine).Routes() {
		room, after, _ := strings.Cut(strings.TrimPrefix(route.Path, "/producer/"), "/:id")
		if !strings.HasPrefix(route.Path, "/producer/") || !strings.Contains(route.Path, ":id") {
			continue
		}
		asked++
		path := "/producer/" + room + "/" + ids[room] + after
		if r := stranger.do(route.Method, path); r.Code != http.StatusNotFound {
			t.Errorf("%s %s as a stranger: status %d, want 404", route.Method, path, r.Code)
		}
		if r := owner.do(http.MethodGet, path); route.Method == http.MethodGet && r.Code != http.StatusOK {
			t.Errorf("GET %s as the owner: status %d, want 200", path, r.Code)
		}
		bad := "/producer/" + room + "/none" + after
		if r := owner.do(route.Method, bad); r.Code != http.StatusNotFound {
			t.Errorf("%s %s: status %d, want 404", route.Method, bad, r.Code)
		}
	}
	if asked < 20 {
		t.Errorf("%d routes take an id, want more: is the table read rightly?", asked)
	}
	if l := w.ledger(b); l.Issued != 10 || l.Active != 10 {
		t.Errorf("the ledger is %+v after a stranger's forms, want 10 issued and active", l)
	}
}

// do sends a form that would be right for whatever the address is.
func (b browser) do(method, path string) *httptest.ResponseRecorder {
	b.Helper()
	if method == http.MethodPost {
		return b.post(path, url.Values{
			"quantity": {"5"}, "kind": {"compact"}, "do": {"void"}, "first": {"0"}, "last": {"1"}, "sure": {"yes"},
			"reason": {"lost"}, "step": {"declare"}, "name_vi": {"Chè"}, "group": {"do-uong"},
			"lot": {"L9"}, "produced_on": {"2026-07-01"},
		})
	}
	r := httptest.NewRequest(method, path, nil)
	return send(b.Server, r, "Cookie", b.cookie)
}

// TestWorkspacesKeepTheirDoors: a role gets into its own workspace, nobody else
// does, and whoever is not signed in is asked to.
func TestWorkspacesKeepTheirDoors(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.newUser(account.Admin, "quan-tri@example.vn")
	w.newUser(account.Inspector, "thanh-tra@example.vn")
	visitors := map[string]browser{
		"producer":  w.browser("htx-1@example.vn"),
		"admin":     w.browser("quan-tri@example.vn"),
		"inspector": w.browser("thanh-tra@example.vn"),
		"nobody":    {world: w},
	}
	for _, tt := range []struct {
		path string
		want map[string]int
	}{
		{"/producer", map[string]int{"producer": 200, "admin": 403, "inspector": 403, "nobody": 303}},
		{"/admin", map[string]int{"producer": 403, "admin": 200, "inspector": 403, "nobody": 303}},
		{"/admin/users", map[string]int{"producer": 403, "admin": 200, "inspector": 403, "nobody": 303}},
		{"/inspector", map[string]int{"producer": 403, "admin": 200, "inspector": 200, "nobody": 303}},
		{"/demo", map[string]int{"producer": 404, "nobody": 404}}, // this is no demonstration
	} {
		for who, want := range tt.want {
			if got := visitors[who].get(tt.path); got.Code != want || want == 200 && got.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("GET %s by %s: status %d, Cache-Control %q; want %d", tt.path, who, got.Code, got.Header().Get("Cache-Control"), want)
			}
		}
	}
}

// TestAnotherSitesFormIsRefused: what another page makes a browser send comes
// with the user's cookie, and changes nothing.
func TestAnotherSitesFormIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	p := w.browser("htx-1@example.vn")
	order := url.Values{"quantity": {"30"}, "kind": {"compact"}}
	for _, header := range [][]string{
		{"Sec-Fetch-Site", "cross-site"},
		{"Sec-Fetch-Site", "same-site"},
		{"Origin", "https://evil.example"},
	} {
		r := w.postForm("/producer/batches/"+b.ID.String(), order, append(header, "Cookie", p.cookie)...)
		wantPage(t, r, 403, "Không được phép")
	}
	if l := w.ledger(b); l.Issued != 0 {
		t.Errorf("%d stamps issued by another site's form", l.Issued)
	}
}

// batches is how many the product has.
func (w *world) batches() int {
	w.Helper()
	all, err := catalog.Batches(w.Context(), w.pool, w.producer, &w.product.ID, 0, 0)
	w.must(err)
	return len(all)
}
