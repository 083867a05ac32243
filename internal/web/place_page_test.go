package web

import (
	"net/http"
	"testing"

	"temgoc/internal/catalog"
	"temgoc/internal/link"
)

func TestPlace(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	at, err := catalog.CreatePlace(t.Context(), w.pool, catalog.Place{
		CommuneBefore: "xã Nguyên Xá", DistrictBefore: "huyện Đông Hưng", ProvinceBefore: "Thái Bình",
		UnitNow: "xã Đông Hưng", ProvinceNow: "tỉnh Hưng Yên",
	})
	w.must(err)
	_, err = w.pool.Exec(t.Context(), `update organisation set gln = '9529000000014', name = 'HTX <Chè>', place_id = $2 where id = $1`,
		w.producer.OrgID, at.ID)
	w.must(err)
	w.must(w.links.Load(t.Context()))
	const place = "/414/9529000000014"

	for _, path := range []string{place, place + "/", "/page" + place, place + "/254/K1"} {
		page := w.get(path)
		wantPage(t, page, 200, "HTX &lt;Chè&gt;", "xã Nguyên Xá, huyện Đông Hưng, Thái Bình", "xã Đông Hưng, tỉnh Hưng Yên",
			`<a href="/01/`+w.product.GTIN.String()+`">Chè Thái</a>`, `rel="canonical" href="https://tem.example.vn/414/9529000000014`)
		if got := page.Header().Get("Link"); got == "" {
			t.Errorf("%s does not say where its linkset is", path)
		}
	}
	if r := w.get(place, "Accept", "*/*"); r.Code != http.StatusTemporaryRedirect || r.Header().Get("Location") != ourPage+place {
		t.Errorf("a program: status %d to %q, want 307 to the page", r.Code, r.Header().Get("Location"))
	}
	for _, ask := range [][]string{{place + "?linkType=linkset", "*/*"}, {place, link.LinksetType}} {
		r := w.get(ask[0], "Accept", ask[1])
		contexts := linksetOf(t, r.Body.String())
		contexts[0].checkDefault(t)
		if len(contexts) != 1 || contexts[0].anchor != "https://tem.example.vn"+place {
			t.Errorf("%v: %s", ask, r.Body)
		}
	}
	data := strictly[ldPlace](t, w.get(place, "Accept", "application/ld+json").Body.Bytes())
	if data.Name != "HTX <Chè>" || data.GLN != "9529000000014" || data.Address.Region != "tỉnh Hưng Yên" {
		t.Errorf("data of the place: %+v", data)
	}
	for path, want := range map[string]int{"/page/414/9529000000021": 404, "/page/414/1": 400, "/414/9529000000014/01/x": 400} {
		if r := w.get(path); r.Code != want {
			t.Errorf("%s: status %d, want %d", path, r.Code, want)
		}
	}
}
