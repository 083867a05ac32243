package web

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/account"
	"temgoc/internal/input"
	"temgoc/internal/link"
)

// TestAPILinks: what a program does with links, and what becomes of each.
func TestAPILinks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p, a := w.script(w.producer), w.script(w.newUser(account.Admin, "so@example.vn"))
	ofProduct := "/api/v1/products/" + w.product.ID.String() + "/links"
	ofBatch := "/api/v1/batches/" + w.newBatch("L1").ID.String() + "/links"

	made := p.post(ofProduct, someLink)
	first := read[link.Entry](t, made, 201)
	if got, want := made.Header().Get("Location"), "/api/v1/links/"+first.ID.String(); got != want || first.State != link.Proposed {
		t.Errorf("made %s in state %s, want %s that waits", got, first.State, want)
	}
	batch := read[link.Entry](t, p.post(ofBatch, `{"link_type":"gs1:epcis","href":"https://htx.example/epcis","title":"EPCIS","media_type":"application/json"}`), 201)
	if batch.BatchID == nil || batch.Lot != "L1" {
		t.Errorf("link of a batch: %+v", batch)
	}
	states := func(path string) (found []link.State) {
		t.Helper()
		for _, e := range read[list[link.Entry]](t, a.get(path), 200).Items {
			found = append(found, e.State)
		}
		return found
	}
	wantStates := func(path string, want ...link.State) {
		t.Helper()
		if diff := cmp.Diff(want, states(path)); diff != "" {
			t.Errorf("%s: -want +got\n%s", path, diff)
		}
	}
	wantStates("/api/v1/links", link.Proposed, link.Proposed)
	id := "/api/v1/links/" + first.ID.String()
	if got := read[link.Entry](t, a.post(id+"/approve", ""), 200); got.State != link.Approved || got.DecidedAt == nil {
		t.Errorf("approved: %+v", got)
	}
	wantProblem(t, a.post(id+"/approve", ""), 409)
	wantStates("/api/v1/links?state=approved", link.Approved)

	changed := read[link.Entry](t, p.do("PUT", id, `{"link_type":"gs1:faqs","href":"https://htx.example/moi","title":"Hỏi đáp"}`), 201)
	if changed.ID == first.ID || changed.Replaces == nil || *changed.Replaces != first.ID {
		t.Errorf("changed: %+v, want another link that replaces %s", changed, first.ID)
	}
	wantStates(ofProduct, link.Approved, link.Proposed)
	rejected := read[link.Entry](t, a.post("/api/v1/links/"+changed.ID.String()+"/reject", `{"reason":"Không mở được"}`), 200)
	if rejected.State != link.Rejected || rejected.Reason != "Không mở được" {
		t.Errorf("rejected: %+v", rejected)
	}
	wantStates("/api/v1/links?state=rejected", link.Rejected)
	if got := read[link.Entry](t, p.get(id), 200); got.State != link.Approved {
		t.Errorf("the link of before is %s, want it to serve on", got.State)
	}
	if r := p.do("DELETE", id, ""); r.Code != 204 {
		t.Errorf("withdrawn: status %d, want 204", r.Code)
	}
	wantProblem(t, p.get(id), 404)
}

func TestAPILinksInPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.script(w.producer)
	path := "/api/v1/products/" + w.product.ID.String() + "/links"
	for range 5 {
		read[link.Entry](t, p.post(path, someLink), 201)
	}
	seen := 0
	for next := ""; ; {
		page := read[list[link.Entry]](t, p.get(path+"?limit=2&after="+next), 200)
		seen += len(page.Items)
		if next = page.Next; next == "" {
			break
		}
	}
	if seen != 5 {
		t.Errorf("%d links on all pages, want 5", seen)
	}
}

func TestAPILinksBadInput(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	admin := w.newUser(account.Admin, "so@example.vn")
	g := w.newGoods(admin)
	p, a := w.script(w.producer), w.script(admin)
	before := w.marks()
	links := "/api/v1/products/" + w.product.ID.String() + "/links"
	gtin := "/api/v1/products/" + w.product.ID.String() + "/gtin"
	one := "/api/v1/links/" + g.link.ID.String()
	for _, tt := range []struct {
		name               string
		who                script
		method, path, body string
		field, problem     string
	}{
		{"another scheme", p, "POST", links, `{"link_type":"gs1:faqs","href":"http://htx.example/","title":"A"}`, "href", "link.href_scheme"},
		{"a script", p, "POST", links, `{"link_type":"gs1:faqs","href":"javascript:alert(1)","title":"A"}`, "href", "link.href_scheme"},
		{"no type of GS1's", p, "POST", links, `{"link_type":"og:image","href":"https://htx.example/","title":"A"}`, "link_type", "link.type_unknown"},
		{"a state by a guess", p, "POST", links, `{"link_type":"gs1:faqs","href":"https://htx.example/","title":"A","state":"approved"}`, "state", "json.unknown_field"},
		{"a default as text", p, "PUT", one, `{"default":"yes"}`, "default", "json.wrong_type"},
		{"no reason", a, "POST", one + "/reject", `{}`, "reason", "text.missing"},
		{"an unknown state", a, "GET", "/api/v1/links?state=new", "", "state", "link.state_unknown"},
		{"check digit", p, "PUT", gtin, `{"gtin":"9506000134353"}`, "gtin", "gtin.check_digit"},
		{"no number", p, "PUT", gtin, `{}`, "gtin", "gtin.empty"},
		{"a number of ours", p, "PUT", gtin, `{"gtin":"0299000000022"}`, "gtin", "gtin.reserved"},
	} {
		got := wantProblem(t, tt.who.do(tt.method, tt.path, tt.body), 400)
		if diff := cmp.Diff([]input.Error{{Field: tt.field, Problem: tt.problem}}, faults(got)); diff != "" {
			t.Errorf("%s: -want +got\n%s", tt.name, diff)
		}
	}
	w.wantUnchanged(before)
}
