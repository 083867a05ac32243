package web

import (
	"net/url"
	"strings"
	"testing"

	"temgoc/internal/account"
	"temgoc/internal/scan"
)

// authority is an administrator in a world with a run of genuine stamps.
func authority(t *testing.T) (w *world, admin browser) {
	w = newWorld(t)
	w.newUser(account.Admin, "quan-tri@example.vn")
	return w, w.browser("quan-tri@example.vn")
}

func TestAdminFindsProducts(t *testing.T) {
	t.Parallel()
	w, admin := authority(t)
	wantPage(t, admin.get("/admin"), 200, "Tổng quan", "Phản ánh chưa xử lý")
	for _, q := range []string{"", "che thai", "CHÈ", "thai TEA", w.product.GTIN.String()[8:]} {
		wantPage(t, admin.get("/admin/products?q="+url.QueryEscape(q)), 200, "Chè Thái", "Sản phẩm không có chứng nhận OCOP")
	}
	for _, q := range []string{"bánh", "%", "<b>"} {
		wantPage(t, admin.get("/admin/products?q="+url.QueryEscape(q)), 200, "Không tìm thấy sản phẩm nào.")
	}
}

// TestCertificateLife: a certificate lets stars be printed until it is revoked,
// and the page of a stamp says so from then on.
func TestCertificateLife(t *testing.T) {
	t.Parallel()
	w, admin := authority(t)
	b := w.newBatch("L1")
	producer := w.browser("htx-1@example.vn")
	product := "/admin/products/" + w.product.ID.String()
	pdf := []byte("%PDF-1.7 quyết định")
	right := []string{"kind", "ocop", "stars", "4", "score", "81,2", "number", "12/QĐ", "issuer", "UBND tỉnh",
		"issued_on", "2026-01-01", "valid_until", "2029-01-01"}

	wantPage(t, admin.get(product+"/certificates/new"), 200, `value="2029-07-01"`)
	for _, tt := range []struct{ field, value, says string }{
		{"stars", "2", "Chứng nhận OCOP có 3, 4 hoặc 5 sao"},
		{"score", "hai", "Điểm từ 0 đến 100."},
		{"valid_until", "2025-01-01", "Ngày hết hiệu lực không thể trước ngày cấp."},
		{"issued_on", "", "Ngày không đúng"},
		{"number", "", "Hãy điền mục này."},
	} {
		bad := append(right[:len(right):len(right)], tt.field, tt.value)
		wantPage(t, admin.upload(product+"/certificates/new", "document", "qd.pdf", pdf, lastWins(bad)...), 400, tt.says)
	}
	wantPage(t, admin.upload(product+"/certificates/new", "document", "a.html", []byte("<html>"), right...), 400, "Tài liệu phải là PDF")
	wantPage(t, producer.get("/producer/batches/"+b.ID.String()), 200, "Không in được sao OCOP")

	done := admin.follow(admin.upload(product+"/certificates/new", "document", "quyết định.pdf", pdf, right...))
	wantPage(t, done.page, 200, "Đã thêm chứng nhận.", "OCOP 4 sao · còn hiệu lực đến 01/01/2029", "81,2 điểm", "quyết định.pdf")
	_, link, _ := strings.Cut(done.page.Body.String(), `href="/admin/certificates/`)
	link, _, _ = strings.Cut(link, `"`)
	document := admin.get("/admin/certificates/" + link)
	wantFile(t, document, "application/pdf", "%PDF-")
	if got := document.Header().Get("Content-Disposition"); !strings.HasPrefix(got, "attachment") {
		t.Errorf("a document comes with Content-Disposition %q, want attachment", got)
	}
	wantPage(t, producer.get("/producer/batches/"+b.ID.String()), 200, "In OCOP 4 sao lên tem.")
	run := producer.follow(producer.post("/producer/batches/"+b.ID.String(),
		url.Values{"quantity": {"10"}, "kind": {"sealed"}, "ocop": {"yes"}}))
	wantPage(t, run.page, 200, "OCOP 4 sao")

	id, _, _ := strings.Cut(link, "/")
	revoke := url.Values{"certificate": {id}, "revoked_on": {"2025-12-31"}}
	wantPage(t, admin.post(product, revoke), 400, "Ngày thu hồi không thể trước ngày cấp.")
	wantPage(t, admin.post(product, with(revoke, "revoked_on", "")), 400, "Ngày không đúng")
	wantPage(t, admin.post(product, with(revoke, "certificate", w.product.ID.String())), 404, "Không tìm thấy")
	wantPage(t, admin.follow(admin.post(product, with(revoke, "revoked_on", "2026-07-01"))).page, 200,
		"Đã thu hồi chứng nhận.", "Chứng nhận OCOP đã bị thu hồi ngày 01/07/2026")
	wantPage(t, producer.get("/producer/batches/"+b.ID.String()), 200, "Không in được sao OCOP", "đã bị thu hồi ngày 01/07/2026")
}

// lastWins drops what a later pair of the same name replaces.
func lastWins(fields []string) []string {
	values := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		values.Set(fields[i], fields[i+1])
	}
	var kept []string
	for name := range values {
		kept = append(kept, name, values.Get(name))
	}
	return kept
}

func TestAdminRecallsAndLifts(t *testing.T) {
	t.Parallel()
	w, admin := authority(t)
	b := w.newBatch("L1")
	path := w.path(w.newRun(b), 0)
	form := url.Values{"reason": {"Có nấm mốc"}, "step": {"declare"}}
	wantPage(t, admin.follow(admin.post("/admin/batches/"+b.ID.String()+"/recall", form)).page, 200, "Lệnh thu hồi đã có hiệu lực")
	wantPage(t, w.get(path), 200, "Hàng đang bị thu hồi")

	list := admin.get("/admin/recalls")
	wantPage(t, list, 200, "Chè Thái", "Lô L1", "Có nấm mốc", "Đang thu hồi")
	_, at, _ := strings.Cut(list.Body.String(), `href="/admin/recalls/`)
	at, _, _ = strings.Cut(at, `"`)
	at = "/admin/recalls/" + at
	wantPage(t, admin.get(at), 200, "Gỡ lệnh này", "Nhật ký chưa ghi nơi nào nhận hàng.")
	wantPage(t, admin.post(at, url.Values{}), 400, "Hãy điền mục này.")
	wantPage(t, admin.follow(admin.post(at, url.Values{"reason": {"Kiểm nghiệm <đạt>"}})).page, 200, "Đã gỡ lệnh thu hồi.", "Đã gỡ lúc", "Kiểm nghiệm &lt;đạt&gt;")
	wantPage(t, w.get(path), 200, "Tem thật")
	wantPage(t, admin.post(at, url.Values{"reason": {"Lại"}}), 404, "Không tìm thấy")
}

func TestAdminClosesReports(t *testing.T) {
	t.Parallel()
	w, admin := authority(t)
	w.must(scan.FileReport(t.Context(), w.pool, scan.Report{Code: "abc", Kind: scan.ReportCopied, Note: "Ở chợ <b>Bo</b>"}, nil))
	list := admin.get("/admin/reports")
	wantPage(t, list, 200, "Tem có vẻ bị sao chép", "Ở chợ &lt;b&gt;Bo", `href="/inspector?code=abc"`)
	_, id, _ := strings.Cut(list.Body.String(), `name="report" value="`)
	id, _, _ = strings.Cut(id, `"`)
	wantPage(t, admin.follow(admin.post("/admin/reports", url.Values{"report": {id}})).page, 200, "Đã xử lý lúc")
	wantPage(t, admin.post("/admin/reports", url.Values{"report": {w.product.ID.String()}}), 404, "Không tìm thấy")
}

func TestAdminManagesUsers(t *testing.T) {
	t.Parallel()
	w, admin := authority(t)
	wantPage(t, admin.get("/admin/users"), 200, "Tổ chức htx-1", "QUAN-TRI")
	path := "/admin/users/" + w.producer.OrgID.String()
	right := url.Values{"do": {"create"}, "name": {"Anh Ba"}, "email": {"ba@example.vn"}, "role": {"producer"}, "password": {testPassword}}
	for _, tt := range []struct{ field, value, says string }{
		{"name", "", "Hãy điền mục này."},
		{"email", "ba", "Địa chỉ thư điện tử không đúng."},
		{"email", "htx-1@example.vn", "Địa chỉ thư này đã có tài khoản."},
		{"password", "ngắn", "Mật khẩu cần ít nhất 10 ký tự."},
		{"role", "admin", "Vai trò không hợp với loại tổ chức."},
	} {
		r := admin.post(path, with(right, tt.field, tt.value))
		if tt.field != "role" { // which a producer's page does not ask for
			wantPage(t, r, 400, tt.says)
		}
		if r.Code != 400 || strings.Contains(r.Body.String(), testPassword) {
			t.Errorf("%s %q: status %d, or the page repeats the password", tt.field, tt.value, r.Code)
		}
	}
	wantPage(t, admin.follow(admin.post(path, right)).page, 200, "Đã lưu thay đổi.", "ba@example.vn")
	user, err := account.UserByEmail(t.Context(), w.pool, "ba@example.vn")
	w.must(err)

	fresh := w.browser("ba@example.vn")
	wantPage(t, fresh.get("/producer"), 200, "Chè Thái")
	wantPage(t, admin.follow(admin.post(path, url.Values{"do": {"disable"}, "user": {user.ID.String()}})).page, 200, "Đã khóa")
	wantPage(t, fresh.get("/producer"), 303)
	wantPage(t, admin.follow(admin.post(path, url.Values{"do": {"enable"}, "user": {user.ID.String()}})).page, 200, "Khóa")
	w.browser("ba@example.vn")

	self, err := account.UserByEmail(t.Context(), w.pool, "quan-tri@example.vn")
	w.must(err)
	wantPage(t, admin.post(path, url.Values{"do": {"disable"}, "user": {self.ID.String()}}), 404, "Không tìm thấy")
}
