package web

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
)

// apiTable is the route table of the API itself.
func apiTable(s *Server) gin.RoutesInfo {
	e := gin.New()
	s.apiRoutes(e.Group("/api/v1"))
	return e.Routes()
}

// validBodies are for the routes that need one, with the ids of goods.
func validBodies(g goods) map[string]string {
	return map[string]string{
		"POST /api/v1/products":                  `{"name_vi":"A","group":"do-uong"}`,
		"PUT /api/v1/products/:id":               `{"name_vi":"A","group":"do-uong"}`,
		"POST /api/v1/products/:id/certificates": `{"kind":"other","number":"1","issuer":"A","issued_on":"2026-01-01","valid_until":"2027-01-01"}`,
		"POST /api/v1/batches":                   batchWith(g.batch.ProductID.String(), `"lot":"L9","quantity":1`),
		"POST /api/v1/batches/:id/stamps":        `{"quantity":1}`,
		"POST /api/v1/batches/:id/diary":         `{"key":"k","kind":"display"}`,
		"PUT /api/v1/entries/:id":                `{"key":"k","kind":"display"}`,
		"POST /api/v1/stamp-runs/:id/void":       `{"reason":"lost"}`,
		"POST /api/v1/stamp-runs/:id/prints":     `{"format":"csv"}`,
		"POST /api/v1/cases/:id/decision":        `{"decision":"watch","note":"Xem thêm"}`,
		"POST /api/v1/recalls":                   `{"batch_id":"` + g.batch.ID.String() + `","reason":"Mốc"}`,
		"POST /api/v1/recalls/:id/include":       `{"batch_id":"` + g.batch.ID.String() + `"}`,
		"POST /api/v1/recalls/:id/dismiss":       `{"batch_id":"` + g.batch.ID.String() + `","reason":"Khác mẻ"}`,
		"POST /api/v1/recalls/:id/lift":          `{"reason":"Sạch"}`,
		"POST /api/v1/stamp-runs/:id/activate":   `{"from":10,"to":19}`,
		"POST /api/v1/certificates/:id/revoke":   `{"revoked_on":"2026-07-01"}`,
		"PUT /api/v1/products/:id/gtin":          `{"gtin":"9506000134352"}`,
		"POST /api/v1/products/:id/links":        someLink,
		"POST /api/v1/batches/:id/links":         someLink,
		"PUT /api/v1/links/:id":                  someLink,
		"POST /api/v1/links/:id/reject":          `{"reason":"Không mở được"}`,
	}
}

const someLink = `{"link_type":"gs1:faqs","href":"https://htx.example/hoi-dap","title":"Hỏi đáp"}`

// openToAll are the routes that show or make nobody else's: what is public,
// one's own lists, and a product of one's own.
var openToAll = []string{
	"/api/v1/lookup",
	"GET /api/v1/products", "HEAD /api/v1/products", "POST /api/v1/products",
	"GET /api/v1/batches", "HEAD /api/v1/batches",
	"GET /api/v1/recalls", "HEAD /api/v1/recalls",
	"GET /api/v1/links", "HEAD /api/v1/links",
	"GET /api/v1/cases", "HEAD /api/v1/cases",
	"GET /api/v1/reports", "HEAD /api/v1/reports",
	"/api/v1/stocks",
}

func isOpen(r gin.RouteInfo) bool {
	return slices.Contains(openToAll, r.Path) || slices.Contains(openToAll, r.Method+" "+r.Path)
}

// TestStranger: whatever is another producer's is not there, on every route.
func TestStranger(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	g := w.newGoods(w.newUser(account.Admin, "so@example.vn"))
	owner, stranger := w.script(w.producer), w.script(w.newUser(account.Producer, "htx-2@example.vn"))
	bodies, before := validBodies(g), w.marks()
	for _, route := range apiTable(w.Server) {
		if isOpen(route) {
			continue
		}
		path := g.fill(route.Path, w.product.ID)
		if r := stranger.do(route.Method, path, bodies[route.Method+" "+route.Path]); r.Code != 404 {
			t.Errorf("%s %s by a stranger: status %d, want 404\n%s", route.Method, route.Path, r.Code, r.Body)
		}
		if route.Method != http.MethodGet {
			continue
		}
		if r := owner.get(path); r.Code != 200 {
			t.Errorf("GET %s by its owner: status %d, want 200\n%s", route.Path, r.Code, r.Body)
		}
	}
	byGTIN := `{"gtin":"` + w.product.GTIN.String() + `","lot":"L9","produced_on":"2026-04-15","quantity":1}`
	wantProblem(t, stranger.post("/api/v1/batches", byGTIN), 404)
	w.wantUnchanged(before)
	for _, path := range []string{"/api/v1/products", "/api/v1/batches", "/api/v1/recalls", "/api/v1/links", "/api/v1/cases", "/api/v1/batches?product_id=" + w.product.ID.String()} {
		if got := read[list[map[string]any]](t, stranger.get(path), 200); len(got.Items) > 0 {
			t.Errorf("GET %s shows a stranger %v", path, got.Items)
		}
	}
}

// fill puts the id of one of the goods into a route's path.
func (g goods) fill(path string, product uuid.UUID) string {
	if !strings.Contains(path, ":id") {
		return path
	}
	return strings.Replace(path, ":id", g.of(path, product).String(), 1)
}

// TestRoles: who sees something and may not do this with it is told so.
func TestAPIRoles(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	admin := w.newUser(account.Admin, "so@example.vn")
	g := w.newGoods(admin)
	may := map[account.Role][]string{
		account.Admin: {
			"POST /api/v1/products/:id/certificates", "POST /api/v1/certificates/:id/revoke",
			"POST /api/v1/recalls", "POST /api/v1/recalls/:id/lift",
			"POST /api/v1/recalls/:id/include", "POST /api/v1/recalls/:id/dismiss",
			"PUT /api/v1/products/:id/gtin", "POST /api/v1/links/:id/approve", "POST /api/v1/links/:id/reject",
			"POST /api/v1/stamp-runs/:id/prints", "POST /api/v1/prints/:id/cancel",
			"POST /api/v1/cases/:id/decision",
		},
		account.Producer: {
			"POST /api/v1/products", "PUT /api/v1/products/:id", "POST /api/v1/batches", "POST /api/v1/batches/:id/stamps",
			"POST /api/v1/batches/:id/diary", "PUT /api/v1/entries/:id", "DELETE /api/v1/entries/:id",
			"POST /api/v1/stamp-runs/:id/activate", "POST /api/v1/stamp-runs/:id/void", "POST /api/v1/recalls",
			"PUT /api/v1/products/:id/gtin", "POST /api/v1/products/:id/links", "POST /api/v1/batches/:id/links",
			"PUT /api/v1/links/:id", "DELETE /api/v1/links/:id",
			"POST /api/v1/stamp-runs/:id/prints", "POST /api/v1/prints/:id/cancel",
		},
		account.Inspector: {"POST /api/v1/cases/:id/decision"},
	}
	scripts := map[account.Role]script{
		account.Admin:     w.script(admin),
		account.Producer:  w.script(w.producer),
		account.Inspector: w.script(w.newUser(account.Inspector, "kiemtra@example.vn")),
	}
	bodies, before := validBodies(g), w.marks()
	for role, allowed := range may {
		for _, route := range apiTable(w.Server) {
			name := route.Method + " " + route.Path
			if slices.Contains(allowed, name) {
				continue
			}
			want := http.StatusForbidden
			prints := strings.Contains(route.Path, "/labels.") || strings.Contains(route.Path, "/codes.") ||
				strings.HasPrefix(route.Path, "/api/v1/prints/")
			if reads := route.Method == http.MethodGet || route.Method == http.MethodHead; reads && !(prints && role == account.Inspector) {
				want = http.StatusOK // everyone here sees these goods
			}
			if route.Path == "/api/v1/lookup" {
				continue
			}
			if r := scripts[role].do(route.Method, g.fill(route.Path, w.product.ID), bodies[name]); r.Code != want {
				t.Errorf("%s by %s: status %d, want %d\n%.200s", name, role, r.Code, want, r.Body)
			}
		}
	}
	w.wantUnchanged(before)
}

// TestTokens: without a good one there is nothing, on every route.
func TestTokens(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	g := w.newGoods(w.newUser(account.Admin, "so@example.vn"))
	p, revoked := w.script(w.producer), w.script(w.producer)
	tokens, err := account.Tokens(t.Context(), w.pool, w.producer.UserID)
	w.must(err)
	w.must(account.RevokeToken(t.Context(), w.pool, w.producer, tokens[0].ID)) // the latest
	before := w.marks()
	for _, route := range apiTable(w.Server) {
		if route.Path == "/api/v1/lookup" {
			continue
		}
		for name, header := range map[string]string{
			"no token":       "",
			"a revoked one":  "Bearer " + revoked.token,
			"half of one":    "Bearer " + p.token[:20],
			"another scheme": "Basic " + p.token,
			"an empty one":   "Bearer ",
		} {
			r := httptest.NewRequest(route.Method, g.fill(route.Path, w.product.ID), nil)
			got := send(w.Server, r, "Authorization", header)
			if got.Code != 401 || !strings.HasPrefix(got.Header().Get("WWW-Authenticate"), "Bearer") {
				t.Errorf("%s %s with %s: status %d, WWW-Authenticate %q; want 401, Bearer",
					route.Method, route.Path, name, got.Code, got.Header().Get("WWW-Authenticate"))
			}
		}
	}
	w.wantUnchanged(before)
	wantProblem(t, w.get("/api/v1/products", "Cookie", w.signIn("htx-1@example.vn")), 401) // a session is no token
	read[list[catalog.Product]](t, p.get("/api/v1/products"), 200)
}

func TestUnknownAddresses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.script(w.producer)
	for _, path := range []string{
		"/api/v1/none", "/api/v2/products", "/api/v1/products/", "/api/v1/products/1",
		"/api/v1/products/" + uuid.NewString(), "/api/v1/stamp-runs/" + uuid.NewString() + "/labels.zip",
	} {
		if got := wantProblem(t, p.get(path), 404); got.Code != "error.404" {
			t.Errorf("%s: %+v", path, got)
		}
	}
	for path, allow := range map[string]string{"/api/v1/products": "GET, HEAD, POST", "/api/v1/lookup": "GET, HEAD"} {
		r := p.do(http.MethodDelete, path, "")
		wantProblem(t, r, 405)
		for _, method := range strings.Split(allow, ", ") {
			if !strings.Contains(r.Header().Get("Allow"), method) {
				t.Errorf("DELETE %s: Allow %q, want %s", path, r.Header().Get("Allow"), allow)
			}
		}
	}
}
