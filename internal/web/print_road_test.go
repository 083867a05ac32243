package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"temgoc/internal/printing"
	"temgoc/internal/stamp"
	"temgoc/labels"
)

// TestPrintingRoad goes from a run to its file as a browser without scripts
// does, and once more: the second time is a reprint.
func TestPrintingRoad(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.startPrinting()
	run := w.newRun(w.newBatch("L1"))
	p := w.browser("htx-1@example.vn")
	form := runPath(run.ID) + "/print"

	wantPage(t, p.get(runPath(run.ID)), 200, `href="`+form+`"`, `src="`+runPath(run.ID)+`/preview.svg"`, "Chưa in lần nào.")
	page := p.get(form)
	wantPage(t, page, 200, `<option value="a4-3x8" selected>A4 · 3 × 8 · 63,5 × 33,9 mm (Avery L7159)</option>`,
		`<option value="roll-35x22x3">Cuộn · 35 × 22 mm · 3 tem một hàng</option>`, "Cuộn · tròn 30 mm",
		"Cuộn · 60 × 40 mm · có ô cào", "Cỡ thật 63,5 × 33,9 mm.", "Tem gọn, ô vuông 0,51 mm (6 chấm ở 300 dpi). Đúng loại đã cấp.", "10 tem · 1 tờ.", `href="/producer/calibration"`)
	wantPage(t, p.get(form+"?kind=auto"), 200, "Chọn tem ký số vì vừa loại nhãn này.")
	picture := p.get(imageOf(t, page.Body.String()))
	wantFile(t, picture, "image/svg+xml", "<svg")
	if svg := picture.Body.String(); !strings.Contains(svg, `width="63.5mm" height="33.9mm"`) {
		t.Errorf("the preview is not in its real size: %.200s", svg)
	}

	order := url.Values{"stock": {"a4-3x8"}, "dpi": {"300"}, "format": {"pdf"}, "kind": {"auto"}, "from": {"2"}, "to": {"9"}, "show": {"none", "dates"}, "key": {"k"}}
	done := p.follow(p.post(form, order))
	wantPage(t, done.page, 200, "In tem số 2–9", "Đã xong", "Tải tệp PDF", "Tem ký số", "A4 · 3 × 8", "Tệp được giữ đến", "Chị Hoa")
	if strings.Contains(done.page.Body.String(), "refresh") || strings.Contains(done.page.Body.String(), ">in lại<") {
		t.Error("a page of a first print that is done asks to be read again, or is called a reprint")
	}
	if again := p.follow(p.post(form, order)); again.path != done.path {
		t.Errorf("the same form led to %s and to %s", done.path, again.path)
	}
	order.Set("from", "3")
	wantPage(t, p.post(form, order), 400, "Tệp đã được đặt từ biểu mẫu này")
	w.wantFileOf(p, done.path, "tem-L1-2-9.pdf")

	order.Set("key", "another")
	second := p.follow(p.post(form, order))
	wantPage(t, second.page, 200, "Đã xong", ">in lại<")
	ledger := p.get(runPath(run.ID))
	wantPage(t, ledger, 200, `<a href="`+done.path+`">2–9</a>`, `<a href="`+second.path+`">3–9</a>`, ">in lại<", "Chị Hoa")
	wantPage(t, p.get("/producer/batches/"+run.BatchID.String()), 200, "Các lần in", "3–9")
}

// wantFileOf compares a job's file with what its page, its headers and its
// manifest say of it.
func (w *world) wantFileOf(p browser, path, name string) {
	w.Helper()
	file := p.get(path + "/file")
	wantFile(w.T, file, "application/pdf", "%PDF-")
	sum := sha256.Sum256(file.Body.Bytes())
	digest := hex.EncodeToString(sum[:])
	for header, want := range map[string]string{
		"Content-Length":      strconv.Itoa(file.Body.Len()),
		"Content-Disposition": "attachment; filename=" + name,
		"ETag":                `"` + digest + `"`,
		"Repr-Digest":         "sha-256=:" + base64.StdEncoding.EncodeToString(sum[:]) + ":",
	} {
		if got := file.Header().Get(header); got != want {
			w.Errorf("%s: %s, want %s", header, got, want)
		}
		if got := p.do(http.MethodHead, path+"/file").Header().Get(header); got != want {
			w.Errorf("HEAD, %s: %s, want %s", header, got, want)
		}
	}
	var m labels.Manifest
	w.must(json.Unmarshal(p.get(path+"/manifest").Body.Bytes(), &m))
	if m.SHA256 != digest || m.File != name || m.Bytes != int64(file.Body.Len()) || m.Product != "Chè Thái" || m.Kind != "sealed" {
		w.Errorf("manifest %+v of a file with digest %s", m, digest)
	}
	wantPage(w.T, p.get(path), 200, digest)
}

var imageSource = regexp.MustCompile(`<img src="([^"]+preview\.svg[^"]*)"`)

func imageOf(t *testing.T, page string) string {
	t.Helper()
	m := imageSource.FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no preview in\n%s", page)
	}
	return strings.ReplaceAll(m[1], "&amp;", "&")
}

// TestPrintWaits: while no node makes files, the page says so, asks to be read
// again without scripts, and can cancel.
func TestPrintWaits(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	run := w.newRun(w.newBatch("L1"))
	p := w.browser("htx-1@example.vn")
	job := p.follow(p.post(runPath(run.ID)+"/print", url.Values{"format": {"csv"}}))
	wantPage(t, job.page, 200, "Chờ đến lượt", `<noscript><meta http-equiv="refresh" content="3"></noscript>`,
		`<progress id="bar" class="wide" max="100" value="0">`, "0 % · 0 / 10 tem", `data-progress="`+job.path+`/progress"`)
	for path, status := range map[string]int{"/file": 409, "/manifest": 409} {
		wantPage(t, p.get(job.path+path), status, "Tệp đang được làm.")
	}
	cancelled := p.follow(p.post(job.path+"/cancel", nil))
	wantPage(t, cancelled.page, 200, "Đã hủy. Không có tem nào được đưa ra.", "In lại")
	wantPage(t, p.get(job.path+"/file"), 410, "Không còn tệp")
	wantPage(t, p.get(runPath(run.ID)), 200, "Đã hủy")
}

// TestPrintFollowsTheDesign: what is ticked is on the label, what is not is
// not; stars come from the run alone.
func TestPrintFollowsTheDesign(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	run := w.newRun(w.newBatch("L1"))
	p := w.browser("htx-1@example.vn")
	for query, want := range map[string]map[string]bool{
		"":                             {"Chè Thái": true, "Lô: L1": true, "NSX: 02/01/2026": true, "tem.example.vn": true, "Tổ chức htx-1": true},
		"?show=none":                   {"Chè Thái": true, "Lô: L1": true, "NSX: ": false, "tem.example.vn": false, "Tổ chức htx-1": false},
		"?show=host&line=Giữ+khô+%3Cb": {"NSX: ": false, "tem.example.vn": true, "Giữ khô &lt;b": true, "OCOP": false},
	} {
		svg := p.get(runPath(run.ID) + "/preview.svg" + query).Body.String()
		for text, shown := range want {
			if strings.Contains(svg, text) != shown {
				t.Errorf("preview%s: %q shown %v, want %v", query, text, !shown, shown)
			}
		}
	}
	if n := len(w.prints(run)); n != 0 {
		t.Errorf("previews made %d lines of the ledger, want none", n)
	}
	wantFile(t, p.get(runPath(run.ID)+"/labels.png?stock=roll-50x30x2&dpi=203"), "image/png", "\x89PNG")
	if got := w.prints(run); len(got) != 1 || got[0].Format != printing.PNG || got[0].Range != (stamp.Range{First: 0, Last: 0}) {
		t.Errorf("ledger %+v, want one picture of the first stamp", got)
	}
	wantFile(t, p.get(runPath(run.ID)+"/codes.csv"), "text/csv; charset=utf-8", "\uFEFFnumber,serial,url\r\n")
	if got := w.prints(run); len(got) != 2 || !got[0].Reprint {
		t.Errorf("ledger %+v, want a reprint", got)
	}
}

// TestLastPrinterIsRemembered by the browser that stands beside it.
func TestLastPrinterIsRemembered(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	run := w.newRun(w.newBatch("L1"))
	p := w.browser("htx-1@example.vn")
	form := runPath(run.ID) + "/print"
	ordered := p.post(form, url.Values{"stock": {"roll-60x40"}, "dpi": {"203"}, "format": {"zpl"}})
	p.cookie += "; " + cookieHeader(ordered)
	wantPage(t, p.get(form), 200, `<option value="roll-60x40" selected>`, `<option selected>203</option>`, `<option value="zpl" selected>`)
	wantPage(t, p.get("/producer/batches/"+run.BatchID.String()), 200, `<option value="roll-60x40" selected>`, `<option selected>203</option>`)
}

func TestOwnStocks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.OwnStocks = []labels.Stock{{
		Name: "own-70x40", Media: labels.OnRoll, Page: labels.Size{W: 70, H: 40}, Columns: 1, Rows: 1,
		Label: labels.Size{W: 70, H: 40}, Pitch: labels.Size{W: 70, H: 40}, Gap: 2,
	}}
	run := w.newRun(w.newBatch("L1"))
	p := w.browser("htx-1@example.vn")
	wantPage(t, p.get(runPath(run.ID)+"/print?stock=own-70x40"), 200, "Loại riêng của dịch vụ", "Cỡ thật 70 × 40 mm.")
	zpl := w.script(w.producer).get("/api/v1/stamp-runs/" + run.ID.String() + "/labels.zpl?stock=own-70x40&dpi=203")
	if n := bytes.Count(zpl.Body.Bytes(), []byte("^XA")); zpl.Code != 200 || n != 10 {
		t.Errorf("status %d, %d formats, want 10", zpl.Code, n)
	}
}
