package web

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"temgoc/internal/account"
	"temgoc/internal/stamp"
)

// pinOf a unit, as its label has it.
func (w *world) pinOf(run stamp.Run, unit int) string {
	w.Helper()
	pins, err := run.PINs(w.ring)
	w.must(err)
	return pins(unit)
}

func (w *world) tryPIN(code, pin, cookie string) *httptest.ResponseRecorder {
	return w.postForm("/pin", url.Values{"code": {code}, "pin": {pin}}, "Cookie", cookie)
}

// wrongPIN is any but the right one.
func wrongPIN(right string) string {
	if right == "000000" {
		return "000001"
	}
	return "000000"
}

// TestScratchPIN from the scanned page to the warning that others get.
func TestScratchPIN(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	run := w.newRun(w.newBatch("L1"))
	code, pin := "https://tem.example.vn"+w.path(run, 4), w.pinOf(run, 4)
	link := "/pin?code=" + strings.NewReplacer(":", "%3a", "/", "%2f").Replace(code)

	page := w.get(w.path(run, 4))
	phone := cookieHeader(page)
	wantPage(t, page, 200, `<a class="next" href="`+link+`">Có ô cào? Nhập mã PIN →</a>`)
	form := w.get(link, "Cookie", phone)
	wantPage(t, form, 200, `name="code" value="`+code+`"`, `<label for="pin">Mã PIN</label>`, `inputmode="numeric" maxlength="6" autocomplete="off"`)
	if cookieHeader(form) != "" {
		t.Error("the form gives another cookie to a device that has one")
	}
	wantPage(t, w.tryPIN(code, wrongPIN(pin), phone), 200, "Mã không đúng. Còn 4 lần thử", `action="/pin"`)
	for range 2 {
		wantPage(t, w.tryPIN(code, pin, phone), 200, "Đúng. Bạn là người đầu tiên dùng mã cào này.", "lúc 09:15 01/07/2026", `href="/page`+w.path(run, 4)+`?via=link"`)
	}
	other := cookieHeader(w.get(link))
	wantPage(t, w.tryPIN(code, pin, other), 200, "Mã cào này đã được dùng", "lúc 09:15 01/07/2026", "/report?code=")

	for _, tt := range []struct {
		after  time.Duration
		cookie string
		want   string
	}{
		{time.Hour - time.Second, other, "Tem thật"},
		{2 * time.Hour, phone, "Tem thật"},
		{2 * time.Hour, other, "Tem có thể đã bị sao chép"},
	} {
		w.Lookup.Now = func() time.Time { return testNow().Add(tt.after) }
		wantPage(t, w.get(w.path(run, 4), "Cookie", tt.cookie), 200, tt.want)
	}
	if n := w.scans(run, 4); n != 4 {
		t.Errorf("%d scans on record, want 4: a PIN is none", n)
	}
}

// Five wrong ones lock it, from whatever devices.
func TestPINLocks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	run := w.newRun(w.newBatch("L1"))
	code, pin := "https://tem.example.vn"+w.path(run, 4), w.pinOf(run, 4)
	for _, left := range []string{"Còn 4 lần", "Còn 3 lần", "Còn 2 lần", "Còn 1 lần", "đã bị khóa"} {
		wantPage(t, w.tryPIN(code, wrongPIN(pin), ""), 200, left)
	}
	wantPage(t, w.tryPIN(code, pin, ""), 200, "đã bị khóa", "/report?code=")
	wantPage(t, w.get(w.path(run, 4)), 200, "Tem thật")
}

// A visitor without a cookie gets one with the form, or else with the answer.
func TestPINGivesACookie(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	run := w.newRun(w.newBatch("L1"))
	code, pin := "https://tem.example.vn"+w.path(run, 4), w.pinOf(run, 4)
	first := w.tryPIN(code, pin, "__Host-device=junk")
	wantPage(t, first, 200, "Bạn là người đầu tiên")
	phone := cookieHeader(first)
	if phone == "" {
		t.Fatal("no cookie for the device that used the PIN")
	}
	wantPage(t, w.tryPIN(code, pin, phone), 200, "Bạn là người đầu tiên")
	wantPage(t, w.tryPIN(code, pin, cookieHeader(w.get("/pin"))), 200, "đã được dùng")
}

func TestBadPINs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	run := w.newRun(b)
	code, pin := "https://tem.example.vn"+w.path(run, 4), w.pinOf(run, 4)
	lot, err := w.ring.SignBatch(1, b.GTIN, b.Lot, "")
	w.must(err)
	w.must(stamp.Void(t.Context(), w.pool, w.producer, run.ID, &stamp.Range{First: 9, Last: 9}, "lost"))
	for name, tt := range map[string]struct {
		code, pin string
		status    int
		says      string
	}{
		"letters":         {code, "abcdef", 400, "đúng sáu chữ số"},
		"five digits":     {code, pin[:5], 400, "đúng sáu chữ số"},
		"seven digits":    {code, pin + "0", 400, "đúng sáu chữ số"},
		"nothing":         {code, "", 400, "đúng sáu chữ số"},
		"markup":          {code, `"><script>`, 400, "đúng sáu chữ số"},
		"a lot's code":    {"https://tem.example.vn" + lot.Path(), pin, 200, "Mã này không có ô cào"},
		"a product":       {"https://tem.example.vn/01/" + w.product.GTIN.String(), pin, 200, "Mã sản phẩm"},
		"a forged code":   {"https://tem.example.vn" + w.forged(), pin, 200, "Không phải mã của chúng tôi"},
		"a foreign code":  {"https://evil.example/01/1", pin, 404, "Không phải mã của chúng tôi"},
		"no code":         {"", pin, 404, "Không phải mã của chúng tôi"},
		"a voided stamp":  {"https://tem.example.vn" + w.path(run, 9), w.pinOf(run, 9), 200, "đã bị hủy"},
		"code in a query": {code + "?via=link", pin[:5], 400, "đúng sáu chữ số"},
	} {
		r := w.tryPIN(tt.code, tt.pin, "")
		if r.Code != tt.status || !strings.Contains(r.Body.String(), tt.says) || strings.Contains(r.Body.String(), "<script>") {
			t.Errorf("%s: status %d, want %d with %q\n%s", name, r.Code, tt.status, tt.says, r.Body)
		}
	}
	var tried int
	w.must(w.pool.QueryRow(t.Context(), `select count(*) from pin_try`).Scan(&tried))
	if tried != 0 {
		t.Errorf("%d PINs tried by refused answers", tried)
	}
}

// Whoever cannot hold the stamp is not asked, nor anyone where there is no foil
// or the answer is bad anyway.
func TestWhoIsAskedForThePIN(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	run := w.newRun(b)
	lot, err := w.ring.SignBatch(1, b.GTIN, b.Lot, "")
	w.must(err)
	w.must(stamp.Void(t.Context(), w.pool, w.producer, run.ID, &stamp.Range{First: 9, Last: 9}, "lost"))
	phone := cookieHeader(w.get(w.path(run, 0)))
	w.newUser(account.Inspector, "thanh-tra@example.vn")
	for range 3 {
		w.get(w.path(run, 1)) // a new device each time
	}
	for _, tt := range []struct {
		name, path, cookie string
		want               bool
	}{
		{"a scan", w.path(run, 2), "", true},
		{"a suspected copy", w.path(run, 1), "", true},
		{"who scanned it before", w.path(run, 0) + "?via=link", phone, true},
		{"a shared link", w.path(run, 0) + "?via=link", "", false},
		{"a voided stamp", w.path(run, 9), "", false},
		{"the code of a carton", lot.Path(), "", false},
		{"a product's code", "/01/" + w.product.GTIN.String(), "", false},
		{"a forged code", w.forged(), "", false},
		{"staff", w.path(run, 2), w.signIn("thanh-tra@example.vn"), true},
	} {
		if got := strings.Contains(w.get(tt.path, "Cookie", tt.cookie).Body.String(), `href="/pin?code=`); got != tt.want {
			t.Errorf("%s: asked %t, want %t", tt.name, got, tt.want)
		}
	}
}

// What is refused is no try of the stamp's five.
func TestPINsAreLimited(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	run := w.newRun(w.newBatch("L1"))
	code, pin := "https://tem.example.vn"+w.path(run, 4), w.pinOf(run, 4)
	w.Server = w.limited(nil)
	for range pins.Burst {
		wantPage(t, w.tryPIN(code, "", ""), 400, "đúng sáu chữ số")
	}
	wantPage(t, w.tryPIN(code, wrongPIN(pin), ""), 429, "quá nhiều mã cào")
	var tried int
	w.must(w.pool.QueryRow(t.Context(), `select count(*) from pin_try`).Scan(&tried))
	if tried != 0 {
		t.Error("a refused PIN was tried")
	}
}
