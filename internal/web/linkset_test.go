package web

import (
	"bytes"
	"encoding/json"
	"mime"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// linksetContextObject is one anchor of a linkset that was checked.
type linksetContextObject struct {
	anchor string
	links  map[string][]linksetTarget // by the type's name in the GS1 vocabulary
}

type linksetTarget struct {
	Href     string   `json:"href"`
	Title    string   `json:"title"`
	Type     string   `json:"type"`
	Hreflang []string `json:"hreflang"`
}

var (
	gs1LinkType = regexp.MustCompile(`^https://ref\.gs1\.org/voc/([A-Za-z]+)$`)
	hreflang    = regexp.MustCompile(`^[a-z]{2}(-[A-Z]{2})?$`)
)

// linksetOf reads a linkset, and holds it to RFC 9264 §4.2 and to GS1's schema
// of it: context objects in an array, of which each has an anchor and, by IRIs,
// arrays of targets that have a href and a title and nothing unknown.
func linksetOf(t *testing.T, body string) (contexts []linksetContextObject) {
	t.Helper()
	doc := strictly[struct {
		Linkset []map[string]json.RawMessage `json:"linkset"`
	}](t, json.RawMessage(body))
	if len(doc.Linkset) == 0 {
		t.Fatalf("no context objects in %s", body)
	}
	for _, object := range doc.Linkset {
		c := linksetContextObject{links: map[string][]linksetTarget{}}
		for name, raw := range object {
			switch m := gs1LinkType.FindStringSubmatch(name); {
			case name == "anchor":
				c.anchor = parse[string](t, raw)
			case name == "description":
				wantTrue(t, parse[string](t, raw) != "", "an empty description")
			case m == nil:
				t.Errorf("member %q is no link type of GS1", name)
			default:
				c.links[m[1]] = strictly[[]linksetTarget](t, raw)
				checkTargets(t, name, c.links[m[1]])
			}
		}
		checkAbsolute(t, "anchor", c.anchor)
		contexts = append(contexts, c)
	}
	return contexts
}

func checkTargets(t *testing.T, name string, targets []linksetTarget) {
	t.Helper()
	wantTrue(t, len(targets) > 0, "%s has no targets", name)
	for _, target := range targets {
		checkAbsolute(t, "href", target.Href)
		wantTrue(t, target.Title != "", "%s: %s has no title", name, target.Href)
		if target.Type != "" {
			_, _, err := mime.ParseMediaType(target.Type)
			wantTrue(t, err == nil, "%s: type %q: %v", name, target.Type, err)
		}
		for _, tag := range target.Hreflang {
			wantTrue(t, hreflang.MatchString(tag), "%s: hreflang %q", name, tag)
		}
	}
}

func checkAbsolute(t *testing.T, what, address string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		t.Errorf("%s %q is no absolute address", what, address)
	}
}

// checkDefault wants what §2.5.8 does.
func (c linksetContextObject) checkDefault(t *testing.T) {
	t.Helper()
	defaults := c.links["defaultLink"]
	if len(defaults) != 1 {
		t.Fatalf("%s has %d default links, want 1", c.anchor, len(defaults))
	}
	d := defaults[0]
	wantTrue(t, d.Type == "" && d.Hreflang == nil, "the default link has more than href and title: %+v", d)
	for name, targets := range c.links {
		described := !strings.HasPrefix(name, "defaultLink") &&
			slices.ContainsFunc(targets, func(l linksetTarget) bool { return l.Href == d.Href })
		if described {
			return
		}
	}
	t.Errorf("%s is under no type that describes it", d.Href)
}

// strictly refuses members that T does not have.
func strictly[T any](t *testing.T, raw json.RawMessage) (v T) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v in %s", err, raw)
	}
	return v
}
