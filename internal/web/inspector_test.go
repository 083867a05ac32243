package web

import (
	"net/url"
	"strings"
	"testing"

	"temgoc/internal/account"
)

func TestInspectorLeavesNoTrace(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	run := w.newRun(b)
	w.newUser(account.Inspector, "thanh-tra@example.vn")
	inspector := w.browser("thanh-tra@example.vn")
	stamped := "https://tem.example.vn" + w.path(run, 4)
	serial := stamped[strings.LastIndex(stamped, "/")+1:]
	for _, code := range []string{stamped, strings.ToLower(serial), w.product.GTIN.String() + " " + serial} {
		wantPage(t, inspector.get("/inspector?code="+url.QueryEscape(code)), 200,
			"Tem thật", "Chè Thái", "0–9", "Đã kích hoạt", "0 lượt, 0 thiết bị", w.path(run, 4))
	}
	for range 5 { // each without a cookie, so each another device
		w.get(w.path(run, 4))
	}
	wantPage(t, inspector.get("/inspector?code="+url.QueryEscape(stamped)), 200,
		"Tem có thể đã bị sao chép", "5 lượt, 5 thiết bị", "cần xem xét")
	wantPage(t, inspector.get("/inspector?code="+url.QueryEscape("<b>xin chào</b>")), 200,
		"Không phải mã của chúng tôi", `value="&lt;b&gt;xin chào&lt;/b&gt;"`)
	if n := w.scans(run, 4); n != 5 {
		t.Errorf("%d scans on record, want the 5 of shoppers", n)
	}
	code, err := w.ring.SignBatch(1, b.GTIN, b.Lot, "")
	w.must(err)
	wantPage(t, inspector.get("/inspector?code="+url.QueryEscape("https://tem.example.vn"+code.Path())), 200, "Mã lô thật", "Chè Thái")
	wantPage(t, inspector.get("/inspector"), 200, "Kiểm tra tem")
}
