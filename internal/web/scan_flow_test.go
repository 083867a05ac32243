package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/stamp"
)

const phone = "Mozilla/5.0 (Linux; Android 14; CUBOT X90) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 Zalo android/12"

func TestScansThroughTheRouter(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	run := w.newRun(w.newBatch("L1"))
	path := w.path(run, 0)

	first := w.get(path, "User-Agent", phone)
	wantPage(t, first, 200, "Tem thật", "Bạn là người đầu tiên kiểm tra tem này.", "data-scanned", "Chè Thái")
	device := cookieHeader(first)
	if !strings.HasPrefix(device, "__Host-device=") {
		t.Fatalf("a first scan set the cookies %q", device)
	}
	again := w.get(path, "User-Agent", phone, "Cookie", device)
	wantPage(t, again, 200, "Tem thật", "Đã kiểm tra 2 lần")
	if c := cookieHeader(again); c != "" {
		t.Errorf("a known device got the cookies %q", c)
	}
	wantPage(t, w.get(path+"?via=link", "Cookie", device), 200, "Tem thật", "Đã kiểm tra 2 lần")
	shared := w.get(path + "?via=link")
	wantPage(t, shared, 200, "Trang được chia sẻ")
	if c := cookieHeader(shared); c != "" {
		t.Errorf("a shared page set the cookies %q", c)
	}
	wantPage(t, w.get(path), 200, "Tem thật")
	wantPage(t, w.get(path), 200, "Tem có thể đã bị sao chép", "trên 3 thiết bị")
	wantPage(t, w.get(path+"?via=link"), 200, "Tem có thể đã bị sao chép")
	if n := w.scans(run, 0); n != 4 {
		t.Errorf("%d scans on record, want 4", n)
	}
}

func TestWhatIsNoScan(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	run := w.newRun(w.newBatch("L1"))
	path := w.path(run, 3)
	w.newUser(account.Inspector, "thanh-tra@example.vn")
	inspector := w.signIn("thanh-tra@example.vn")
	for _, header := range [][]string{
		{"User-Agent", "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"},
		{"User-Agent", "WhatsApp/2.23.20.0"},
		{"User-Agent", "TelegramBot (like TwitterBot)"},
		{"User-Agent", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
		{"Sec-Purpose", "prefetch;prerender"},
		{"Purpose", "prefetch"},
		{"X-Purpose", "preview"},
	} {
		if r := w.get(path, header...); r.Code != 200 || cookieHeader(r) != "" {
			t.Errorf("%v: status %d, cookies %q", header, r.Code, cookieHeader(r))
		}
	}
	head := send(w.Server, httptest.NewRequest(http.MethodHead, path, nil), "Accept", browsing)
	if head.Code != 200 {
		t.Errorf("HEAD: status %d, want 200", head.Code)
	}
	wantPage(t, w.get(path, "Cookie", inspector), 200, "Tem thật", "lượt xem này không được tính", "chưa được quét")
	if n := w.scans(run, 3); n != 0 {
		t.Errorf("%d scans on record, want none", n)
	}
}

func TestVerdictsThroughTheRouter(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	run := w.newRun(w.newBatch("L1"))
	recalled := w.newBatch("L2")
	recalledRun := w.newRun(recalled)
	w.must(stamp.Void(w.Context(), w.pool, w.producer, run.ID, &stamp.Range{First: 5, Last: 5}, stamp.Causes[0]))
	_, err := catalog.DeclareRecall(w.Context(), w.pool, w.producer, recalled.ID, catalog.NewRecall{Reason: "Nấm <mốc>"})
	w.must(err)
	good := w.path(run, 0)
	gtin := w.product.GTIN.String()
	for _, tt := range []struct {
		name, path string
		status     int
		says       []string
	}{
		{"genuine, English", good + "?lang=en", 200, []string{"Genuine stamp", "Thai tea", `lang="en"`}},
		{"tracker's parameter", good + "?fbclid=1", 200, []string{"Tem thật"}},
		{"voided", w.path(run, 5), 200, []string{"Tem đã bị hủy"}},
		{"recalled", w.path(recalledRun, 0), 200, []string{"Hàng đang bị thu hồi", "Nấm &lt;mốc&gt;"}},
		{"never issued", w.path(run, 11), 200, []string{"chưa từng được cấp", "không chứng minh được"}},
		{"altered", good[:len(good)-1] + "U", 200, []string{"Không phải mã của chúng tôi"}},
		{"lower case", strings.ToLower(good), 200, []string{"Không phải mã của chúng tôi"}},
		{"product", "/01/" + gtin, 200, []string{"Mã sản phẩm, không phải tem"}},
		{"foreign product", "/01/09506000134352/21/ABC", 404, []string{"Không phải mã của chúng tôi"}},
		{"no code", "/01/abc", 400, []string{"bị cắt mất"}},
		// gin unescapes its copy of the path; %2F must not cut the code in two.
		{"escaped slash", "/01/" + gtin + "/10/AB%2FC?s=1", 200, []string{"AB%2FC", "Không phải mã của chúng tôi"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wantPage(t, w.get(tt.path, "User-Agent", phone), tt.status, tt.says...)
		})
	}
}

// wantPage checks the status and parts of the body.
func wantPage(t *testing.T, w *httptest.ResponseRecorder, status int, says ...string) {
	t.Helper()
	if w.Code != status {
		t.Errorf("status %d, want %d", w.Code, status)
	}
	for _, part := range says {
		if !strings.Contains(w.Body.String(), part) {
			t.Errorf("the page does not say %q:\n%s", part, w.Body)
		}
	}
}

func TestTypedCodes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	run := w.newRun(w.newBatch("L1"))
	path := w.path(run, 0)
	serial := path[strings.LastIndex(path, "/")+1:]
	gtin := w.product.GTIN.String()
	for _, tt := range []struct{ name, typed, want string }{
		{"serial", serial, path},
		{"as on the label", strings.ToLower(serial[:5] + " " + serial[5:10] + "-" + serial[10:]), path},
		{"with its product", gtin + " " + serial, path},
		{"address", "https://tem.example.vn" + path, path},
		{"address of the page", "https://tem.example.vn/page" + path, path},
		{"path", path, path},
		{"product", gtin, "/01/" + gtin},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := w.get("/?q=" + url.QueryEscape(tt.typed))
			if got := r.Header().Get("Location"); r.Code != http.StatusSeeOther || got != tt.want {
				t.Errorf("%q: status %d to %q, want 303 to %q", tt.typed, r.Code, got, tt.want)
			}
		})
	}
	for _, typed := range []string{
		"xin chào", "https://evil.example" + path, "https://tem.example.vn//evil.example/x", `https://tem.example.vn/\evil.example`,
		"/01/\r\nSet-Cookie: a=b", "javascript:alert(1)", "https://user@tem.example.vn" + path, "//evil.example", strings.Repeat("9", 501),
	} {
		r := w.get("/?q=" + url.QueryEscape(typed))
		if r.Code != http.StatusNotFound && r.Code != http.StatusBadRequest || r.Header().Get("Location") != "" {
			t.Errorf("%q: status %d to %q, want 404 or 400", typed, r.Code, r.Header().Get("Location"))
		}
		wantPage(t, r, r.Code, "Không phải mã của chúng tôi")
	}
	if n := w.scans(run, 0); n != 0 {
		t.Errorf("typing recorded %d scans by itself, want none", n)
	}
}
