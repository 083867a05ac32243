package web

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/link"
)

// These tests run the cases that GS1's test suite and others set a resolver,
// kept outside of the project: in the folder that CONFORMANCE_DIR names, else
// beside the project. The rest of the package's tests does without them.

type resolverCase struct {
	Kind    string
	ID      string
	Request struct {
		Method  string
		Path    string
		Headers map[string]string
	}
	Expect map[string]json.RawMessage
}

// resolverNotFollowed are the cases that are answered otherwise, with why.
var resolverNotFollowed = map[string]string{
	"epc-binary":             "decompression of EPC binaries is optional, and the description file does not declare it",
	"single-segment-garbage": "/foo is outside of the resolver, for which the case lets a service have its own 404",
}

const resolverNotFollowedMax = 5

func resolverCases(t *testing.T) map[string]resolverCase {
	t.Helper()
	dir, isSet := os.LookupEnv("CONFORMANCE_DIR")
	if !isSet {
		dir = "../../../shared/conformance"
	}
	content, err := os.ReadFile(filepath.Join(dir, "gs1", "vectors.json"))
	if errors.Is(err, os.ErrNotExist) && !isSet {
		t.Skipf("set CONFORMANCE_DIR to run GS1's own cases: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Vectors []resolverCase }
	if err := json.Unmarshal(content, &file); err != nil {
		t.Fatal(err)
	}
	cases := map[string]resolverCase{}
	for _, c := range file.Vectors {
		if c.Kind == "resolver_http" {
			cases[c.ID] = c
		}
	}
	if len(cases) == 0 {
		t.Fatal("there are no cases of a resolver")
	}
	return cases
}

func TestConformanceResolverNotFollowed(t *testing.T) {
	t.Parallel()
	cases := resolverCases(t)
	for id, why := range resolverNotFollowed {
		t.Logf("not followed: %s: %s", id, why)
		if _, ok := cases[id]; !ok {
			t.Errorf("%s is among the cases no more", id)
		}
	}
	if len(resolverNotFollowed) > resolverNotFollowedMax {
		t.Errorf("%d cases are not followed, at most %d may", len(resolverNotFollowed), resolverNotFollowedMax)
	}
}

// resolverWorld is a service over HTTP.
type resolverWorld struct {
	*world
	url string
}

func (w *world) overHTTP() resolverWorld {
	server := httptest.NewServer(w.Handler())
	w.Cleanup(server.Close)
	return resolverWorld{w, server.URL}
}

// resolved is an answer and its body.
type resolved struct {
	*http.Response
	body string
}

// ask sends a request to the service's own host and follows no redirect.
func (w resolverWorld) ask(t *testing.T, method, path string, header ...string) resolved {
	t.Helper()
	req, err := http.NewRequest(method, w.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = w.PublicURL.Host
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resolved{resp, string(body)}
}

func (w resolverWorld) askCase(t *testing.T, c resolverCase) resolved {
	t.Helper()
	var header []string
	for name, value := range c.Request.Headers {
		header = append(header, name, value)
	}
	return w.ask(t, c.Request.Method, c.Request.Path, header...)
}

// approve gives the product links that serve.
func (w *world) approve(admin account.Principal, on link.Bearer, links ...link.Link) {
	w.Helper()
	for _, l := range links {
		e, err := link.Propose(w.Context(), w.pool, w.producer, on, l)
		w.must(err)
		_, err = link.Approve(w.Context(), w.pool, admin, e.ID)
		w.must(err)
	}
	w.must(w.links.Load(w.Context()))
}

// registered is what the cases are given: a product with a default link, one in
// Vietnamese, recipes, and two links of one type.
func registered(t *testing.T) resolverWorld {
	t.Helper()
	w := newWorld(t)
	p, err := catalog.CreateProduct(t.Context(), w.pool, w.producer, "0299",
		catalog.NewProduct{GTIN: "09506000134352", NameVI: "Chè Shan", Group: "do-uong"})
	w.must(err)
	w.approve(w.newUser(account.Admin, "so@example.vn"), link.Bearer{ProductID: p.ID},
		link.Link{Type: "gs1:pip", Href: "https://example.com/p", Title: "Product", Default: true},
		link.Link{Type: "gs1:pip", Href: "https://example.com/vi", Title: "Sản phẩm", Lang: "vi", Default: true},
		link.Link{Type: "gs1:recipeInfo", Href: "https://example.com/recipes", Title: "Recipes"},
		link.Link{Type: "gs1:certificationInfo", Href: "https://example.com/c1", Title: "Certificate 1"},
		link.Link{Type: "gs1:certificationInfo", Href: "https://example.com/c2", Title: "Certificate 2"})
	w.must(w.directory.Load(t.Context()))
	return w.overHTTP()
}

func TestConformanceResolver(t *testing.T) {
	t.Parallel()
	cases := resolverCases(t)
	w := registered(t)
	for id, c := range cases {
		t.Run(id, func(t *testing.T) {
			got := w.askCase(t, c)
			if _, ok := resolverNotFollowed[id]; ok {
				if got.StatusCode != http.StatusNotFound {
					t.Errorf("status %d, want 404", got.StatusCode)
				}
				return
			}
			for name, want := range c.Expect {
				check := resolverChecks[name]
				if check == nil {
					t.Fatalf("nobody knows how to check %s", name)
				}
				check(t, got, want)
			}
			if same, ok := c.Expect["same_as"]; ok {
				checkSameAnswer(t, got, w.askCase(t, cases[parse[string](t, same)]))
			}
			checkOpen(t, got)
		})
	}
}

// checkSameAnswer compares answers to two requests, of which each forwards its
// own query.
func checkSameAnswer(t *testing.T, got, want resolved) {
	t.Helper()
	target, _, _ := strings.Cut(got.Header.Get("Location"), "?")
	wantTarget, _, _ := strings.Cut(want.Header.Get("Location"), "?")
	if got.StatusCode != want.StatusCode || target != wantTarget {
		t.Errorf("%d to %s, want %d to %s", got.StatusCode, target, want.StatusCode, wantTarget)
	}
}

// checkOpen wants every answer of the resolver to be open to pages of any site,
// and to say what it depends on.
func checkOpen(t *testing.T, got resolved) {
	t.Helper()
	if !inResolver(got.Request.URL.Path) {
		return
	}
	if origin := got.Header.Get("Access-Control-Allow-Origin"); origin != "*" {
		t.Errorf("Access-Control-Allow-Origin %q, want *", origin)
	}
	vary := strings.Split(got.Header.Get("Vary"), ", ")
	if !slices.Contains(vary, "Accept") || !slices.Contains(vary, "Accept-Language") {
		t.Errorf("Vary %q, want Accept and Accept-Language", vary)
	}
}

func parse[T any](t *testing.T, raw json.RawMessage) (v T) {
	t.Helper()
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}
