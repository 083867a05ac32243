package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/link"
)

var hiddenLink = regexp.MustCompile(`name="link" value="([0-9a-f-]{36})"`)

// TestLinksRoad: a link goes from its producer's form over the authority's
// approval to where codes lead, and is changed and withdrawn again.
func TestLinksRoad(t *testing.T) {
	t.Parallel()
	w, admin := authority(t)
	producer := w.browser("htx-1@example.vn")
	run := w.newRun(w.newBatch("L1"))
	path := "/producer/products/" + w.product.ID.String() + "/links"
	code := "/01/" + w.product.GTIN.String()
	form := url.Values{
		"link_type": {"gs1:recipeInfo"}, "href": {"https://htx.example/pha-che"}, "title": {"Pha chè <Thái>"}, "lang": {"vi"}, "default": {"yes"},
	}
	leadsTo := func(want string) {
		t.Helper()
		if got := w.get(code, "Accept", "*/*").Header().Get("Location"); got != want {
			t.Errorf("the code leads to %q, want %q", got, want)
		}
	}
	idOn := func(page string) string {
		t.Helper()
		m := hiddenLink.FindStringSubmatch(page)
		if m == nil {
			t.Fatalf("no link in\n%s", page)
		}
		return m[1]
	}

	wantPage(t, producer.get("/producer/products/"+w.product.ID.String()), 200, `href="`+path+`"`)
	wantPage(t, producer.get(path), 200, "Chưa có liên kết nào.", "Truy xuất nguồn gốc", `<option value="gs1:masterData" lang="en">`)
	sent := producer.follow(producer.post(path, form))
	wantPage(t, sent.page, 200, "Đã gửi", "Chờ duyệt", "Pha chè &lt;Thái&gt;", "Công thức nấu ăn", "vi · Liên kết mặc định")
	leadsTo(ourPage + code)

	waiting := admin.get("/admin/links")
	wantPage(t, waiting, 200, "https://htx.example/pha-che", "Tổ chức htx-1")
	id := idOn(waiting.Body.String())
	approved := admin.follow(admin.post("/admin/links", url.Values{"do": {"approve"}, "link": {id}}))
	wantPage(t, approved.page, 200, "Đã duyệt", "Chưa có liên kết nào.")
	wantPage(t, admin.post("/admin/links", url.Values{"do": {"approve"}, "link": {id}}), 409, "Đã có quyết định")
	leadsTo("https://htx.example/pha-che")
	wantPage(t, w.get(w.path(run, 0)), 200, "Liên kết của nhà sản xuất",
		`<a href="https://htx.example/pha-che" rel="nofollow noopener" hreflang="vi">Pha chè &lt;Thái&gt;</a> <small>Công thức nấu ăn · htx.example</small>`)

	wantPage(t, producer.get(path+"?change="+id), 200, "Sửa liên kết", `value="https://htx.example/pha-che"`,
		`<option value="gs1:recipeInfo" selected>`, `value="yes" checked`)
	form.Set("link", id)
	form.Set("href", "https://htx.example/moi")
	wantPage(t, producer.follow(producer.post(path, form)).page, 200, "Thay cho một liên kết đang dùng")
	leadsTo("https://htx.example/pha-che")
	changed := idOn(admin.get("/admin/links").Body.String())
	wantPage(t, admin.post("/admin/links", url.Values{"do": {"reject"}, "link": {changed}}), 400, "Hãy điền mục này.")
	rejected := admin.follow(admin.post("/admin/links", url.Values{"do": {"reject"}, "link": {changed}, "reason": {"Trang không mở được"}}))
	wantPage(t, rejected.page, 200, "Đã từ chối")
	wantPage(t, producer.get(path), 200, "Bị từ chối", "Trang không mở được")
	leadsTo("https://htx.example/pha-che")

	taken := admin.follow(admin.post("/admin/links?state=approved", url.Values{"do": {"reject"}, "link": {id}, "reason": {"Tên miền đã bán"}}))
	wantPage(t, taken.page, 200, "Đã từ chối")
	leadsTo(ourPage + code)
	for _, each := range []string{id, changed} {
		gone := producer.follow(producer.post(path, url.Values{"do": {"withdraw"}, "link": {each}}))
		wantPage(t, gone.page, 200, "Đã rút liên kết.")
	}
	wantPage(t, producer.get(path), 200, "Chưa có liên kết nào.")
	wantPage(t, producer.post(path, url.Values{"do": {"withdraw"}, "link": {id}}), 404)
}

func TestLinksOfABatch(t *testing.T) {
	t.Parallel()
	w, admin := authority(t)
	producer := w.browser("htx-1@example.vn")
	b := w.newBatch("L1")
	path := "/producer/batches/" + b.ID.String() + "/links"
	wantPage(t, producer.get("/producer/batches/"+b.ID.String()), 200, `href="`+path+`"`)
	wantPage(t, producer.get(path), 200, "Liên kết của lô L1")
	producer.follow(producer.post(path, url.Values{
		"link_type": {"gs1:certificationInfo"}, "href": {"https://htx.example/kiem-nghiem.pdf"}, "title": {"Kết quả kiểm nghiệm"},
		"media_type": {"application/pdf"},
	}))
	waiting := admin.get("/admin/links")
	wantPage(t, waiting, 200, "Lô L1", "application/pdf")
	admin.follow(admin.post("/admin/links", url.Values{"do": {"approve"}, "link": {hiddenLink.FindStringSubmatch(waiting.Body.String())[1]}}))
	wantPage(t, w.get(w.path(w.newRun(b), 0)), 200, "Kết quả kiểm nghiệm")
	other := w.get(w.path(w.newRun(w.newBatch("L2")), 0))
	wantPage(t, other, 200, "Tem thật")
	if strings.Contains(other.Body.String(), "Kết quả kiểm nghiệm") {
		t.Error("a link of one batch is on the page of another")
	}
}

// TestBadLinks: each fault is told under its field, and what was typed stays.
func TestBadLinks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	producer := w.browser("htx-1@example.vn")
	path := "/producer/products/" + w.product.ID.String() + "/links"
	right := url.Values{"link_type": {"gs1:faqs"}, "href": {"https://htx.example/"}, "title": {"Hỏi đáp"}}
	for _, tt := range []struct{ field, value, says string }{
		{"link_type", "gs1:defaultLink", "Hãy chọn một loại"},
		{"link_type", "", "Hãy chọn một loại"},
		{"href", "http://htx.example/", "https://"},
		{"href", "javascript:alert(1)", "https://"},
		{"href", "//evil.example", "https://"},
		{"href", `https://htx.example\@evil.example/`, "Địa chỉ không đúng"},
		{"href", "https://user:pass@htx.example/", "Địa chỉ không đúng"},
		{"href", "https://10.0.0.1/", "Tên miền"},
		{"href", "https://localhost/", "Tên miền"},
		{"title", " ", "Hãy điền mục này."},
		{"lang", "tiếng Việt", "Mã ngôn ngữ không đúng"},
		{"media_type", "text/*", "Kiểu nội dung không đúng"},
	} {
		form := url.Values{}
		for name, values := range right {
			form[name] = values
		}
		form.Set(tt.field, tt.value)
		wantPage(t, producer.post(path, form), 400, tt.says, `aria-invalid="true"`)
	}
	var links int
	w.must(w.pool.QueryRow(t.Context(), `select count(*) from link`).Scan(&links))
	if links != 0 {
		t.Errorf("%d links are stored, want none", links)
	}
}

// TestLinkFormsOfStrangers: the id in a form is no door either.
func TestLinkFormsOfStrangers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e, err := link.Propose(t.Context(), w.pool, w.producer, link.Bearer{ProductID: w.product.ID},
		link.Link{Type: "gs1:faqs", Href: "https://htx.example/", Title: "Hỏi đáp"})
	w.must(err)
	stranger := w.newUser(account.Producer, "htx-2@example.vn")
	own, err := catalog.CreateProduct(t.Context(), w.pool, stranger, "0299", catalog.NewProduct{NameVI: "Kẹo lạc", Group: "thuc-pham"})
	w.must(err)
	b := w.browser("htx-2@example.vn")
	path := "/producer/products/" + own.ID.String() + "/links"
	for _, do := range []string{"withdraw", "change"} {
		r := b.post(path, url.Values{"do": {do}, "link": {e.ID.String()}, "link_type": {"gs1:faqs"}, "href": {"https://evil.example/"}, "title": {"x"}})
		if r.Code != http.StatusNotFound {
			t.Errorf("%s of another's link: status %d, want 404", do, r.Code)
		}
	}
	if r := b.get(path + "?change=" + e.ID.String()); r.Code != http.StatusNotFound {
		t.Errorf("form of another's link: status %d, want 404", r.Code)
	}
	if r := b.post("/admin/links", url.Values{"do": {"approve"}, "link": {e.ID.String()}}); r.Code != http.StatusForbidden {
		t.Errorf("approval by a producer: status %d, want 403", r.Code)
	}
}

// TestGTINForm changes the number on the page of the product's facts.
func TestGTINForm(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	producer := w.browser("htx-1@example.vn")
	path := "/producer/products/" + w.product.ID.String() + "/edit"
	wantPage(t, producer.get(path), 200, "Đổi mã GTIN", w.product.GTIN.String())
	bad := producer.post(path, url.Values{"do": {"gtin"}, "gtin": {"9506000134353"}})
	wantPage(t, bad, 400, "Số kiểm tra của GTIN không đúng", `value="9506000134353"`, `value="Chè Thái"`)
	done := producer.follow(producer.post(path, url.Values{"do": {"gtin"}, "gtin": {"9506000134352"}}))
	wantPage(t, done.page, 200, "09506000134352", "Đã lưu")
	for _, number := range []string{"09506000134352", w.product.GTIN.String()} {
		if r := w.get("/01/"+number, "Accept", "*/*"); r.Code != http.StatusTemporaryRedirect {
			t.Errorf("/01/%s: status %d, want 307", number, r.Code)
		}
	}
}
