package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
)

// placesTold is how many devices told where they bought a unit.
func (w *world) placesTold(batch int32) (n int) {
	w.Helper()
	w.must(w.pool.QueryRow(w.Context(), `select count(*) from place_told where batch_number = $1`, batch).Scan(&n))
	return n
}

// TestTellPlaceFromThePage: the one who scanned is asked, answers by choice, and
// may change the answer.
func TestTellPlaceFromThePage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	run := w.newRun(w.newBatch("L1"))
	code := "https://tem.example.vn" + w.path(run, 4)
	page := w.get(w.path(run, 4))
	phone := cookieHeader(page)
	wantPage(t, page, 200, "Bạn mua hàng ở tỉnh nào?", `action="/place"`, `name="code" value="`+code+`"`, `<option value="33">Hưng Yên</option>`)
	if n := strings.Count(page.Body.String(), "<option value="); n != len(catalog.Provinces)+1 {
		t.Errorf("%d options, want 34 provinces and none", n)
	}
	if size := page.Body.Len(); size > 30_000 {
		t.Errorf("page of %d bytes, want less than 30000", size)
	}
	for _, province := range []string{"33", "01"} {
		sent := w.postForm("/place", url.Values{"code": {code}, "province": {province}}, "Cookie", phone)
		if sent.Code != http.StatusSeeOther {
			t.Fatalf("status %d, want 303\n%s", sent.Code, sent.Body)
		}
		wantPage(t, w.get(sent.Header().Get("Location"), "Cookie", phone), 200, "Cảm ơn bạn!", `href="/page`+w.path(run, 4)+`?via=link"`)
	}
	var province string
	w.must(w.pool.QueryRow(t.Context(), `select string_agg(province, ' ') from place_told`).Scan(&province))
	if province != "01" {
		t.Errorf("stored is %q, want the second answer alone", province)
	}
	if n := w.scans(run, 4); n != 1 {
		t.Errorf("%d scans on record, want 1: an answer is none", n)
	}
}

// Nobody else is asked.
func TestWhoIsNotAskedForThePlace(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	run := w.newRun(b)
	code, err := w.ring.SignBatch(1, b.GTIN, b.Lot, "")
	w.must(err)
	w.newUser(account.Inspector, "thanh-tra@example.vn")
	inspector := w.signIn("thanh-tra@example.vn")
	for name, page := range map[string]string{
		"a shared link":        w.get(w.path(run, 0) + "?via=link").Body.String(),
		"staff":                w.get(w.path(run, 0), "Cookie", inspector).Body.String(),
		"the code of a carton": w.get(code.Path()).Body.String(),
		"a product's code":     w.get("/01/" + w.product.GTIN.String()).Body.String(),
	} {
		if strings.Contains(page, `action="/place"`) {
			t.Errorf("%s: asked where it was bought", name)
		}
	}
}

func TestBadPlaces(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	run := w.newRun(b)
	code := "https://tem.example.vn" + w.path(run, 4)
	phone := cookieHeader(w.get(w.path(run, 4)))
	other := cookieHeader(w.get(w.path(run, 5)))
	for name, tt := range map[string]struct {
		code, province, cookie string
		status                 int
		says                   string
	}{
		"no province":            {code, "", phone, 400, "Hãy chọn một tỉnh hoặc thành phố."},
		"no such province":       {code, "<b>", phone, 400, "Không có tỉnh, thành phố nào như vậy."},
		"no cookie":              {code, "33", "", 403, "Hãy quét tem trước"},
		"a device of our making": {code, "33", "__Host-device=AAAAAAAAAAAAAAAAAAAAAA", 403, "Hãy quét tem trước"},
		"another's scan":         {code, "33", other, 403, "Hãy quét tem trước"},
		"a foreign code":         {"https://evil.example/01/1", "33", phone, 403, "Hãy quét tem trước"},
		"no code":                {"", "33", phone, 403, "Hãy quét tem trước"},
		"a long one":             {strings.Repeat("1", 10_000), "33", phone, 403, "Hãy quét tem trước"},
	} {
		r := w.postForm("/place", url.Values{"code": {tt.code}, "province": {tt.province}}, "Cookie", tt.cookie)
		if r.Code != tt.status || !strings.Contains(r.Body.String(), tt.says) {
			t.Errorf("%s: status %d, want %d with %q\n%s", name, r.Code, tt.status, tt.says, r.Body)
		}
	}
	for _, code := range []string{"", "javascript:alert(1)", `"><script>`, "https://evil.example" + w.path(run, 4), uuid.NewString()} {
		page := w.get("/place?sent=1&code=" + url.QueryEscape(code))
		wantPage(t, page, 200, "Cảm ơn bạn!")
		if body := page.Body.String(); strings.Contains(body, "Về trang của tem") || strings.Contains(body, "<script>") {
			t.Errorf("%q: the thanks lead somewhere", code)
		}
	}
	if n := w.placesTold(b.Number); n != 0 {
		t.Errorf("%d places stored by refused answers", n)
	}
}
