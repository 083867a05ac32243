package web

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// with is form with some fields changed.
func with(form url.Values, changes ...string) url.Values {
	changed := url.Values{}
	for k, v := range form {
		changed[k] = v
	}
	for i := 0; i+1 < len(changes); i += 2 {
		changed.Set(changes[i], changes[i+1])
	}
	return changed
}

// TestBadBatches: each fault has its sentence at its field, what was typed is
// still there, and no batch is made.
func TestBadBatches(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.newBatch("L1")
	p := w.browser("htx-1@example.vn")
	path := "/producer/products/" + w.product.ID.String() + "/batches/new"
	right := url.Values{"lot": {"L2"}, "produced_on": {"2026-07-01"}, "expires_on": {"2027-07-01"}, "quantity": {"50"}, "content": {"500 g"}}
	for _, tt := range []struct{ name, field, value, says string }{
		{"Vietnamese letters", "lot", "Lô số 2", "Số lô chỉ gồm chữ không dấu"},
		{"lot too long", "lot", "L23456789012345678901", "Số lô có nhiều nhất 20 ký tự."},
		{"no lot", "lot", " ", "Hãy nhập số lô."},
		{"lot taken", "lot", "L1", "Sản phẩm này đã có lô mang số đó."},
		{"expiry before production", "expires_on", "2026-06-30", "Hạn sử dụng không thể trước ngày sản xuất."},
		{"no day", "produced_on", "2026-02-30", "Ngày không đúng"},
		{"unreadable expiry", "expires_on", "mai", "Ngày không đúng"},
		{"none", "quantity", "0", "Số lượng từ 1 đến 1.048.576."},
		{"negative", "quantity", "-1", "Số lượng từ 1 đến 1.048.576."},
		{"too many", "quantity", "1048577", "Số lượng từ 1 đến 1.048.576."},
		{"no number", "quantity", "nhiều", "Số lượng từ 1 đến 1.048.576."},
		{"markup", "content", "<script>alert(1)</script>" + strings.Repeat("x", 60), "Nội dung quá dài."},
	} {
		r := p.post(path, with(right, tt.field, tt.value))
		wantPage(t, r, 400, tt.says, `name="`+tt.field+`"`, `aria-invalid="true"`)
		if strings.Contains(r.Body.String(), "<script>alert") {
			t.Errorf("%s: what was typed is markup in the page", tt.name)
		}
		if tt.field != "content" {
			wantPage(t, r, 400, `value="500 g"`)
		}
	}
	if n := w.batches(); n != 1 {
		t.Errorf("%d batches after bad forms, want 1", n)
	}
}

func TestBadOrders(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1") // of 100 packs
	p := w.browser("htx-1@example.vn")
	right := url.Values{"quantity": {"10"}, "kind": {"compact"}, "key": {"k"}}
	for _, tt := range []struct {
		change []string
		status int
		says   string
	}{
		{[]string{"quantity", "0"}, 400, "Số lượng từ 1 đến 1.048.576."},
		{[]string{"quantity", "-5"}, 400, "Số lượng từ 1 đến 1.048.576."},
		{[]string{"quantity", "1048577"}, 400, "Số lượng từ 1 đến 1.048.576."},
		{[]string{"quantity", "101"}, 409, "chỉ còn được cấp 100 tem"},
		{[]string{"kind", "gold"}, 400, "Loại này không có trong danh mục."},
		{[]string{"ocop", "yes"}, 409, "không có chứng nhận OCOP còn hiệu lực"},
	} {
		wantPage(t, p.post("/producer/batches/"+b.ID.String(), with(right, tt.change...)), tt.status, tt.says)
	}
	if l := w.ledger(b); l.Issued != 0 {
		t.Errorf("%d stamps issued after bad forms", l.Issued)
	}
}

func TestBadRanges(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b, other := w.newBatch("L1"), w.newBatch("L2")
	run, foreign := w.newRun(b), w.newRun(other) // ten stamps each, active
	p := w.browser("htx-1@example.vn")
	right := url.Values{"do": {"void"}, "first": {"2"}, "last": {"3"}, "reason": {"lost"}, "sure": {"yes"}}
	for _, tt := range []struct {
		change []string
		status int
		says   string
	}{
		{[]string{"last", "10"}, 400, "Dải số nằm ngoài đợt tem này."},
		{[]string{"first", "9999999"}, 400, "Dải số nằm ngoài đợt tem này."},
		{[]string{"first", "-1"}, 400, "Đây không phải là số"},
		{[]string{"first", "5"}, 400, "Số đầu phải nhỏ hơn hoặc bằng số cuối."},
		{[]string{"first", ""}, 400, "Hãy nhập số"},
		{[]string{"first", "hai"}, 400, "Đây không phải là số"},
		{[]string{"first", "https://tem.example.vn" + w.path(foreign, 0)}, 400, "Mã này là của lô khác"},
		{[]string{"first", "https://evil.example" + w.path(run, 0)}, 400, "Đây không phải là số"},
		{[]string{"reason", "tired"}, 400, "Lý do không có trong danh mục."},
		{[]string{"sure", ""}, 400, "không hoàn lại được"},
		{[]string{"do", "activate"}, 409, "Tem số 2 đến 3 đã được kích hoạt."},
	} {
		wantPage(t, p.post(runPath(run.ID), with(right, tt.change...)), tt.status, tt.says)
	}
	if l := w.ledger(b); l.Active != 10 || l.Voided != 0 {
		t.Errorf("the ledger is %+v after bad forms, want 10 active", l)
	}
}

func TestProductForms(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.browser("htx-1@example.vn")
	right := url.Values{"name_vi": {"Kẹo lạc"}, "group": {"thuc-pham"}, "shelf_life_days": {"90"}, "standards": {"TCCS 01:2024\r\n\r\nTCVN 1"}}
	for _, tt := range []struct{ field, value, says string }{
		{"name_vi", " ", "Hãy điền mục này."},
		{"gtin", "9520000001019", "Số kiểm tra của GTIN không đúng."},
		{"gtin", "12345", "GTIN có 8, 12, 13 hoặc 14 chữ số."},
		{"gtin", w.product.GTIN.String(), "Dải số này dành cho dịch vụ cấp"},
		{"group", "banh-keo", "Nhóm sản phẩm không có trong danh mục OCOP."},
		{"shelf_life_days", "ba tháng", "Thời hạn sử dụng không hợp lý."},
	} {
		wantPage(t, p.post("/producer/products/new", with(right, tt.field, tt.value)), 400, tt.says)
	}
	made := p.follow(p.post("/producer/products/new", right))
	wantPage(t, made.page, 200, "Kẹo lạc", "TCCS 01:2024", "Ảnh sản phẩm", "Nơi sản xuất")
	wantPage(t, p.get(made.path+"/edit"), 200, `value="Kẹo lạc"`, `value="90"`)
	wantPage(t, p.follow(p.post(made.path+"/edit", with(right, "name_vi", "Kẹo lạc <b>"))).page, 200, "Kẹo lạc &lt;b&gt;")
	wantPage(t, p.post(made.path+"/edit", with(right, "name_vi", "")), 400, "Hãy điền mục này.")
	wantPage(t, p.get(made.path+"/batches/new"), 200, `name="expires_on" type="date" value="2026-09-29"`)
}

func TestPictures(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.browser("htx-1@example.vn")
	path := "/producer/products/" + w.product.ID.String() + "/picture"
	var img bytes.Buffer
	w.must(png.Encode(&img, image.NewGray(image.Rect(0, 0, 700, 800))))

	wantPage(t, p.upload(path, "picture", "a.png", nil), 400, "Ảnh phải là JPEG hoặc PNG.")
	wantPage(t, p.upload(path, "other", "a.png", img.Bytes()), 400, "Hãy chọn một ảnh.")
	wantPage(t, p.upload(path, "picture", "a.png", make([]byte, 6<<20)), 413, "Nội dung quá lớn")
	done := p.follow(p.upload(path, "picture", "a.png", img.Bytes()))
	wantPage(t, done.page, 200, "Đã nhận ảnh.", `src="/picture/`)
}

// upload sends a file by a form, with the other fields of it.
func (b browser) upload(path, field, name string, content []byte, fields ...string) *httptest.ResponseRecorder {
	b.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i := 0; i+1 < len(fields); i += 2 {
		b.must(form.WriteField(fields[i], fields[i+1]))
	}
	file, err := form.CreateFormFile(field, name)
	b.must(err)
	_, err = file.Write(content)
	b.must(err)
	b.must(form.Close())
	r := httptest.NewRequest(http.MethodPost, path, &body)
	return send(b.Server, r, "Cookie", b.cookie, "Content-Type", form.FormDataContentType())
}

// TestListsHavePages: more than a page is led on to.
func TestListsHavePages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.browser("htx-1@example.vn")
	for i := range batchesPage + 1 {
		w.newBatch(fmt.Sprintf("L%02d", i))
	}
	path := "/producer/products/" + w.product.ID.String()
	first := p.get(path)
	wantPage(t, first, 200, "Trang sau", ">L20<", ">L01<")
	if strings.Contains(first.Body.String(), ">L00<") {
		t.Error("the first page shows the last batch")
	}
	_, link, _ := strings.Cut(first.Body.String(), `class="next" href="`)
	link, _, _ = strings.Cut(link, `"`)
	second := p.get(link)
	wantPage(t, second, 200, ">L00<")
	if strings.Contains(second.Body.String(), "Trang sau") {
		t.Error("the last page leads on")
	}
}
