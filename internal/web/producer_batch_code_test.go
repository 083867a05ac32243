package web

import (
	"net/http"
	"net/url"
	"testing"
)

func TestCartonLabel(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.browser("htx-1@example.vn")
	batch := p.follow(p.post("/producer/products/"+w.product.ID.String()+"/batches/new", url.Values{
		"lot": {"L260701/01"}, "produced_on": {"2026-07-01"}, "expires_on": {""}, "quantity": {"50"}, "content": {"500 g"},
	}))
	wantPage(t, batch.page, http.StatusOK, `name="carrier" value="datamatrix"`, batch.path+"/carton.zpl")
	for _, carrier := range []string{"", "&carrier=gs1-128", "&carrier=datamatrix"} {
		wantFile(t, p.get(batch.path+"/carton.pdf?dpi=203"+carrier), "application/pdf", "%PDF-")
		wantFile(t, p.get(batch.path+"/carton.zpl?dpi=203"+carrier), "application/vnd.zebra-zpl", "^XA^PW839^LL1183")
	}
	for query, problem := range map[string]string{
		"carrier=ean-13":     "Mã vạch trên thùng là gs1-128 hoặc datamatrix.",
		"carrier=gs1-128%00": "Mã vạch trên thùng là gs1-128 hoặc datamatrix.",
		"dpi=72":             "Độ phân giải là 203, 300 hoặc 600 dpi.",
		"dpi=many":           "",
	} {
		wantPage(t, p.get(batch.path+"/carton.pdf?"+query), http.StatusBadRequest, problem)
	}
}
