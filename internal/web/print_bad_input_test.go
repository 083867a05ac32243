package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"temgoc/internal/account"
	"temgoc/internal/input"
	"temgoc/internal/stamp"

	"github.com/google/go-cmp/cmp"
)

// badPrints are orders that are refused, with the field and the fault.
var badPrints = []struct{ name, query, json, field, problem string }{
	{"unknown stock", "stock=a4-9x9", `"stock":"a4-9x9"`, "stock", "stock.unknown"},
	{"resolution of no printer", "dpi=7", `"dpi":7`, "dpi", "dpi.unknown"},
	{"unknown format", "format=doc", `"format":"doc"`, "format", "format.unknown"},
	{"unknown kind", "kind=gold", `"kind":"gold"`, "kind", "kind.unknown"},
	{"sheets as ZPL", "format=zpl&stock=a4-3x8", `"format":"zpl","stock":"a4-3x8"`, "format", "format.needs_roll"},
	{"reversed range", "from=19&to=10", `"from":19,"to":10`, "to", "range.reversed"},
	{"range before the run", "from=9&to=12", `"from":9,"to":12`, "from", "range.outside"},
	{"range behind the run", "from=12&to=20", `"from":12,"to":20`, "to", "range.outside"},
	{"unknown part", "show=price", `"show":["price"]`, "show", "show.unknown"},
	{"stars", "line=OCOP+5+sao", `"line":"OCOP 5 sao"`, "line", "line.claims_stars"},
	{"stars in disguise", "line=%E2%98%85%E2%98%85%E2%98%85", `"line":"★★★"`, "line", "line.claims_stars"},
	{"long line", "line=" + strings.Repeat("x", 41), `"line":"` + strings.Repeat("x", 41) + `"`, "line", "text.too_long"},
	{"PINs without a field", "pins=yes&stock=a4-3x8", `"pins":true,"stock":"a4-3x8"`, "pins", "pins.no_field"},
}

// TestBadPrints: by page and by API each fault has its field, and nothing is
// ordered or drawn.
func TestBadPrints(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	g := w.newGoods(w.newUser(account.Admin, "so@example.vn"))
	p, api := w.browser("htx-1@example.vn"), w.script(w.producer)
	form, run := runPath(g.fresh.ID)+"/print", "/api/v1/stamp-runs/"+g.fresh.ID.String()
	before, printed := w.marks(), len(w.prints(g.fresh))
	for _, tt := range badPrints {
		says := w.languages.byTag["vi"].T(tt.problem)
		wantPage(t, p.get(form+"?"+tt.query), 400, says, `id="stock"`)
		fields, err := url.ParseQuery(tt.query)
		w.must(err)
		wantPage(t, p.post(form, fields), 400, says)
		if r := p.get(runPath(g.fresh.ID) + "/preview.svg?" + tt.query); r.Code != 400 && tt.field != "format" {
			t.Errorf("%s: the preview has status %d, want 400", tt.name, r.Code)
		}
		got := wantProblem(t, api.post(run+"/prints", "{"+tt.json+"}"), 400)
		if diff := cmp.Diff([]input.Error{{Field: tt.field, Problem: tt.problem}}, faults(got)); diff != "" {
			t.Errorf("%s: -want +got\n%s", tt.name, diff)
		}
	}
	w.wantUnchanged(before)
	if n := len(w.prints(g.fresh)); n != printed {
		t.Errorf("%d lines of the ledger, want %d", n, printed)
	}
}

// TestTooSmall: a code that does not fit is refused with what does.
func TestTooSmall(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	g := w.newGoods(w.newUser(account.Admin, "so@example.vn")) // fresh is sealed
	p, api := w.browser("htx-1@example.vn"), w.script(w.producer)
	form, run := runPath(g.fresh.ID)+"/print", "/api/v1/stamp-runs/"+g.fresh.ID.String()
	const small = "stock=roll-35x22x3&dpi=203"
	before := w.marks()

	page := p.get(form + "?kind=sealed&" + small)
	wantPage(t, page, 422, "ở 203 dpi, nhãn chỉ có 21,4 mm", "Cái vừa được:", ">Tem gọn</a>", ">Cuộn · 60 × 40 mm</a>")
	if strings.Contains(page.Body.String(), ">A4 · 3 × 8 · 63,5") && strings.Contains(page.Body.String(), "stock=a4-3x8") {
		t.Error("sheets are offered in place of a roll")
	}
	wantPage(t, p.post(form, url.Values{"kind": {"sealed"}, "stock": {"roll-35x22x3"}, "dpi": {"203"}}), 422, "nhãn chỉ có 21,4 mm")
	for _, path := range []string{"/labels.zpl?" + small, "/labels.svg?kind=sealed&" + small} {
		got := wantProblem(t, api.get(run+path), 422)
		if got.Code != "error.too_small" || got.Fits == nil || got.Fits.Kind != stamp.Compact || !cmp.Equal(got.Fits.Stocks[:1], []string{"roll-50x30x2"}) {
			t.Errorf("%s: %+v, %+v", path, got, got.Fits)
		}
	}
	wantProblem(t, api.post(run+"/prints", `{"stock":"roll-35x22x3","dpi":203}`), 422)
	w.wantUnchanged(before)

	r := api.get(run + "/labels.zpl?kind=auto&" + small)
	if got := r.Header().Get("Temgoc-Kind"); r.Code != 200 || got != "compact" {
		t.Errorf("auto: status %d, kind %q; want compact", r.Code, got)
	}
	wantPage(t, p.get(form+"?kind=auto&"+small), 200, "Tem gọn", "Chọn tem gọn vì mã ký số không vừa loại nhãn này.")
}

// TestManyLabels are ordered, not waited for; a list has no end.
func TestManyLabels(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.script(w.producer)
	made := read[madeBatch](t, p.post("/api/v1/batches", batchWith(w.product.ID.String(), `"lot":"L9","quantity":20000`)), 201)
	run := read[runAnswer](t, p.post("/api/v1/batches/"+made.ID.String()+"/stamps", `{"quantity":10001}`), 201)
	path := "/api/v1/stamp-runs/" + run.ID.String()
	for _, name := range []string{"/labels.pdf", "/labels.zpl", "/labels.tspl?from=0&to=10000"} {
		got := wantProblem(t, p.get(path+name), 400)
		if f := faults(got); len(f) != 1 || f[0].Problem != "labels.too_many" || !strings.Contains(got.Errors[0].Detail, "/prints") {
			t.Errorf("%s: %+v", name, got)
		}
	}
	wantFile(t, p.get(path+"/labels.pdf?from=9980&to=10000"), "application/pdf", "%PDF-")
	if got := len(p.codes(path)); got != 10001 {
		t.Errorf("%d codes, want 10001", got)
	}
	if n := len(w.prints(run.Run)); n != 2 {
		t.Errorf("%d lines of the ledger, want 2", n)
	}
	if r := p.do(http.MethodHead, path+"/codes.csv", ""); r.Code != 200 || r.Body.Len() > 0 || len(w.prints(run.Run)) != 2 {
		t.Errorf("HEAD: status %d, %d bytes, ledger %+v; want 200, none, no further line", r.Code, r.Body.Len(), w.prints(run.Run))
	}
}
