package web

import (
	"encoding/csv"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/lookup"
	"temgoc/internal/stamp"
)

// TestScriptsRoad goes from registering a product to a recall with tokens
// alone.
func TestScriptsRoad(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.script(w.producer)
	admin := w.script(w.newUser(account.Admin, "so@example.vn"))

	product := read[catalog.Product](t, p.post("/api/v1/products", `{"gtin":"9520000001018","name_vi":"Bánh cáy","group":"thuc-pham","standards":["TCCS 01"]}`), 201)
	if product.GTIN.String() != "09520000001018" || product.OrgID != w.producer.OrgID {
		t.Fatalf("product: %+v", product)
	}
	path := "/api/v1/products/" + product.ID.String()
	changed := read[catalog.Product](t, p.do("PUT", path, `{"name_vi":"Bánh cáy làng Nguyễn","group":"thuc-pham"}`), 200)
	if got := read[catalog.Product](t, p.get(path), 200); got.NameVI != "Bánh cáy làng Nguyễn" || !got.UpdatedAt.Equal(changed.UpdatedAt) {
		t.Errorf("product after PUT: %+v", got)
	}
	cert := read[certificateAnswer](t, admin.post(path+"/certificates",
		`{"kind":"ocop","stars":4,"number":"1/QĐ","issuer":"UBND tỉnh","issued_on":"2025-01-01","valid_until":"2028-01-01"}`), 201)
	if cert.State != catalog.CertValid || cert.ProductID != product.ID {
		t.Errorf("certificate: %+v", cert)
	}

	made := p.post("/api/v1/batches",
		`{"gtin":"9520000001018","lot":"L260415-01","produced_on":"2026-04-15","expires_on":"2027-04-15","quantity":100,"content":"500 g"}`)
	location := made.Header().Get("Location")
	batch := read[madeBatch](t, made, 201)
	if location != "/api/v1/batches/"+batch.ID.String() || batch.ProductID != product.ID {
		t.Errorf("batch at %s: %+v", location, batch)
	}
	if got := read[madeBatch](t, p.get(location), 200); got.Code != batch.Code || !strings.HasPrefix(got.Code, "https://tem.example.vn/01/09520000001018/10/L260415-01?17=270415&s=") {
		t.Errorf("batch's code %q, then %q", batch.Code, got.Code)
	}

	issued := p.post(location+"/stamps", `{"quantity":40,"ocop":true}`)
	runAt := issued.Header().Get("Location")
	run := read[runAnswer](t, issued, 201)
	if run.Kind != stamp.Compact || run.Stars != 4 || run.FirstUnit != 0 || run.LastUnit != 39 || runAt != "/api/v1/stamp-runs/"+run.ID.String() {
		t.Errorf("run at %s: %+v", runAt, run)
	}
	codes := p.codes(runAt)
	if len(codes) != 40 {
		t.Fatalf("%d codes, want 40", len(codes))
	}
	w.must(w.directory.Load(t.Context()))
	p.wantVerdict(codes[5], lookup.NotActivated)

	wantDone(t, p.post(runAt+"/activate", `{"from":0,"to":29}`))
	wantDone(t, p.post(runAt+"/void", `{"from":5,"to":6,"reason":"spoiled: in mờ"}`))
	p.wantVerdict(codes[4], lookup.Genuine)
	p.wantVerdict(codes[5], lookup.Voided)
	p.wantVerdict(codes[30], lookup.NotActivated)
	p.wantVerdict(batch.Code, lookup.Genuine)
	ledger := read[stamp.Ledger](t, p.get(location+"/ledger"), 200)
	if got, want := fmt.Sprint(ledger.Issued, ledger.Active, ledger.Waiting, ledger.Voided, ledger.Left), "40 28 10 2 62"; got != want {
		t.Errorf("issued, active, waiting, voided, left: got %s, want %s", got, want)
	}

	recall := read[recallAnswer](t, p.post("/api/v1/recalls",
		`{"batch_id":"`+batch.ID.String()+`","reason":"Có nấm mốc","instruction":"Đừng dùng","contact":"0227 000 000"}`), 201)
	p.wantVerdict(codes[4], lookup.Recalled)
	if got := wantProblem(t, p.post("/api/v1/recalls", `{"batch_id":"`+batch.ID.String()+`","reason":"Mốc"}`), 409); got.Code != "error.recalled_already" {
		t.Errorf("a second recall: %+v", got)
	}
	wantProblem(t, p.post(runAt+"/activate", `{"from":30,"to":30}`), 409)
	wantDone(t, admin.post("/api/v1/recalls/"+recall.ID.String()+"/lift", `{"reason":"Kiểm nghiệm đạt"}`))
	p.wantVerdict(codes[4], lookup.Genuine)
	wantDone(t, admin.post("/api/v1/certificates/"+cert.ID.String()+"/revoke", ""))
	if got := wantProblem(t, p.post(location+"/stamps", `{"quantity":1,"ocop":true}`), 409); got.Code != "error.no_certificate" {
		t.Errorf("stars without a certificate: %+v", got)
	}
	if n := scansOnRecord(w); n != 0 {
		t.Errorf("looking up recorded %d scans, want none", n)
	}
}

// codes are the URLs of a run's CSV.
func (p script) codes(run string) []string {
	p.Helper()
	r := p.get(run + "/codes.csv")
	if r.Code != 200 {
		p.Fatalf("codes: status %d\n%s", r.Code, r.Body)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(r.Body.String(), "\uFEFF"))).ReadAll()
	p.must(err)
	var urls []string
	for _, row := range rows[1:] {
		urls = append(urls, row[2])
	}
	return urls
}

// wantVerdict asks as anyone may, without a token.
func (w *world) wantVerdict(code string, want lookup.Verdict) {
	w.Helper()
	got := read[lookupAnswer](w.T, w.get("/api/v1/lookup?code="+url.QueryEscape(code)), 200)
	if got.Verdict != want {
		w.Errorf("%s: verdict %s, want %s", code, got.Verdict, want)
	}
}

func scansOnRecord(w *world) (n int) {
	w.Helper()
	w.must(w.pool.QueryRow(w.Context(), `select count(*) from scan`).Scan(&n))
	return n
}

// TestAPIPages walks lists of more than a page.
func TestAPIPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.script(w.producer)
	for _, lot := range []string{"L1", "L2", "L3", "L4", "L5"} { // the first has number 0
		w.newBatch(lot)
	}
	for _, list := range []struct {
		path string
		want int
	}{
		{"/api/v1/batches?limit=2", 5},
		{"/api/v1/batches?limit=1", 5},
		{"/api/v1/batches?limit=5", 5},
		{"/api/v1/batches?limit=900&product_id=" + w.product.ID.String(), 5},
		{"/api/v1/products?limit=1", 1},
		{"/api/v1/recalls?limit=1", 0},
	} {
		seen, path := map[string]bool{}, list.path
		for range 10 {
			page := read[struct {
				Items []map[string]any `json:"items"`
				Next  string           `json:"next"`
			}](t, p.get(path), 200)
			for _, item := range page.Items {
				seen[item["id"].(string)] = true
			}
			if path = list.path + "&after=" + page.Next; page.Next == "" {
				break
			}
		}
		if len(seen) != list.want {
			t.Errorf("%s: %d rows, want %d", list.path, len(seen), list.want)
		}
	}
}

func TestRunPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.script(w.producer)
	path := "/api/v1/batches/" + w.newBatch("L1").ID.String() + "/stamps"
	for range 3 {
		read[runAnswer](t, p.post(path, `{"quantity":7,"kind":"sealed"}`), 201)
	}
	first := read[list[runAnswer]](t, p.get(path+"?limit=2"), 200)
	rest := read[list[runAnswer]](t, p.get(path+"?limit=2&after="+first.Next), 200)
	if len(first.Items) != 2 || len(rest.Items) != 1 || rest.Items[0].FirstUnit != 14 || rest.Next != "" {
		t.Errorf("pages: %+v, then %+v", first, rest)
	}
}
