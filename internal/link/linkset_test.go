package link

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const base = "https://id.example.vn"

func marshal(t *testing.T, d Document) string {
	t.Helper()
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestLinkset(t *testing.T) {
	t.Parallel()
	doc := NewDocument(base, []Level{
		{Path: lotPath, Own: service(lotPath)},
		{Path: productPath, Description: "Chè Thái", Own: service(productPath)[:1], Links: []Link{
			linkTo("vi", "gs1:pip", "vi", "text/html", true),
			linkTo("recipe", "gs1:recipeInfo", "", "", false),
			linkTo("any", "gs1:instructions", "", "", true),
		}},
	})
	want := strings.NewReplacer("\n", "", "\t", "").Replace(`{"linkset":[
		{"anchor":"https://id.example.vn/01/09506000134352/10/L1",
			"https://ref.gs1.org/voc/defaultLink":[{"href":"https://maker.example/any","title":"any"}],
			"https://ref.gs1.org/voc/defaultLinkMulti":[
				{"href":"https://maker.example/vi","title":"vi","type":"text/html","hreflang":["vi"]},
				{"href":"https://maker.example/any","title":"any"}],
			"https://ref.gs1.org/voc/instructions":[{"href":"https://maker.example/any","title":"any"}],
			"https://ref.gs1.org/voc/pip":[
				{"href":"https://id.example.vn/page/01/09506000134352/10/L1","title":"Trang"},
				{"href":"https://maker.example/vi","title":"vi","type":"text/html","hreflang":["vi"]}],
			"https://ref.gs1.org/voc/traceability":[
				{"href":"https://id.example.vn/page/01/09506000134352/10/L1#journey","title":"Hành trình"}]},
		{"anchor":"https://id.example.vn/01/09506000134352","description":"Chè Thái",
			"https://ref.gs1.org/voc/defaultLink":[{"href":"https://maker.example/any","title":"any"}],
			"https://ref.gs1.org/voc/defaultLinkMulti":[
				{"href":"https://maker.example/vi","title":"vi","type":"text/html","hreflang":["vi"]},
				{"href":"https://maker.example/any","title":"any"}],
			"https://ref.gs1.org/voc/instructions":[{"href":"https://maker.example/any","title":"any"}],
			"https://ref.gs1.org/voc/pip":[
				{"href":"https://maker.example/vi","title":"vi","type":"text/html","hreflang":["vi"]},
				{"href":"https://id.example.vn/page/01/09506000134352","title":"Trang"}],
			"https://ref.gs1.org/voc/recipeInfo":[{"href":"https://maker.example/recipe","title":"recipe"}]}
		]}`)
	if diff := cmp.Diff(want, marshal(t, doc)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestLinksetOfChoices(t *testing.T) {
	t.Parallel()
	r := Resolve(levels(), Request{LinkType: "gs1:certificationInfo"})
	got := marshal(t, ChoicesDocument(base, r.Path, r.Choices))
	want := `{"linkset":[{"anchor":"https://id.example.vn/01/09506000134352",` +
		`"https://ref.gs1.org/voc/certificationInfo":[` +
		`{"href":"https://maker.example/cert-1","title":"cert-1"},{"href":"https://maker.example/cert-2","title":"cert-2"}]}]}`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestLinksetOfNothing(t *testing.T) {
	t.Parallel()
	if got, want := marshal(t, NewDocument(base, nil)), `{"linkset":[]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	got := marshal(t, NewDocument(base, []Level{{Path: productPath}}))
	if want := `{"linkset":[{"anchor":"https://id.example.vn/01/09506000134352"}]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// What GS1's schema of linksets asks for, at
// https://ref.gs1.org/standards/resolver/linkset-schema.
var (
	schemaURL      = regexp.MustCompile(`^https?://[a-zA-z0-9./]+`)
	schemaRelation = regexp.MustCompile(`^https?://[a-zA-z0-9./]+$`)
	schemaHreflang = regexp.MustCompile(`(^\w{2}$)|(^\w{2}-\w{2}$)`)
	schemaType     = regexp.MustCompile(`\w+/[-+.\w]+`)
)

// Every level has one default link with nothing but a title, its target under a
// type that describes it too, and it is where a plain request is led.
func TestLinksetHoldsToTheStandard(t *testing.T) {
	t.Parallel()
	all := levels()
	all[0].Links = []Link{
		linkTo("hant", "gs1:pip", "zh-Hant-TW", "text/html", true),
		linkTo("fil", "gs1:faqs", "fil", "application/ld+json; profile=\"a\"", false),
		linkTo("es", "gs1:faqs", "es-419", "", false),
	}
	doc := NewDocument(base, all)
	for i, c := range doc.Linkset {
		if want := base + all[i].Path; c.Anchor != want || !schemaURL.MatchString(c.Anchor) {
			t.Errorf("got anchor %s, want %s", c.Anchor, want)
		}
		defaults := c.Members[Vocabulary+"defaultLink"]
		if len(defaults) != 1 || defaults[0].Title == "" || defaults[0].Type != "" || defaults[0].Hreflang != nil {
			t.Fatalf("%s: got default links %v, want one with href and title", c.Anchor, defaults)
		}
		if got := Resolve(all[i:], Request{}); got.Link.Href != defaults[0].Href {
			t.Errorf("%s: a request is led to %s, the default link to %s", c.Anchor, got.Link.Href, defaults[0].Href)
		}
		checkMembers(t, c, defaults[0].Href)
	}
	if got := doc.Linkset[0].Members[Vocabulary+"pip"][0].Hreflang; !cmp.Equal(got, []string{"zh-TW"}) {
		t.Errorf("zh-Hant-TW: got %v, want zh-TW", got)
	}
	faqs := doc.Linkset[0].Members[Vocabulary+"faqs"]
	if faqs[0].Hreflang != nil || !cmp.Equal(faqs[1].Hreflang, []string{"es"}) {
		t.Errorf("fil and es-419: got %v and %v, want none and es", faqs[0].Hreflang, faqs[1].Hreflang)
	}
}

func checkMembers(t *testing.T, c Context, defaultHref string) {
	t.Helper()
	described := false
	for relation, targets := range c.Members {
		if !schemaRelation.MatchString(relation) {
			t.Errorf("relation %s", relation)
		}
		for _, l := range targets {
			isDefault := strings.HasPrefix(relation, Vocabulary+"defaultLink")
			described = described || !isDefault && l.Href == defaultHref
			if !schemaURL.MatchString(l.Href) || l.Title == "" || l.Type != "" && !schemaType.MatchString(l.Type) {
				t.Errorf("%s of %s: %+v", relation, c.Anchor, l)
			}
			for _, lang := range l.Hreflang {
				if !schemaHreflang.MatchString(lang) {
					t.Errorf("%s of %s: hreflang %s", relation, c.Anchor, lang)
				}
			}
		}
	}
	if !described {
		t.Errorf("%s: the default link is under no descriptive type", c.Anchor)
	}
}
