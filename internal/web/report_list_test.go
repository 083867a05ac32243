package web

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/jpeg"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/scan"
)

// photographed is a photo with an EXIF segment that holds secret.
func photographed(t *testing.T, secret string) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := jpeg.Encode(&file, image.NewGray(image.Rect(0, 0, 700, 800)), nil); err != nil {
		t.Fatal(err)
	}
	exif := "Exif\x00\x00" + secret
	segment := append([]byte{0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(exif)+2))...)
	return bytes.Join([][]byte{file.Bytes()[:2], segment, []byte(exif), file.Bytes()[2:]}, nil)
}

// pictureBomb is the head of a PNG of 4 gigapixels.
func pictureBomb() []byte {
	head := []byte("IHDR\x00\x00\xff\xff\x00\x00\xff\xff\x08\x06\x00\x00\x00")
	file := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...)
	return binary.BigEndian.AppendUint32(file, crc32.ChecksumIEEE(head))
}

func (w *world) sendReport(photo []byte, fields ...string) *httptest.ResponseRecorder {
	w.Helper()
	return browser{world: w}.upload("/report", "photo", "gia-dinh-toi.jpg", photo, fields...)
}

var photoLink = regexp.MustCompile(`/account/report-photos/[0-9a-f-]{36}`)

// TestReportReachesProducerAndInspector: what a shopper tells and photographs,
// the producer of the batch reads and no other, and officers look into.
func TestReportReachesProducerAndInspector(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.newUser(account.Producer, "htx-2@example.vn")
	w.newUser(account.Inspector, "thanh-tra@example.vn")
	owner, stranger, inspector := w.browser("htx-1@example.vn"), w.browser("htx-2@example.vn"), w.browser("thanh-tra@example.vn")
	stamped := w.path(w.newRun(w.newBatch("L1")), 4)
	w.get(stamped)
	sent := w.sendReport(photographed(t, "GPS 20.45 106.34"), "code", "https://tem.example.vn"+stamped,
		"kind", "copied", "note", "tem <mờ>", "province", "33", "place", "Chợ <Bo>")
	if sent.Code != 303 {
		t.Fatalf("status %d, want 303\n%s", sent.Code, sent.Body)
	}
	wantPage(t, w.sendReport(nil, "code", "mã lạ", "kind", "other"), 400, "Ảnh phải là JPEG hoặc PNG.")
	if r := w.postForm("/report", url.Values{"code": {"mã lạ"}, "kind": {"other"}}); r.Code != 303 {
		t.Errorf("no photo: status %d, want 303", r.Code)
	}

	wantPage(t, owner.get("/producer"), 200, "Người mua phản ánh, chưa xử lý: 1", `href="/producer/reports"`)
	page := owner.get("/producer/reports")
	wantPage(t, page, 200, "Chè Thái · Lô L1 · Tem số 4", "Tem có vẻ bị sao chép", "tem &lt;mờ&gt;", "Chợ &lt;Bo&gt;, Hưng Yên")
	if body := page.Body.String(); strings.Contains(body, "mã lạ") || strings.Contains(body, "Mở hồ sơ") {
		t.Errorf("the producer sees what is not theirs:\n%s", body)
	}
	wantPage(t, stranger.get("/producer/reports"), 200, "Chưa có phản ánh nào.")
	w.wantPhoto(photoLink.FindString(page.Body.String()), map[string]browser{"owner": owner, "inspector": inspector}, stranger)

	list := inspector.get("/inspector/reports")
	wantPage(t, list, 200, "mã lạ", "1 lượt, 1 thiết bị", "Đã kích hoạt", "Mở hồ sơ")
	_, id, _ := strings.Cut(list.Body.String(), `/inspector/reports/case">`+"\n"+`<input type="hidden" name="report" value="`)
	form := url.Values{"report": {id[:min(36, len(id))]}}
	opened := inspector.follow(inspector.post("/inspector/reports/case", form))
	wantPage(t, opened.page, 200, "Người mua báo.", "Chợ &lt;Bo&gt;, Hưng Yên", "Ảnh của người mua")
	wantPage(t, inspector.get("/inspector/reports"), 200, opened.path)
	if again := inspector.follow(inspector.post("/inspector/reports/case", form)); again.path != opened.path {
		t.Errorf("opened again: %s, want %s", again.path, opened.path)
	}
	wantPage(t, inspector.post("/inspector/reports/case", url.Values{"report": {uuid.NewString()}}), 404, "Không tìm thấy")
	wantPage(t, inspector.follow(inspector.post("/inspector/reports", form)).page, 200, "Đã xử lý lúc")
	wantPage(t, owner.get("/producer/reports"), 200, "Đã xử lý lúc")
	for _, path := range []string{"/producer/reports", "/producer/reports/case"} {
		if r := owner.post(path, form); r.Code != 405 && r.Code != 404 {
			t.Errorf("POST %s by a producer: status %d, want no such thing", path, r.Code)
		}
	}
}

// wantPhoto: readers get the picture and nothing else of the file, others 404.
func (w *world) wantPhoto(path string, readers map[string]browser, stranger browser) {
	w.Helper()
	for name, reader := range readers {
		r := reader.get(path)
		img, format, err := image.Decode(bytes.NewReader(r.Body.Bytes()))
		if r.Code != 200 || err != nil || format != "jpeg" || img.Bounds().Dx() != 640 {
			w.Errorf("%s by the %s: status %d, %s, %v; want a JPEG", path, name, r.Code, format, err)
		}
		if strings.Contains(r.Body.String(), "GPS") {
			w.Errorf("the %s gets what the camera wrote into the file", name)
		}
		h := r.Header()
		if h.Get("Cache-Control") != "no-store" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Content-Type") != "image/jpeg" {
			w.Errorf("headers of %s: %v", path, h)
		}
	}
	wantPage(w.T, stranger.get(path), 404, "Không tìm thấy")
	if r := w.get(path); r.Code != 303 {
		w.Errorf("%s by nobody: status %d, want 303 to the sign-in", path, r.Code)
	}
}

// A report that cannot be taken as it is leaves nothing behind, and is told so.
func TestReportBadInput(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	photo := photographed(t, "")
	for _, tt := range []struct {
		name   string
		photo  []byte
		fields []string
		status int
		want   string
	}{
		{"30 MB", make([]byte, 30<<20), nil, 413, "Nội dung quá lớn"},
		{"bomb", pictureBomb(), nil, 400, "Ảnh có quá nhiều điểm ảnh"},
		{"no picture", []byte("<svg onload=alert(1)>"), nil, 400, "Ảnh phải là JPEG hoặc PNG."},
		{"half a picture", photo[:len(photo)/2], nil, 400, "Không mở được ảnh này."},
		{"long place", photo, []string{"place", strings.Repeat("ợ", 121)}, 400, "Nội dung quá dài."},
		{"unknown province", photo, []string{"province", "34"}, 400, "Không có tỉnh, thành phố nào như vậy."},
		{"no reason", photo, []string{"kind", ""}, 400, "Hãy chọn một mục."},
	} {
		fields := append([]string{"code", "abc", "note", "giữ <lại>"}, tt.fields...)
		if !strings.Contains(tt.name, "reason") {
			fields = append(fields, "kind", "other")
		}
		r := w.sendReport(tt.photo, fields...)
		if wantPage(t, r, tt.status, tt.want); tt.status == 400 && !strings.Contains(r.Body.String(), "giữ &lt;lại&gt;") {
			t.Errorf("%s: the form lost what was written", tt.name)
		}
	}
	var n int
	w.must(w.pool.QueryRow(t.Context(), `select (select count(*) from report) + (select count(*) from report_photo)`).Scan(&n))
	if n != 0 {
		t.Errorf("%d rows were stored, want none", n)
	}
}

// A list has a page's rows and leads to the next.
func TestReportListPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	for range adminPage + 1 {
		w.must(scan.FileReport(t.Context(), w.pool, scan.Report{Code: "x", Batch: &b.Number, Kind: scan.ReportExpired}, nil))
	}
	owner := w.browser("htx-1@example.vn")
	first := owner.get("/producer/reports")
	_, next, _ := strings.Cut(first.Body.String(), `href="/producer/reports?after=`)
	next, _, _ = strings.Cut(next, `"`)
	for want, page := range map[int]*httptest.ResponseRecorder{adminPage: first, 1: owner.get("/producer/reports?after=" + next)} {
		if got := strings.Count(page.Body.String(), "<article"); got != want {
			t.Errorf("a page has %d reports, want %d", got, want)
		}
	}
}

func TestAPIReports(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	unit := int32(0)
	for _, r := range []scan.Report{
		{Code: "abc", Batch: &b.Number, Unit: &unit, Kind: scan.ReportCopied, Province: "33", Place: "Chợ Bo"},
		{Code: "mã lạ", Kind: scan.ReportOther},
	} {
		w.must(scan.FileReport(t.Context(), w.pool, r, nil))
	}
	owner, stranger := w.script(w.producer), w.script(w.newUser(account.Producer, "htx-2@example.vn"))
	got := read[list[reportAnswer]](t, owner.get("/api/v1/reports"), 200).Items
	if len(got) != 1 || *got[0].BatchID != b.ID || *got[0].Unit != 0 || got[0].Code != "abc" || got[0].Place != "Chợ Bo" || got[0].Province != "33" {
		t.Errorf("the owner reads %+v, want the report of unit 0 alone", got)
	}
	if got := read[list[reportAnswer]](t, stranger.get("/api/v1/reports"), 200).Items; len(got) != 0 {
		t.Errorf("a stranger reads %+v", got)
	}
	inspector := w.script(w.newUser(account.Inspector, "thanh-tra@example.vn"))
	page := read[list[reportAnswer]](t, inspector.get("/api/v1/reports?limit=1"), 200)
	if len(page.Items) != 1 || page.Items[0].BatchID != nil || page.Next == "" {
		t.Errorf("an inspector's first page is %+v, want the latest and a next one", page)
	}
	wantProblem(t, owner.get("/api/v1/reports?after=x"), 400)
}
