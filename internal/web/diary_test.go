package web

import (
	"bytes"
	"image"
	"image/png"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"temgoc/internal/catalog"
	"temgoc/internal/diary"
)

// newEntry is an entry of a batch, by its id.
func (w *world) newEntry(b catalog.Batch) uuid.UUID {
	w.Helper()
	done, err := diary.Write(w.Context(), w.pool, w.producer, b.ID, testNow(), []diary.Keyed{{
		Key: uuid.NewString(), Entry: diary.Entry{Kind: diary.Display, Note: "Kệ 2"},
	}})
	w.must(err)
	return done[0].ID
}

// events is how many the store has.
func (w *world) events() (n int) {
	w.Helper()
	w.must(w.pool.QueryRow(w.Context(), `select count(*) from event`).Scan(&n))
	return n
}

// TestThreeTaps: from the page of the batch, by what it links to and what its
// forms propose, to stored entries.
func TestThreeTaps(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	p := w.browser("htx-1@example.vn")
	batch := p.get("/producer/batches/" + b.ID.String())
	first := p.get(linkTo(t, batch, "Nhật ký sản xuất"))
	wantPage(t, first, 200, "Chưa ghi việc nào")
	plan := p.get(linkTo(t, first, "Ghi nhanh theo mẫu"))
	wantPage(t, plan, 200, "Chè, trà, rượu", "Thu hái nguyên liệu", `value="2025-12-18T07:00"`)
	done := p.follow(p.post(diaryPath(b)+"/plan", formIn(t, plan)))
	wantPage(t, done.page, 200, "Đã ghi 4 việc", "Thu hoạch", "Sấy", "Chế biến", "100 gói", "nguyên liệu chính [L1]")
	if n := w.events(); n != 4 {
		t.Errorf("%d events, want 4", n)
	}
	wantPage(t, p.get(diaryPath(b)+"/plan"), 200, "Lô này đã có việc trong nhật ký.")
	p.follow(p.post(diaryPath(b)+"/plan", formIn(t, plan)))
	if n := w.events(); n != 4 {
		t.Errorf("%d events after the same plan again, want 4", n)
	}
}

// linkTo is where the link with the text leads.
func linkTo(t *testing.T, page *httptest.ResponseRecorder, text string) string {
	t.Helper()
	m := regexp.MustCompile(`<a [^>]*href="([^"]*)"[^>]*>` + regexp.QuoteMeta(text) + `<`).FindStringSubmatch(page.Body.String())
	if m == nil {
		t.Fatalf("no link %q in the page", text)
	}
	return m[1]
}

var (
	inputTag  = regexp.MustCompile(`<input [^>]*>`)
	selectTag = regexp.MustCompile(`(?s)<select name="([^"]*)">(.*?)</select>`)
	chosen    = regexp.MustCompile(`<option value="([^"]*)" selected>`)
	attribute = regexp.MustCompile(`(\w+)="([^"]*)"`)
)

// formIn is what a browser sends of the page's last form.
func formIn(t *testing.T, page *httptest.ResponseRecorder) url.Values {
	t.Helper()
	text := page.Body.String()
	text = text[strings.LastIndex(text, `<form method="post" action="/producer/`):]
	form := url.Values{}
	for _, tag := range inputTag.FindAllString(text, -1) {
		a := map[string]string{}
		for _, m := range attribute.FindAllStringSubmatch(tag, -1) {
			a[m[1]] = m[2]
		}
		if a["type"] != "checkbox" || strings.Contains(tag, " checked") {
			form.Add(a["name"], a["value"])
		}
	}
	for _, m := range selectTag.FindAllStringSubmatch(text, -1) {
		if c := chosen.FindStringSubmatch(m[2]); c != nil {
			form.Add(m[1], c[1])
		}
	}
	return form
}

// TestPlanChanged: what is unticked is not stored, what is changed is stored as
// it was changed, and a wrong line says so.
func TestPlanChanged(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	p := w.browser("htx-1@example.vn")
	path := diaryPath(b) + "/plan"
	form := formIn(t, p.get(path+"?template=eggs"))
	wantPage(t, p.post(path, with(form, "at.1", "2026-07-03T08:00")), 400, "Thời điểm này chưa đến.")
	wantPage(t, p.post(path, with(form, "amount.1", "1.000")), 400, "Viết liền")
	wantPage(t, p.post(path, url.Values{"template": {"eggs"}}), 400, "Hãy đánh dấu ít nhất một việc.")
	wantPage(t, p.post(path, url.Values{"template": {"none"}, "on.0": {"yes"}}), 400, "Hãy đánh dấu ít nhất một việc.")
	if n := w.events(); n != 0 {
		t.Errorf("%d events after bad plans, want none", n)
	}
	form.Del("on.0")
	form.Set("amount.1", "1200")
	form.Set("temperature.2", "18,5")
	wantPage(t, p.follow(p.post(path, form)).page, 200, "Đã ghi 3 việc", "1200 quả", "18,5 °C")
}

// TestEntryForms: each kind has a form, and what it sends back is stored.
func TestEntryForms(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	p := w.browser("htx-1@example.vn")
	more := map[diary.Kind][]string{
		diary.Material: {"name", "Gạo nếp"}, diary.Test: {"result", "passed"}, diary.Ship: {"receiver", "Cửa hàng A"},
		diary.Process: {"inputs.0.name", "Gạo nếp"},
	}
	for _, kind := range diary.Kinds {
		page := p.get(diaryPath(b) + "/new?kind=" + string(kind))
		wantPage(t, page, 200, `<label for="at">`, `<label for="people">`)
		form := with(formIn(t, page), append(more[kind], "amount", "5", "unit", "kg", "method", "sun")...)
		if kind != diary.Storing {
			form.Del("method")
		}
		wantPage(t, p.follow(p.postFile(diaryPath(b)+"/new", form, "", "", nil)).page, 200, "Đã ghi vào nhật ký.", "5 kg")
	}
	if got, want := w.events(), len(diary.Kinds); got != want {
		t.Errorf("%d events, want %d", got, want)
	}
}

// postFile sends a form of several parts, with a file unless field is empty.
func (b browser) postFile(path string, form url.Values, field, name string, content []byte) *httptest.ResponseRecorder {
	b.Helper()
	var pairs []string
	for key, values := range form {
		for _, v := range values {
			pairs = append(pairs, key, v)
		}
	}
	return b.upload(path, field, name, content, pairs...)
}

// TestInputsByCode: another batch is named by the code on its carton, by one of
// its stamps, by an element string or by GTIN and lot.
func TestInputsByCode(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b, other := w.newBatch("L1"), w.newBatch("RAW/1")
	run := w.newRun(other)
	p := w.browser("htx-1@example.vn")
	gtin := w.product.GTIN.String()
	code, err := w.batchCode(other)
	w.must(err)
	for _, tt := range []struct{ name, what, lot string }{
		{"carton", code, ""},
		{"stamp", "https://tem.example.vn" + w.path(run, 3), ""},
		{"element string", "(01)" + gtin + "(10)RAW/1", ""},
		{"GTIN and lot", strings.TrimLeft(gtin, "0"), "RAW/1"},
	} {
		form := url.Values{
			"kind": {"process"}, "key": {uuid.NewString()}, "amount": {"1"}, "unit": {"goi"},
			"inputs.0.name": {tt.what}, "inputs.0.lot": {tt.lot}, "note": {tt.name},
		}
		wantPage(t, p.follow(p.post(diaryPath(b)+"/new", form)).page, 200, gtin+" [RAW/1]", tt.name)
	}
	own, err := w.batchCode(b)
	w.must(err)
	form := url.Values{"kind": {"process"}, "amount": {"1"}, "unit": {"goi"}, "inputs.0.name": {own}}
	wantPage(t, p.post(diaryPath(b)+"/new", form), 400, "Lô này không thể làm nguyên liệu cho chính nó.")
}

// TestAllFaultsAtOnce: a number that cannot be read does not keep the other
// faults for the next time.
func TestAllFaultsAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.browser("htx-1@example.vn")
	form := url.Values{"kind": {"ship"}, "at": {"2030-01-01T00:00"}, "amount": {"1.000"}, "unit": {"goi"}}
	wantPage(t, p.post(diaryPath(w.newBatch("L1"))+"/new", form), 400,
		"Thời điểm này chưa đến.", "Không rõ dấu chấm hay phẩy", "Hãy điền mục này.", `value="1.000"`)
}

// TestMoreInputs asks for more lines and stores nothing; what was typed stays.
func TestMoreInputs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	p := w.browser("htx-1@example.vn")
	r := p.post(diaryPath(b)+"/new", url.Values{"kind": {"process"}, "do": {"more"}, "inputs.0.name": {"Gạo nếp"}})
	wantPage(t, r, 200, `name="inputs.5.name"`, `value="Gạo nếp"`)
	if n := w.events(); n != 0 {
		t.Errorf("%d events, want none", n)
	}
}

// TestScriptsStayText: markup in every field of text is shown as it was typed.
func TestScriptsStayText(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	p := w.browser("htx-1@example.vn")
	const script = `<script>alert("x")</script>`
	for _, form := range []url.Values{
		{"kind": {"material"}, "name": {script}},
		{"kind": {"process"}, "amount": {"1"}, "unit": {"kg"}, "inputs.0.name": {script}},
		{"kind": {"test"}, "result": {"passed"}, "laboratory": {script}, "certificate": {script}},
		{"kind": {"ship"}, "amount": {"1"}, "unit": {"kg"}, "receiver": {script}, "receiver_contact": {script}},
		{"kind": {"display"}, "note": {script}, "people": {script}, "place_name": {script}},
	} {
		form.Set("key", uuid.NewString())
		r := p.follow(p.post(diaryPath(b)+"/new", form)).page
		wantPage(t, r, 200, "&lt;script&gt;")
		form.Set("at", script)
		bad := p.post(diaryPath(b)+"/new", form)
		wantPage(t, bad, 400, "Ngày giờ không đúng")
		for _, page := range []*httptest.ResponseRecorder{r, bad} {
			if strings.Contains(page.Body.String(), "<script>alert") {
				t.Errorf("%s: markup is live", form.Get("kind"))
			}
		}
	}
}

// TestCorrectionPages: an entry is corrected, then withdrawn, and stays to be
// seen.
func TestCorrectionPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	id := w.newEntry(b)
	p := w.browser("htx-1@example.vn")
	page := p.get("/producer/entries/" + id.String())
	wantPage(t, page, 200, "Kệ 2", "Rút lại việc này")
	form := url.Values{"kind": {"display"}, "key": {"k"}, "note": {"Kệ 3"}, "at": {"2026-06-30T08:00"}}
	wantPage(t, p.post("/producer/entries/"+id.String(), with(form, "at", "2027-01-01")), 400, "Thời điểm này chưa đến.")
	done := p.follow(p.post("/producer/entries/"+id.String(), form))
	wantPage(t, done.page, 200, "Đã sửa. Bản cũ còn lại", `class="struck"`, "Kệ 2", "Kệ 3")
	wantPage(t, p.post("/producer/entries/"+id.String(), form), 400, "đã được sửa hoặc rút lại")

	old := p.get("/producer/entries/" + id.String())
	wantPage(t, old, 200, "đã được sửa hoặc rút lại", "Xem nhật ký")
	if strings.Contains(old.Body.String(), `name="at"`) {
		t.Error("an entry that was corrected offers its form again")
	}

	next := linkTo(t, done.page, "Sửa hoặc rút lại")
	done = p.follow(p.post(next, url.Values{"do": {"withdraw"}}))
	wantPage(t, done.page, 200, "Đã rút lại. Việc đó còn lại", "Kệ 3")
	wantPage(t, p.post(next, url.Values{"do": {"withdraw"}}), 400, "đã được sửa hoặc rút lại")
}

// TestPhotoOfEntry is shown to the producer, and to others only if it is public.
func TestPhotoOfEntry(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	p := w.browser("htx-1@example.vn")
	var photo bytes.Buffer
	w.must(png.Encode(&photo, image.NewRGBA(image.Rect(0, 0, 300, 300))))
	form := url.Values{"kind": {"display"}, "key": {"k"}, "hidden": {"photo"}}
	done := p.follow(p.postFile(diaryPath(b)+"/new", form, "photo", "a.png", photo.Bytes()))
	m := regexp.MustCompile(`src="(/account/pictures/([^"]*))"`).FindStringSubmatch(done.page.Body.String())
	if m == nil {
		t.Fatal("no photo in the diary")
	}
	wantFile(t, p.get(m[1]), "image/jpeg", "\xff\xd8")
	if r := w.get("/picture/" + m[2]); r.Code != 404 {
		t.Errorf("a shopper gets the photo: status %d", r.Code)
	}
	form.Set("key", "k2")
	for _, tt := range []struct {
		content []byte
		says    string
	}{
		{[]byte("<svg/>"), "Ảnh phải là JPEG hoặc PNG."},
		{bytes.Repeat([]byte{0}, 5<<20+1), "Ảnh lớn quá 5 MB."},
	} {
		wantPage(t, p.postFile(diaryPath(b)+"/new", form, "photo", "a.png", tt.content), 400, tt.says)
	}
	if r := p.postFile(diaryPath(b)+"/new", form, "photo", "a.png", bytes.Repeat([]byte{0}, 6<<20)); r.Code != 413 {
		t.Errorf("6 MB: status %d, want 413", r.Code)
	}
	if n := w.events(); n != 1 {
		t.Errorf("%d events, want 1", n)
	}
}
