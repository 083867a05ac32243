package link

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// linkTo is a link whose href tells it apart.
func linkTo(name, curie, lang, mediaType string, isDefault bool) Link {
	return Link{
		Type: curie, Href: "https://maker.example/" + name, Title: name,
		Lang: lang, MediaType: mediaType, Default: isDefault,
	}
}

// service is the service's own links of a level.
func service(path string) []Link {
	return []Link{
		{Type: "gs1:pip", Href: "https://id.example.vn/page" + path, Title: "Trang", Default: true},
		{Type: "gs1:traceability", Href: "https://id.example.vn/page" + path + "#journey", Title: "Hành trình"},
	}
}

const (
	productPath = "/01/09506000134352"
	lotPath     = productPath + "/10/L1"
	serialPath  = lotPath + "/21/S1"
)

// levels of a serial whose lot and product have links.
func levels() []Level {
	return []Level{
		{Path: serialPath, Own: service(serialPath)},
		{Path: lotPath, Own: service(lotPath), Links: []Link{
			linkTo("lot-recipe", "gs1:recipeInfo", "", "", false),
			linkTo("recall", "gs1:recallStatus", "", "", false),
		}},
		{Path: productPath, Own: service(productPath), Links: []Link{
			linkTo("vi", "gs1:pip", "vi", "text/html", true),
			linkTo("any", "gs1:pip", "", "text/html", true),
			linkTo("en-gb", "gs1:pip", "en-GB", "text/html", true),
			linkTo("recipe", "gs1:recipeInfo", "", "", false),
			linkTo("cert-1", "gs1:certificationInfo", "", "", false),
			linkTo("cert-2", "gs1:certificationInfo", "", "", false),
			linkTo("how-vi", "gs1:instructions", "vi", "text/html", false),
			linkTo("how-en", "gs1:instructions", "en", "text/html", false),
			linkTo("how-en-pdf", "gs1:instructions", "en", "application/pdf", false),
			linkTo("how-data", "gs1:instructions", "", "application/json; a=b", false),
		}},
	}
}

func TestResolve(t *testing.T) {
	t.Parallel()
	const browser = "text/html,application/xhtml+xml,*/*;q=0.8"
	for _, tt := range []struct {
		name string
		r    Request
		kind Kind
		want string // hrefs, without their host
	}{
		{"default", Request{}, Redirect, "any"},
		{"default of a browser", Request{Accept: browser}, Redirect, "any"},
		{"default asked for by its type", Request{LinkType: "gs1:defaultLink"}, Redirect, "any"},
		{"defaults asked for by their type", Request{LinkType: Vocabulary + "defaultLinkMulti"}, Redirect, "any"},
		{"default in a language", Request{AcceptLanguage: "vi"}, Redirect, "vi"},
		{"region is looked up without it", Request{AcceptLanguage: "vi-VN,vi;q=0.9,en;q=0.5"}, Redirect, "vi"},
		{"case of languages is ignored", Request{AcceptLanguage: "EN-gb"}, Redirect, "en-gb"},
		{"lookup never goes to a region", Request{AcceptLanguage: "en"}, Redirect, "any"},
		{"the most wanted first", Request{AcceptLanguage: "vi;q=0.1,en-GB;q=0.2"}, Redirect, "en-gb"},
		{"no such language", Request{AcceptLanguage: "de"}, Redirect, "any"},
		{"language that is not acceptable", Request{AcceptLanguage: "vi;q=0"}, Redirect, "any"},
		{"any language", Request{AcceptLanguage: "*"}, Redirect, "any"},
		{"nothing that is acceptable", Request{Accept: "image/png"}, Redirect, "any"},

		{"nearest level", Request{LinkType: "gs1:recipeInfo"}, Redirect, "lot-recipe"},
		{"type in full", Request{LinkType: "https://ref.gs1.org/voc/recipeInfo"}, Redirect, "lot-recipe"},
		{"type in full, of before", Request{LinkType: "https://gs1.org/voc/recipeInfo"}, Redirect, "lot-recipe"},
		{"unknown type", Request{LinkType: "gs1:nosuchlt"}, NotFound, ""},
		{"known type that nobody has", Request{LinkType: "gs1:epcis"}, NotFound, ""},
		{"type of another vocabulary", Request{LinkType: "https://evil.example/recipeInfo"}, NotFound, ""},
		{"type without a vocabulary", Request{LinkType: "recipeInfo"}, NotFound, ""},
		{"a target is no type", Request{LinkType: "//evil.example"}, NotFound, ""},
		{"approved before own", Request{LinkType: "gs1:pip", AcceptLanguage: "vi"}, Redirect, "vi"},
		{"own, of the most specific level", Request{LinkType: "gs1:traceability"}, Redirect,
			"https://id.example.vn/page" + serialPath + "#journey"},

		{"same in all", Request{LinkType: "gs1:certificationInfo"}, Choices, "cert-1 cert-2"},
		{"same in all, whatever the headers", Request{LinkType: "gs1:certificationInfo", AcceptLanguage: "vi", Accept: browser},
			Choices, "cert-1 cert-2"},
		{"one without a language", Request{LinkType: "gs1:instructions", AcceptLanguage: "de"}, Redirect, "how-data"},
		{"told apart by language", Request{LinkType: "gs1:instructions", AcceptLanguage: "vi"}, Redirect, "how-vi"},
		{"told apart by media type", Request{LinkType: "gs1:instructions", Accept: "application/pdf"}, Redirect, "how-en-pdf"},
		{"by a group of media types", Request{LinkType: "gs1:instructions", Accept: "application/*;q=0.5", AcceptLanguage: "en"},
			Redirect, "how-en-pdf"},
		{"parameters of a media type do not count", Request{LinkType: "gs1:instructions", Accept: "application/json"},
			Redirect, "how-data"},
		{"by both", Request{LinkType: "gs1:instructions", Accept: browser, AcceptLanguage: "en-US"}, Redirect, "how-en"},
		{"language before what is only preferred", Request{LinkType: "gs1:instructions",
			Accept: "text/html,application/pdf;q=0.1", AcceptLanguage: "vi;q=0.1"}, Redirect, "how-vi"},
		{"told apart by too little", Request{LinkType: "gs1:instructions", AcceptLanguage: "en"}, Choices, "how-en how-en-pdf"},

		{"linkset", Request{LinkType: "linkset"}, Linkset, ""},
		{"all", Request{LinkType: "all"}, Linkset, ""},
		{"linkset by header", Request{Accept: LinksetType}, Linkset, ""},
		{"linkset by header, whatever the type", Request{Accept: LinksetType, LinkType: "gs1:pip"}, Linkset, ""},
		{"no linkset for browsers", Request{Accept: browser + "," + LinksetType + ";q=0.7"}, Redirect, "any"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := Resolve(levels(), tt.r)
			if hrefs := hrefsOf(got); got.Kind != tt.kind || hrefs != tt.want {
				t.Errorf("got kind %d to %s, want %d to %s", got.Kind, hrefs, tt.kind, tt.want)
			}
		})
	}
}

// hrefsOf are those that a resolution leads to, without the maker's host.
func hrefsOf(r Resolution) string {
	links := r.Choices
	if r.Kind == Redirect {
		links = []Link{r.Link}
	}
	var hrefs []string
	for _, l := range links {
		hrefs = append(hrefs, strings.TrimPrefix(l.Href, "https://maker.example/"))
	}
	return strings.Join(hrefs, " ")
}

// Without any approved link the service's own page of the code answers.
func TestResolveOwn(t *testing.T) {
	t.Parallel()
	bare := []Level{{Path: lotPath, Own: service(lotPath)}, {Path: productPath, Own: service(productPath)}}
	for linkType, want := range map[string]string{
		"":                "https://id.example.vn/page" + lotPath,
		"gs1:pip":         "https://id.example.vn/page" + lotPath,
		"gs1:nosuchlt":    "",
		"gs1:defaultLink": "https://id.example.vn/page" + lotPath,
	} {
		if got := hrefsOf(Resolve(bare, Request{LinkType: linkType})); got != want {
			t.Errorf("%q: got %s, want %s", linkType, got, want)
		}
	}
	for _, none := range [][]Level{nil, {{Path: productPath}}} {
		if got := Resolve(none, Request{}); got.Kind != NotFound {
			t.Errorf("%v: got %+v, want not found", none, got)
		}
	}
	if got := Resolve(nil, Request{LinkType: "linkset"}); got.Kind != NotFound {
		t.Errorf("linkset of nothing: got %+v, want not found", got)
	}
}

// A producer cannot stand between a shopper and a recall.
func TestResolveRecall(t *testing.T) {
	t.Parallel()
	all := levels()
	recall := Request{LinkType: "gs1:recallStatus"}
	if got, want := hrefsOf(Resolve(all, recall)), "recall"; got != want {
		t.Errorf("not recalled: got %s, want the producer's %s", got, want)
	}
	notice := Link{Type: "gs1:recallStatus", Href: "https://id.example.vn/page" + lotPath + "#recall", Title: "Thu hồi"}
	all[1].Own = append(all[1].Own, notice)
	if got := hrefsOf(Resolve(all, recall)); got != notice.Href {
		t.Errorf("recalled: got %s, want %s", got, notice.Href)
	}
}

func TestChoicesTellTheirLevel(t *testing.T) {
	t.Parallel()
	got := Resolve(levels(), Request{LinkType: "gs1:certificationInfo"})
	if got.Path != productPath {
		t.Errorf("got %s, want %s", got.Path, productPath)
	}
}

// Resolving leaves the levels as they are: requests share them.
func TestResolveChangesNothing(t *testing.T) {
	t.Parallel()
	given := levels()
	for _, r := range []Request{{AcceptLanguage: "vi"}, {LinkType: "gs1:instructions", Accept: "application/pdf"}} {
		Resolve(given, r)
	}
	NewDocument("https://id.example.vn", given)
	if diff := cmp.Diff(levels(), given); diff != "" {
		t.Errorf("levels: -want +got\n%s", diff)
	}
}

// Headers of 8 kB cost no more than a small part of a millisecond.
func TestLongHeaders(t *testing.T) {
	t.Parallel()
	all := levels()
	for n := range maxLinks {
		all[2].Links = append(all[2].Links, linkTo("more", "gs1:recipeInfo", "x-"+string(rune('a'+n%26)), "a/b", n%2 == 0))
	}
	for _, part := range []string{",", ";", "a,", "a-b-c-d-e-f-g-h,", "a-", "*/*;q=0.1,", ";q=0", "\xff", "en;q=1;q=1;q=1,"} {
		header := strings.Repeat(part, 8192/len(part))
		best := time.Hour // of several: other programs only ever add
		for range 20 {
			begin := time.Now()
			Resolve(all, Request{LinkType: "gs1:instructions", Accept: header, AcceptLanguage: header})
			Resolve(all, Request{Accept: header, AcceptLanguage: header})
			best = min(best, time.Since(begin)/2)
		}
		if best > 2*time.Millisecond { // of which the race detector takes most
			t.Errorf("headers of %q: %s a request, want microseconds", part, best)
		}
	}
}

func BenchmarkResolve(b *testing.B) {
	all := levels()
	for name, r := range map[string]Request{
		"default": {},
		"browser": {
			Accept:         "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
			AcceptLanguage: "vi-VN,vi;q=0.9,en-US;q=0.8,en;q=0.7",
		},
		"8 kB": {Accept: strings.Repeat("a/b;q=0.1,", 820), AcceptLanguage: strings.Repeat("a-b-c-d,", 1024)},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Resolve(all, r)
			}
		})
	}
}
