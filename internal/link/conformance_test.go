package link

import (
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"temgoc/internal/gs1"
)

// resolverCase is a case of GS1's resolver tests, kept outside of the project:
// in the folder that CONFORMANCE_DIR names, else beside the project.
type resolverCase struct {
	Kind    string
	ID      string
	Request struct {
		Path    string
		Headers map[string]string
	}
	Expect struct {
		Status           int
		StatusNot        int `json:"status_not"`
		StatusClass      int `json:"status_class"`
		Location         string
		LocationPrefix   string `json:"location_prefix"`
		LocationContains string `json:"location_contains"`
		LocationSuffix   string `json:"location_suffix"`
		SameAs           string `json:"same_as"`
		NoRedirect       bool   `json:"no_redirect"`
		Linkset, Body    string // in words: see the tests of linksets
	}
}

// overHTTP are the cases of what only a server does.
var overHTTP = []string{
	"head", "options", "cors-on-get", "link-header-on-redirect", "no-legacy-link-headers", "linkset-jsonld-context",
	"description-file", "single-segment-garbage", "epc-binary",
}

func resolverCases(t *testing.T) (cases []resolverCase) {
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
	for _, c := range file.Vectors {
		if c.Kind == "resolver_http" && !slices.Contains(overHTTP, c.ID) {
			cases = append(cases, c)
		}
	}
	if len(cases) == 0 {
		t.Fatal("there are no cases of a resolver")
	}
	return cases
}

// registered is what the cases are given: a product with a default link, one in
// Vietnamese, a recipe, and two links of one type.
func registered(t *testing.T) (*Directory, gs1.GTIN) {
	t.Helper()
	gtin, err := gs1.ParseGTIN("09506000134352")
	if err != nil {
		t.Fatal(err)
	}
	d := NewDirectory(nil, nil)
	d.held.Store(&snapshot{products: map[gs1.GTIN][]Link{gtin: {
		{Type: "gs1:pip", Href: "https://example.com/p", Title: "Product", Default: true},
		{Type: "gs1:pip", Href: "https://example.com/vi", Title: "Sản phẩm", Lang: "vi", Default: true},
		{Type: "gs1:recipeInfo", Href: "https://example.com/recipes", Title: "Recipes"},
		{Type: "gs1:certificationInfo", Href: "https://example.com/c1", Title: "Certificate 1"},
		{Type: "gs1:certificationInfo", Href: "https://example.com/c2", Title: "Certificate 2"},
	}}})
	return d, gtin
}

// httpAnswer is what a server makes of a resolution.
type httpAnswer struct {
	status   int
	location string
	linkset  Document
}

func answer(d *Directory, known gs1.GTIN, c resolverCase) httpAnswer {
	path, query, _ := strings.Cut(c.Request.Path, "?")
	parsed, err := gs1.ParsePath(strings.TrimSuffix(path, "/"), query)
	if err != nil {
		return httpAnswer{status: http.StatusBadRequest}
	}
	if parsed.Path[0].Value != known.String() {
		return httpAnswer{status: http.StatusNotFound}
	}
	r := Request{Accept: c.Request.Headers["Accept"], AcceptLanguage: c.Request.Headers["Accept-Language"]}
	for _, p := range parsed.Params {
		if p.Key == "linkType" {
			r.LinkType = p.Value
		}
	}
	levels := d.Levels(parsed)
	switch got := Resolve(levels, r); got.Kind {
	case Redirect:
		return httpAnswer{status: http.StatusTemporaryRedirect, location: Forward(got.Link.Href, query)}
	case Linkset:
		return httpAnswer{status: http.StatusOK, linkset: NewDocument(base, levels)}
	case Choices:
		return httpAnswer{status: http.StatusMultipleChoices, linkset: ChoicesDocument(base, got.Path, got.Choices)}
	}
	return httpAnswer{status: http.StatusNotFound}
}

func TestConformanceResolver(t *testing.T) {
	t.Parallel()
	d, gtin := registered(t)
	cases := resolverCases(t)
	byID := map[string]resolverCase{}
	for _, c := range cases {
		byID[c.ID] = c
	}
	for _, c := range cases {
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			got := answer(d, gtin, c)
			c.checkStatus(t, got)
			c.checkLocation(t, got)
			if c.Expect.SameAs != "" {
				checkSame(t, got, answer(d, gtin, byID[c.Expect.SameAs]))
			}
			if c.Expect.Linkset+c.Expect.Body != "" && len(got.linkset.Linkset) == 0 {
				t.Errorf("got no linkset, want %s%s", c.Expect.Linkset, c.Expect.Body)
			}
		})
	}
}

func (c resolverCase) checkStatus(t *testing.T, got httpAnswer) {
	t.Helper()
	want := c.Expect
	if want.Status != 0 && got.status != want.Status ||
		want.StatusNot != 0 && got.status == want.StatusNot ||
		want.StatusClass != 0 && got.status/100 != want.StatusClass {
		t.Errorf("got status %d, want %+v", got.status, want)
	}
}

func (c resolverCase) checkLocation(t *testing.T, got httpAnswer) {
	t.Helper()
	want := c.Expect
	if c.ID == "language-lookup" {
		want.Location = "https://example.com/vi" // which the case says in words
	}
	if want.Location != "" && got.location != want.Location ||
		!strings.HasPrefix(got.location, want.LocationPrefix) ||
		!strings.Contains(got.location, want.LocationContains) ||
		!strings.HasSuffix(got.location, want.LocationSuffix) ||
		want.NoRedirect && got.location != "" {
		t.Errorf("got location %q, want %+v", got.location, want)
	}
}

// checkSame compares answers to two requests, of which each has its own query.
func checkSame(t *testing.T, got, want httpAnswer) {
	t.Helper()
	target, _, _ := strings.Cut(got.location, "?")
	wantTarget, _, _ := strings.Cut(want.location, "?")
	if got.status != want.status || target != wantTarget {
		t.Errorf("got %d to %s, want %d to %s", got.status, target, want.status, wantTarget)
	}
}
