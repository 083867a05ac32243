package web

import (
	"strings"
	"testing"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/link"
)

// TestShopperLinks: a shopper sees what is for people and can be read, and
// nothing of it on a page that warns of the goods.
func TestShopperLinks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	path := w.path(w.newRun(b), 0)
	if body := w.get(path).Body.String(); strings.Contains(body, "Liên kết của nhà sản xuất") {
		t.Error("a page without links has a heading for them")
	}
	w.approve(w.newUser(account.Admin, "so@example.vn"), link.Bearer{ProductID: w.product.ID},
		link.Link{Type: "gs1:recipeInfo", Href: "https://htx.example/vi", Title: "Pha chè", Lang: "vi"},
		link.Link{Type: "gs1:recipeInfo", Href: "https://htx.example/en", Title: "Brewing", Lang: "en-GB"},
		link.Link{Type: "gs1:faqs", Href: "https://htx.example/fr", Title: "Questions", Lang: "fr"},
		link.Link{Type: "gs1:epcis", Href: "https://htx.example/epcis", Title: "Events"},
		link.Link{Type: "gs1:masterData", Href: "https://htx.example/data", Title: "Master data"},
		link.Link{Type: "gs1:pip", Href: "https://htx.example/pip.json", Title: "Pip", MediaType: "application/json"})
	for _, page := range []string{path, "/01/" + w.product.GTIN.String()} {
		for lang, want := range map[string]string{"vi": "vi fr", "en": "en fr"} {
			body := w.get(page+"?via=link", "Accept-Language", lang).Body.String()
			var shown []string
			for _, name := range []string{"vi", "en", "fr", "epcis", "data", "pip.json"} {
				if strings.Contains(body, `href="https://htx.example/`+name+`"`) {
					shown = append(shown, name)
				}
			}
			if got := strings.Join(shown, " "); got != want {
				t.Errorf("%s in %s shows %q, want %q", page, lang, got, want)
			}
		}
	}
	_, err := catalog.DeclareRecall(t.Context(), w.pool, w.producer, b.ID, catalog.NewRecall{Reason: "Nấm mốc"})
	w.must(err)
	for _, bad := range []string{path, path[:len(path)-1] + "U"} {
		if body := w.get(bad).Body.String(); strings.Contains(body, "htx.example") {
			t.Errorf("%s shows links of the producer", bad)
		}
	}
}

// Whatever producers link to, the page stays under 30 kB.
func TestShopperLinksStaySmall(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var links []link.Link
	for _, curie := range usualTypes {
		links = append(links, link.Link{
			Type: curie, Href: "https://htx.example/" + strings.Repeat("x", 900) + curie[4:], Title: strings.Repeat("Chè ", 49) + "Thái",
		})
	}
	w.approve(w.newUser(account.Admin, "so@example.vn"), link.Bearer{ProductID: w.product.ID}, links...)
	r := w.get(w.path(w.newRun(w.newBatch("L1")), 0))
	if n := strings.Count(r.Body.String(), `href="https://htx.example`); n == 0 || r.Body.Len() > 30_000 {
		t.Errorf("page of %d bytes with %d links, want some and less than 30000", r.Body.Len(), n)
	}
}
