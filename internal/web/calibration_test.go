package web

import (
	"bytes"
	"image"
	"image/png"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"temgoc/labels"
	"temgoc/labels/photo/phototest"
)

// photographed is a photo of the sheet that a page offers, and the sheet's marks.
func (b browser) photographed(query string, camera phototest.Camera) []byte {
	b.Helper()
	sheet := b.get("/producer/calibration/sheet?format=png&" + query)
	wantPage(b.T, sheet, 200)
	img, err := png.Decode(sheet.Body)
	b.must(err)
	file, err := camera.Take(img.(*image.Paletted))
	b.must(err)
	return file
}

var handHeld = phototest.Camera{Width: 1944, Height: 2592, Turn: 0.03, Tilt: 0.05, Fill: 0.95, Blur: 0.7, Noise: 5}

// TestCalibrationRoad prints, photographs and reads the result.
func TestCalibrationRoad(t *testing.T) {
	t.Parallel()
	p := newWorld(t).browser("htx-1@example.vn")
	wantPage(t, p.get("/producer/calibration"), 200, "Thử máy in", `capture="environment"`, `enctype="multipart/form-data"`)

	file := p.photographed("stock=a4-3x8&dpi=300", handHeld)
	r := p.upload("/producer/calibration", "photo", "a.jpg", file)
	wantPage(t, r, 200, "In chắc chắn từ ô 0,42 mm (5 chấm ở 300 dpi)", "0,68 mm (8 chấm)", "viền trắng 2 ô", "Loại nhãn hợp với máy này")
	marks := marksIn(t, r.Body.String())
	if n := len(strings.Fields(marks)); n < 25 {
		t.Errorf("the form holds %d marks for the next photo, want most of 42", n)
	}
	// What was read before counts without a further photo.
	wantPage(t, p.upload("/producer/calibration", "photo", "", nil, "marks", marks), 200, "In chắc chắn từ ô 0,42 mm")
}

func marksIn(t *testing.T, page string) string {
	t.Helper()
	found := regexp.MustCompile(`name="marks" value="([^"]*)"`).FindStringSubmatch(page)
	if found == nil {
		t.Fatalf("no marks in the page:\n%s", page)
	}
	return found[1]
}

// marksOf are all of a sheet, but those that begin with something; and those of
// them all the same that have something else.
func marksOf(m labels.Mark, left string, but ...string) string {
	var lines []string
	for _, m := range m.Marks() {
		has := func(part string) bool { return strings.Contains(m.String(), part) }
		if !strings.HasPrefix(m.String(), left) || slices.ContainsFunc(but, has) {
			lines = append(lines, m.URL("https://tem.example.vn"))
		}
	}
	return strings.Join(lines, " ")
}

func TestCalibrationWords(t *testing.T) {
	t.Parallel()
	p := newWorld(t).browser("htx-1@example.vn")
	sheet := labels.Mark{DPI: 300, Largest: 8, Dots: 8, Quiet: 4, Darkness: labels.AsSet, Copy: 1}
	zebra, tsc := sheet, sheet
	zebra.Darkness, tsc.Darkness = "z1", "t1"
	for _, tt := range []struct {
		name, marks string
		says        []string
	}{
		{"all", marksOf(sheet, "none"), []string{"0,42 mm (5 chấm ở 300 dpi)", "ô nhỏ đến 0,25 mm", "đậm hay nhạt hơn một chút vẫn đọc", "42 trên 42", `class="verdict good"`}},
		{"not five dots", marksOf(sheet, "300-8-5-4-n"), []string{"0,51 mm (6 chấm", "Vừa đủ, không dư"}},
		{"not six dots", marksOf(sheet, "300-8-6-4-n"), []string{"0,59 mm (7 chấm", `class="verdict warn"`}},
		{"not the largest", marksOf(sheet, "300-8-8-4-n"), []string{"Chưa cỡ nào đọc được hết", `class="verdict bad"`}},
		{"bleeds", marksOf(sheet, "300-8-5-4-g"), []string{"Đừng để máy in đậm hơn"}},
		{"drops out", marksOf(sheet, "300-8-8-4-l"), []string{"Đừng để máy in nhạt hơn"}},
		{"part of the sheet", sheet.URL(""), []string{"1 trên 42", "Chưa cỡ nào đọc được hết", "chụp gần hơn"}},
		{"read one by one", marksOf(sheet, "300-8-", "4-n"), []string{"hãy chụp cả tờ"}},
		{"Zebra, not so light", marksOf(zebra, "300-8-5-4-z1"), []string{"Giữ nguyên độ đậm", "độ đậm &#43;5"}},
		{"Zebra, lightest", marksOf(zebra, "none"), []string{"Hãy đặt máy in: độ đậm -5."}},
		{"TSC", marksOf(tsc, "300-8-8-4-t1"), []string{"Hãy đặt máy in: DENSITY 8."}},
	} {
		r := p.upload("/producer/calibration", "photo", "", nil, "marks", tt.marks)
		wantPage(t, r, 200, tt.says...)
		if t.Failed() {
			t.Fatalf("above: %s", tt.name)
		}
	}
}

func TestCalibrationRefusesBadInput(t *testing.T) {
	t.Parallel()
	p := newWorld(t).browser("htx-1@example.vn")
	const path = "/producer/calibration"
	var plain bytes.Buffer
	p.must(png.Encode(&plain, image.NewGray(image.Rect(0, 0, 900, 700))))
	sheet := labels.Mark{DPI: 300, Largest: 8, Dots: 8, Quiet: 4, Darkness: labels.AsSet, Copy: 1}
	other := labels.Mark{DPI: 203, Largest: 6, Dots: 6, Quiet: 4, Darkness: labels.AsSet, Copy: 1}
	for _, tt := range []struct {
		name   string
		file   []byte
		marks  string
		status int
		says   string
	}{
		{"nothing", nil, "", 400, "Hãy chọn một ảnh."},
		{"30 MB", make([]byte, 30<<20), "", 413, "Nội dung quá lớn"},
		{"no picture", []byte("Bánh cáy"), "", 400, "Ảnh phải là JPEG hoặc PNG."},
		{"a page as a picture", []byte("\x89PNG\r\n\x1a\n<script>alert(1)</script>"), "", 400, "Ảnh phải là JPEG hoặc PNG."},
		{"half a picture", plain.Bytes()[:plain.Len()/2], "", 400, "Không mở được ảnh này."},
		{"a bomb", hugePNG(t), "", 400, "Ảnh có quá nhiều điểm ảnh"},
		{"no marks in it", plain.Bytes(), "", 400, "Không thấy mã nào của tờ thử trong ảnh."},
		{"two sheets", nil, sheet.URL("") + " " + other.URL(""), 400, "Có mã của hai tờ thử khác nhau."},
		{"numbers outside of the sheet", nil, "/calibrate?c=300-8-5-4-n-9", 400, "không phải của tờ thử"},
		{"a stamp", nil, "https://tem.example.vn/01/09520000001018/21/ABC", 400, "không phải của tờ thử"},
		{"markup", nil, `"><script>alert(1)</script>`, 400, "không phải của tờ thử"},
		{"too many", nil, strings.Repeat(sheet.URL("")+" ", maxMarks+1), 400, "không phải của tờ thử"},
	} {
		r := p.upload(path, "photo", "a.png", tt.file, "marks", tt.marks)
		if r.Code != tt.status {
			t.Errorf("%s: status %d, want %d", tt.name, r.Code, tt.status)
		}
		wantPage(t, r, tt.status, tt.says)
		if strings.Contains(r.Body.String(), "<script>alert") {
			t.Errorf("%s: what was sent is markup in the page", tt.name)
		}
	}
	wantPage(t, p.post(path, url.Values{"marks": {sheet.URL("")}}), 400, "Hãy chọn một ảnh.")
	good := p.upload(path, "photo", "a.txt", []byte("no picture"), "marks", sheet.URL(""))
	if marks := marksIn(t, good.Body.String()); marks != sheet.URL("") {
		t.Errorf("after a bad photo the form holds %q, want what it held before", marks)
	}
}

// hugePNG is 100 megapixels of nothing, in 100 KB.
func hugePNG(t *testing.T) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewGray(image.Rect(0, 0, 10_000, 10_000))); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestCalibrationSheets(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.OwnStocks = []labels.Stock{{Name: "tiny", Media: labels.OnRoll, Page: labels.Size{W: 15, H: 15},
		Columns: 1, Rows: 1, Label: labels.Size{W: 15, H: 15}}}
	p := w.browser("htx-1@example.vn")
	for _, tt := range []struct {
		query  string
		status int
		begins string
	}{
		{"stock=a4-3x8&dpi=300&format=pdf", 200, "%PDF"},
		{"stock=a4-3x8&dpi=600&format=png", 200, "\x89PNG"},
		{"stock=roll-50x30x2&dpi=203&format=zpl", 200, "^XA^MD"},
		{"stock=roll-50x30x2&dpi=203&format=tspl", 200, "SIZE "},
		{"stock=roll-35x22x3&dpi=300&format=pdf", 200, "%PDF"},
		{"stock=a4-3x8&dpi=300&format=zpl", 400, "Tệp này chỉ dành cho cuộn"},
		{"stock=a4-3x8&dpi=300&format=csv", 400, "Không có loại tệp này"},
		{"stock=a4-3x8&dpi=1200&format=pdf", 400, "Độ phân giải là 203, 300 hoặc 600 dpi."},
		{"stock=none&dpi=300&format=pdf", 400, "Không có loại nhãn này"},
		{"stock=tiny&dpi=203&format=zpl", 422, "Mã không vừa loại nhãn"},
	} {
		r := p.get("/producer/calibration/sheet?" + tt.query)
		body := r.Body.String()
		if r.Code != tt.status || tt.status == 200 && !strings.HasPrefix(body, tt.begins) || !strings.Contains(body, tt.begins) {
			t.Errorf("%s: status %d, %.80q, want %d and %q", tt.query, r.Code, body, tt.status, tt.begins)
		}
	}
}

// TestCalibrationMarkIsNoStamp: a phone's own camera opens a page that says so.
func TestCalibrationMarkIsNoStamp(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, tt := range []struct {
		path   string
		status int
		says   string
	}{
		{"/calibrate?c=300-8-5-4-n-2", 200, "0,42 mm (5 chấm ở 300 dpi)"},
		{"/calibrate?c=300-8-5-4-g-1&lang=en", 200, "a dot darker"},
		{"/calibrate?c=203-6-4-4-z1-1", 200, "độ đậm -5"},
		{"/calibrate", 404, "Không tìm thấy"},
		{"/calibrate?c=300-8-5-4-n-99", 404, "Không tìm thấy"},
		{"/calibrate?c=%3Cscript%3E", 404, "Không tìm thấy"},
		{"/?q=" + url.QueryEscape("https://tem.example.vn/calibrate?c=300-8-5-4-n-2"), 400, "không phải"},
	} {
		r := w.get(tt.path)
		wantPage(t, r, tt.status, tt.says)
		if strings.Contains(r.Body.String(), "Tem thật") {
			t.Errorf("%s is taken for a stamp", tt.path)
		}
	}
	wantPage(t, w.get("/calibrate?c=300-8-5-4-n-2"), 200, "Đây không phải tem", "/signin?next=/producer/calibration")
}
