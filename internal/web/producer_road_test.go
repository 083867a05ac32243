package web

import (
	"bytes"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/stamp"
)

// TestProducersRoad goes from signing in to voiding as a browser does: by
// forms, and by the addresses that they lead to.
func TestProducersRoad(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.browser("htx-1@example.vn")

	wantPage(t, p.get("/producer"), 200, "Chè Thái", "Sản phẩm không có chứng nhận OCOP", "Tạo lô mới")
	form := p.get("/producer/products/" + w.product.ID.String() + "/batches/new")
	wantPage(t, form, 200, `value="L260701-01"`, `value="2026-07-01"`)

	batch := p.follow(p.post("/producer/products/"+w.product.ID.String()+"/batches/new", url.Values{
		"lot": {"L260701-01"}, "produced_on": {"2026-07-01"}, "expires_on": {"2027-07-01"}, "quantity": {"50"}, "content": {"500 g"},
	}))
	wantPage(t, batch.page, 200, "Lô L260701-01", "Đã tạo lô", "HSD: 01/07/2027", `max="50" value="50"`)
	wantFile(t, p.get(batch.path+"/carton.pdf"), "application/pdf", "%PDF-")
	wantFile(t, p.get(batch.path+"/code.svg"), "image/svg+xml", "<svg")

	run := p.follow(p.post(batch.path, url.Values{"quantity": {"30"}, "kind": {"compact"}, "key": {"one"}}))
	wantPage(t, run.page, 200, "Tem số 0–29", `name="last" value="29"`)
	wantPage(t, p.get(run.path+"/print"), 200, "30 tem · 2 tờ.")
	codes := p.get(run.path + "/codes.csv")
	wantFile(t, codes, "text/csv; charset=utf-8", "\uFEFFnumber,serial,url\r\n0,")
	lines := strings.Split(strings.TrimSpace(codes.Body.String()), "\r\n")
	if len(lines) != 31 {
		t.Fatalf("%d lines of codes, want 30 and a heading", len(lines))
	}

	scanned := func(line int) string { return lines[line][strings.LastIndex(lines[line], ",")+1:] }
	path := strings.TrimPrefix(scanned(1), "https://tem.example.vn")
	wantPage(t, w.get(path), 200, "Tem chưa kích hoạt")

	// The first stamp is scanned into the form, the last is typed.
	done := p.follow(p.post(run.path, url.Values{"do": {"activate"}, "first": {scanned(1)}, "last": {"19"}}))
	wantPage(t, done.page, 200, "Đã kích hoạt. Từ giờ", "0–19", `name="first" value="20"`)
	wantPage(t, w.get(path), 200, "Tem thật")

	done = p.follow(p.post(run.path, url.Values{
		"do": {"void"}, "first": {"0"}, "last": {"1"}, "reason": {"spoiled"}, "note": {"in mờ"}, "sure": {"yes"},
	}))
	wantPage(t, done.page, 200, "Đã hủy những tem đó", "Hỏng", "in mờ")
	wantPage(t, w.get(path), 200, "Tem đã bị hủy")
	wantPage(t, p.get(batch.path), 200, "Đã kích hoạt 18, chờ kích hoạt 10, đã hủy 2, chưa cấp 22")
}

// TestRecallTakesTwoSteps: what is sent first changes nothing.
func TestRecallTakesTwoSteps(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	run := w.newRun(b)
	p := w.browser("htx-1@example.vn")
	path := "/producer/batches/" + b.ID.String() + "/recall"
	form := url.Values{"reason": {"Có nấm mốc <b>"}, "instruction": {"Đừng dùng"}, "contact": {"0227 000 000"}}

	wantPage(t, p.get(path), 200, "Thu hồi lô hàng")
	wantPage(t, p.post(path, url.Values{}), 400, "Hãy điền mục này.")
	wantPage(t, p.post(path, form), 200, "10 tem của lô này", "Có nấm mốc &lt;b&gt;", `value="declare"`)
	form.Set("step", "change")
	wantPage(t, p.post(path, form), 200, "Xem lại trước khi thu hồi", "Đừng dùng")
	wantPage(t, w.get(w.path(run, 0)), 200, "Tem thật")

	form.Set("step", "declare")
	wantPage(t, p.follow(p.post(path, form)).page, 200, "Lệnh thu hồi đã có hiệu lực", "Có nấm mốc &lt;b&gt;")
	wantPage(t, p.get("/producer/batches/"+b.ID.String()), 200, "Hàng đang bị thu hồi", "Có nấm mốc &lt;b&gt;")
	wantPage(t, w.get(w.path(run, 0)), 200, "Hàng đang bị thu hồi", "Đừng dùng")
	wantPage(t, p.post(path, form), 409, "Lô này đang có một lệnh thu hồi còn hiệu lực.")
}

// TestFormSentTwice issues once: the key in the form is the order's.
func TestFormSentTwice(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	p := w.browser("htx-1@example.vn")
	path := "/producer/batches/" + b.ID.String()
	order := url.Values{"quantity": {"30"}, "kind": {"sealed"}, "key": {"k"}}

	first, second := p.follow(p.post(path, order)), p.follow(p.post(path, order))
	if first.path != second.path {
		t.Errorf("the same form led to %s and to %s", first.path, second.path)
	}
	order.Set("quantity", "31")
	wantPage(t, p.post(path, order), 400, "Tem đã được cấp từ biểu mẫu này")
	if l := w.ledger(b); l.Issued != 30 {
		t.Errorf("%d stamps issued, want 30", l.Issued)
	}
}

// browser is somebody who is signed in.
type browser struct {
	*world
	cookie string
}

func (w *world) browser(email string) browser {
	w.Helper()
	return browser{w, w.signIn(email)}
}

func (b browser) get(path string) *httptest.ResponseRecorder {
	b.Helper()
	return b.world.get(path, "Cookie", b.cookie)
}

func (b browser) post(path string, form url.Values) *httptest.ResponseRecorder {
	b.Helper()
	return b.postForm(path, form, "Cookie", b.cookie)
}

// landed is where a form led to: the page, and its address without the query.
type landed struct {
	path string
	page *httptest.ResponseRecorder
}

func (b browser) follow(answer *httptest.ResponseRecorder) landed {
	b.Helper()
	if answer.Code != 303 {
		b.Fatalf("status %d, want 303\n%s", answer.Code, answer.Body)
	}
	location := answer.Header().Get("Location")
	path, _, _ := strings.Cut(location, "?")
	return landed{path, b.get(location)}
}

func (w *world) ledger(b catalog.Batch) stamp.Ledger {
	w.Helper()
	l, err := stamp.LedgerOf(w.Context(), w.pool, account.Principal{OrgID: b.OrgID, Role: account.Producer}, b.ID, 0)
	w.must(err)
	return l
}

func wantFile(t *testing.T, r *httptest.ResponseRecorder, contentType, start string) {
	t.Helper()
	if r.Code != 200 || r.Header().Get("Content-Type") != contentType || !bytes.HasPrefix(r.Body.Bytes(), []byte(start)) {
		t.Errorf("status %d, %s, body %.80q; want 200, %s, %q", r.Code, r.Header().Get("Content-Type"), r.Body, contentType, start)
	}
	if got := r.Header().Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control %q, want no-store", got)
	}
}
