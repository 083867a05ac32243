package web

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/account"
	"temgoc/internal/input"
)

// TestBadInput: each names its field, and nothing has changed.
func TestBadInput(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	admin := w.newUser(account.Admin, "so@example.vn")
	g := w.newGoods(admin)
	p, a := w.script(w.producer), w.script(admin)
	product, batch := w.product.ID.String(), g.batch.ID.String()
	var (
		products = "/api/v1/products"
		certs    = "/api/v1/products/" + product + "/certificates"
		revoke   = "/api/v1/certificates/" + g.cert.ID.String() + "/revoke"
		batches  = "/api/v1/batches"
		stamps   = "/api/v1/batches/" + batch + "/stamps"
		activate = "/api/v1/stamp-runs/" + g.fresh.ID.String() + "/activate"
		void     = "/api/v1/stamp-runs/" + g.fresh.ID.String() + "/void"
		recalls  = "/api/v1/recalls"
	)
	before := w.marks()
	for _, tt := range []struct {
		name           string
		who            script
		path, body     string
		field, problem string
	}{
		{"no body", p, products, ``, "", "json.empty"},
		{"not JSON", p, products, `name_vi=x`, "", "json.malformed"},
		{"cut short", p, batches, `{"lot":"L9"`, "", "json.malformed"},
		{"a list", p, batches, `[]`, "", "json.wrong_type"},
		{"two values", p, stamps, `{"quantity":1}{"quantity":1}`, "", "json.malformed"},

		{"check digit", p, products, `{"gtin":"9520000001019","name_vi":"A","group":"do-uong"}`, "gtin", "gtin.check_digit"},
		{"length of gtin", p, products, `{"gtin":"123456789","name_vi":"A","group":"do-uong"}`, "gtin", "gtin.length"},
		{"gtin of ours", p, products, `{"gtin":"` + w.product.GTIN.String() + `","name_vi":"A","group":"do-uong"}`, "gtin", "gtin.reserved"},
		{"no name", p, products, `{"name_vi":" ","group":"do-uong"}`, "name_vi", "text.missing"},
		{"unknown group", p, products, `{"name_vi":"A","group":"OCOP"}`, "group", "group.unknown"},
		{"owner set by a guess", p, products, `{"name_vi":"A","group":"do-uong","org_id":"` + admin.OrgID.String() + `"}`, "org_id", "json.unknown_field"},
		{"standards that are no list", p, products, `{"name_vi":"A","group":"do-uong","standards":"TCVN"}`, "standards", "json.wrong_type"},

		{"stars of no OCOP", a, certs, `{"kind":"organic","stars":3,"number":"1","issuer":"A","issued_on":"2026-01-01","valid_until":"2027-01-01"}`, "stars", "certificate.stars_range"},
		{"stars as text", a, certs, `{"kind":"ocop","stars":"4"}`, "stars", "json.wrong_type"},
		{"certificate of another product", a, certs, `{"kind":"other","product_id":"` + product + `"}`, "product_id", "json.unknown_field"},
		{"no such day", a, certs, `{"kind":"other","number":"1","issuer":"A","issued_on":"2026-02-30","valid_until":"2027-01-01"}`, "issued_on", "date.bad"},
		{"revoked before it was issued", a, revoke, `{"revoked_on":"2020-01-01"}`, "revoked_on", "certificate.before_issue"},
		{"day of revocation", a, revoke, `{"revoked_on":"today"}`, "revoked_on", "date.bad"},

		{"lot with Vietnamese letters", p, batches, batchWith(product, `"lot":"Lô 1","quantity":1`), "lot", "lot.bad_character"},
		{"lot too long", p, batches, batchWith(product, `"lot":"L12345678901234567890","quantity":1`), "lot", "lot.too_long"},
		{"lot taken", p, batches, batchWith(product, `"lot":"L1","quantity":1`), "lot", "lot.taken"},
		{"expiry before production", p, batches, batchWith(product, `"lot":"L9","quantity":1,"expires_on":"2026-04-14"`), "expires_on", "expiry.before_production"},
		{"expiry that is no date", p, batches, batchWith(product, `"lot":"L9","quantity":1,"expires_on":"15/04/2027"`), "expires_on", "date.bad"},
		{"no packs", p, batches, batchWith(product, `"lot":"L9","quantity":0`), "quantity", "quantity.range"},
		{"negative packs", p, batches, batchWith(product, `"lot":"L9","quantity":-1`), "quantity", "quantity.range"},
		{"too many packs", p, batches, batchWith(product, `"lot":"L9","quantity":1048577`), "quantity", "quantity.range"},
		{"more packs than a number holds", p, batches, batchWith(product, `"lot":"L9","quantity":99999999999999999999`), "quantity", "json.wrong_type"},
		{"half a pack", p, batches, batchWith(product, `"lot":"L9","quantity":1.5`), "quantity", "json.wrong_type"},
		{"no product", p, batches, `{"lot":"L9","produced_on":"2026-04-15","quantity":1}`, "product_id", "text.missing"},
		{"product that is no id", p, batches, batchWith("L9", `"lot":"L9","quantity":1`), "product_id", "id.bad"},
		{"product by both", p, batches, batchWith(product, `"gtin":"9520000001018","lot":"L9","quantity":1`), "gtin", "product.named_twice"},
		{"product by a wrong gtin", p, batches, `{"gtin":"9520000001019","lot":"L9","produced_on":"2026-04-15","quantity":1}`, "gtin", "gtin.check_digit"},
		{"number set by a guess", p, batches, batchWith(product, `"lot":"L9","quantity":1,"number":7`), "number", "json.unknown_field"},

		{"no stamps", p, stamps, `{"quantity":0}`, "quantity", "quantity.range"},
		{"negative stamps", p, stamps, `{"quantity":-5}`, "quantity", "quantity.range"},
		{"too many stamps", p, stamps, `{"quantity":1048577}`, "quantity", "quantity.range"},
		{"unknown kind", p, stamps, `{"quantity":1,"kind":"gold"}`, "kind", "kind.unknown"},
		{"stars set by a guess", p, stamps, `{"quantity":1,"stars":5}`, "stars", "json.unknown_field"},

		{"range before the run", p, activate, `{"from":9,"to":12}`, "from", "range.outside"},
		{"range behind the run", p, activate, `{"from":12,"to":20}`, "to", "range.outside"},
		{"negative range", p, void, `{"from":-1,"to":12}`, "from", "range.outside"},
		{"reversed range", p, void, `{"from":12,"to":11}`, "to", "range.reversed"},
		{"range without its end", p, activate, `{"from":12}`, "to", "text.missing"},
		{"range without its beginning", p, void, `{"to":12}`, "from", "text.missing"},
		{"range as text", p, void, `{"from":"12","to":13}`, "from", "json.wrong_type"},
		{"state set by a guess", p, activate, `{"state":"voided"}`, "state", "json.unknown_field"},
		{"unknown reason", p, void, `{"reason":"bored"}`, "reason", "reason.unknown"},
		{"void without a word", p, void, ``, "", "json.empty"},

		{"no reason", p, recalls, `{"batch_id":"` + batch + `"}`, "reason", "text.missing"},
		{"no batch", p, recalls, `{"reason":"Mốc"}`, "batch_id", "text.missing"},
		{"batch that is no id", p, recalls, `{"batch_id":"L1","reason":"Mốc"}`, "batch_id", "id.bad"},
		{"units that were never issued", p, recalls, `{"batch_id":"` + batch + `","reason":"Mốc","first":0,"last":20}`, "last", "recall.outside"},
		{"units without an end", p, recalls, `{"batch_id":"` + batch + `","reason":"Mốc","first":0}`, "last", "text.missing"},
		{"units in reverse", p, recalls, `{"batch_id":"` + batch + `","reason":"Mốc","first":2,"last":1}`, "last", "range.reversed"},
		{"include what is no id", p, recalls, `{"batch_id":"` + batch + `","reason":"Mốc","include":["L1"]}`, "include", "id.bad"},
		{"include itself", p, recalls, `{"batch_id":"` + batch + `","reason":"Mốc","include":["` + batch + `"]}`, "include", "recall.not_made_from"},
	} {
		got := wantProblem(t, tt.who.post(tt.path, tt.body), 400)
		want := []input.Error{{Field: tt.field, Problem: tt.problem}}
		if diff := cmp.Diff(want, faults(got)); diff != "" {
			t.Errorf("%s: -want +got\n%s", tt.name, diff)
		}
	}
	w.wantUnchanged(before)
}

// batchWith is a body for a batch of a product, with more fields.
func batchWith(product, fields string) string {
	return `{"product_id":"` + product + `","produced_on":"2026-04-15",` + fields + `}`
}

func faults(p problemJSON) (all []input.Error) {
	for _, e := range p.Errors {
		all = append(all, input.Error{Field: e.Field, Problem: e.Code})
	}
	return all
}

// TestMassAssignment: no body sets what is not the caller's to set, whatever
// its name.
func TestMassAssignment(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	admin := w.newUser(account.Admin, "so@example.vn")
	g := w.newGoods(admin)
	scripts := []script{w.script(w.producer), w.script(admin)}
	before := w.marks()
	for route, body := range validBodies(g) {
		method, path, _ := strings.Cut(route, " ")
		for _, field := range []string{"id", "org_id", "role", "state", "created_at", "version", "declared_by"} {
			more := `{"` + field + `":"x",` + body[1:]
			for _, p := range scripts {
				got := wantProblem(t, p.do(method, g.fill(path, w.product.ID), more), 400)
				if diff := cmp.Diff([]input.Error{{Field: field, Problem: "json.unknown_field"}}, faults(got)); diff != "" {
					t.Errorf("%s with %s: -want +got\n%s", route, field, diff)
				}
			}
		}
	}
	w.wantUnchanged(before)
}

func TestBadQuery(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	g := w.newGoods(w.newUser(account.Admin, "so@example.vn"))
	p := w.script(w.producer)
	run, batch := "/api/v1/stamp-runs/"+g.fresh.ID.String(), "/api/v1/batches/"+g.batch.ID.String()
	for _, tt := range []struct{ path, field, problem string }{
		{"/api/v1/products?after=1", "after", "id.bad"},
		{"/api/v1/products?limit=0", "limit", "number.bad"},
		{"/api/v1/products?limit=-1", "limit", "number.bad"},
		{"/api/v1/batches?after=x", "after", "number.bad"},
		{"/api/v1/batches?after=4294967296", "after", "number.bad"},
		{"/api/v1/batches?product_id=x", "product_id", "id.bad"},
		{batch + "/ledger?from=-1", "from", "number.bad"},
		{batch + "/label.png?dpi=71", "dpi", "dpi.range"},
		{run + "/labels.png?dpi=72", "dpi", "dpi.unknown"},
		{run + "/labels.png?unit=9", "unit", "range.outside"},
		{run + "/labels.svg?unit=20", "unit", "range.outside"},
		{run + "/codes.csv?from=9&to=19", "from", "range.outside"},
		{run + "/codes.csv?from=10&to=20", "to", "range.outside"},
		{run + "/codes.csv?from=10", "to", "text.missing"},
		{run + "/labels.pdf?from=19&to=10", "to", "range.reversed"},
		{run + "/labels.pdf?from=a&to=10", "from", "number.bad"},
		{"/api/v1/lookup", "code", "text.missing"},
	} {
		got := wantProblem(t, p.get(tt.path), 400)
		if diff := cmp.Diff([]input.Error{{Field: tt.field, Problem: tt.problem}}, faults(got)); diff != "" {
			t.Errorf("%s: -want +got\n%s", tt.path, diff)
		}
	}
}

// TestLargeBody: over 1 MB, whether its length is told or not.
func TestLargeBody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.script(w.producer)
	before := w.marks()
	for _, body := range []string{
		`{"name_vi":"` + strings.Repeat("x", usualBody) + `","group":"do-uong"}`,
		`{"name_vi":"A","group":"do-uong"}` + strings.Repeat(" ", usualBody),
	} {
		wantProblem(t, p.post("/api/v1/products", body), 413)
		wantProblem(t, p.postChunked("/api/v1/products", body), 413)
	}
	w.wantUnchanged(before)
}
