package web

import (
	"encoding/base64"
	"net/url"
	"testing"
)

// TestImportPages: a file is shown before it is stored, its bad rows by line,
// and storing it twice stores it once.
func TestImportPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.newBatch("L1")
	p := w.browser("htx-1@example.vn")
	path := diaryPath(b) + "/import"
	wantPage(t, p.get(path), 200, "Tải tệp mẫu")
	example := p.get(diaryPath(b) + "/example.csv")
	wantFile(t, example, "text/csv; charset=utf-8", "\uFEFFViệc,Ngày giờ,")

	file := append(example.Body.Bytes(), "bán,2030-01-01,1,gói\r\n=nhảy,2026-06-01,,\r\n"...)
	preview := p.upload(path, "file", "a.csv", file)
	wantPage(t, preview, 200, "6 dòng đúng", "2 dòng sai", "<td class=\"number\">8</td><td>Ngày giờ</td><td>Thời điểm này chưa đến.</td>",
		"<td class=\"number\">9</td><td>Việc</td>", "Chưa có gì được ghi")
	if n := w.events(); n != 0 {
		t.Fatalf("%d events after the preview, want none", n)
	}
	strict := p.upload(path, "file", "a.csv", file, "strict", "yes", "step", "store")
	wantPage(t, strict, 200, "Bạn chọn chỉ ghi khi mọi dòng đều đúng")
	confirm := url.Values{"step": {"store"}, "data": {base64.StdEncoding.EncodeToString(file)}}
	wantPage(t, p.follow(p.postFile(path, confirm, "", "", nil)).page, 200, "Đã ghi 6 việc mới", "Cửa hàng OCOP")
	wantPage(t, p.follow(p.postFile(path, confirm, "", "", nil)).page, 200, "Đã ghi 0 việc mới")
	if n := w.events(); n != 6 {
		t.Errorf("%d events, want 6", n)
	}
	exported := p.get(diaryPath(b) + "/diary.csv")
	wantFile(t, exported, "text/csv; charset=utf-8", "\uFEFFViệc,")
	wantPage(t, p.upload(path, "file", "b.csv", exported.Body.Bytes()), 200, "6 dòng đúng", "Ghi 6 việc vào nhật ký")

	wantPage(t, p.postFile(path, url.Values{}, "", "", nil), 400, "Hãy chọn một tệp.")
	wantPage(t, p.postFile(path, url.Values{"data": {"%%%"}}, "", "", nil), 400, "Không đọc được tệp này")
	wantPage(t, p.upload(path, "file", "a.csv", []byte("Việc,Giá\nbán,1\n")), 400, "Có cột lạ")
}
