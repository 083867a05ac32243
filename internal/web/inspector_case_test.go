package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/scan"
	"temgoc/internal/stamp"
)

// inspected is a world that watches what it answers, and an inspector.
type inspected struct {
	*world
	inspector browser
	run       stamp.Run // ten stamps of a batch "L1"
	batch     catalog.Batch
}

func newInspected(t *testing.T) inspected {
	w := newWorld(t)
	w.Lookup.Watcher = scan.NewWatcher(w.pool, scan.DefaultRules, testNow, slog.New(slog.DiscardHandler))
	w.newUser(account.Inspector, "thanh-tra@example.vn")
	b := w.newBatch("L1")
	return inspected{w, w.browser("thanh-tra@example.vn"), w.newRun(b), b}
}

// copied has five phones scan a unit, and is the path of its case's page.
func (w inspected) copied(unit int) string {
	w.Helper()
	for range 5 { // each without a cookie, so each another device
		w.get(w.path(w.run, unit))
	}
	w.must(w.Lookup.Watcher.LookAtUnits(w.Context()))
	var id uuid.UUID
	w.must(w.pool.QueryRow(w.Context(), `select id from clone_case where unit = $1 order by id desc limit 1`, unit).Scan(&id))
	return casePath(id)
}

// newCase is an open one, of the whole batch if unit is nil.
func (w *world) newCase(b catalog.Batch, unit *int32) (id uuid.UUID) {
	w.Helper()
	w.must(w.pool.QueryRow(w.Context(), `
		insert into clone_case (id, batch_number, unit, reason, evidence)
		values (gen_random_uuid(), $1, $2, 'batch', '{"scanned": 20, "amber": 4, "provinces": []}')
		returning id`, b.Number, unit).Scan(&id))
	return id
}

func decision(deed string) url.Values {
	return url.Values{"decision": {deed}, "note": {"Đã xem <tại chợ>"}, "alert": {"Có tem sao chép ở chợ <Bo>"}, "alert_en": {"Copies at Bo market"}}
}

// TestCaseFromScanToDecision: what five phones do, an inspector sees and judges.
func TestCaseFromScanToDecision(t *testing.T) {
	t.Parallel()
	w := newInspected(t)
	stamped := w.path(w.run, 3)
	path := w.copied(3)
	w.must(scan.FileReport(t.Context(), w.pool, scan.Report{
		Code: stamped, Batch: &w.batch.Number, Unit: new(int32(3)), Kind: scan.ReportCopied, Note: "mua ở chợ <Bo>",
	}, nil))
	wantPage(t, w.inspector.get("/inspector/cases"), 200, "Chờ xem xét (1)", "Tem số 3 · Chè Thái", "Lô L1", "Đã quét trên 5 thiết bị.", path)
	page := w.inspector.get(path)
	serial := stamped[strings.LastIndex(stamped, "/")+1:]
	wantPage(t, page, 200, "Tem số 3: Chè Thái, Lô L1", "5 lượt, 5 thiết bị", serial[:5], "Đã kích hoạt",
		"<svg class=\"lanes\"", ">E</text>", "A, B, C, D, E", "Chưa ai cho biết.", "mua ở chợ &lt;Bo&gt;", "Hủy tem này.")
	var device []byte
	w.must(w.pool.QueryRow(t.Context(), `select device from scan limit 1`).Scan(&device))
	if body := page.Body.String(); strings.Contains(body, fmt.Sprintf("%x", device)) || strings.Contains(body, string(device)) {
		t.Error("the page shows what a device is stored as")
	}

	wantPage(t, w.inspector.follow(w.inspector.post(path, decision("watch"))).page, 200, "Đã ghi quyết định", "Đang theo dõi", "Đã xem &lt;tại chợ&gt;")
	wantPage(t, w.get(stamped), 200, "Tem có thể đã bị sao chép")
	wantPage(t, w.inspector.get("/inspector/cases?state=watched"), 200, "Tem số 3")
	wantPage(t, w.inspector.get("/inspector/cases?state=open"), 200, "Không có hồ sơ nào.")
	wantPage(t, w.inspector.follow(w.inspector.post(path, decision("dismiss"))).page, 200, "Không có vấn đề")
	wantPage(t, w.get(stamped), 200, "Tem thật")
	wantPage(t, w.inspector.post(path, decision("void")), 409, "Hồ sơ này đã có người quyết định")

	again := w.copied(3)
	if again == path {
		t.Fatal("five new devices after a dismissal: no new case")
	}
	wantPage(t, w.inspector.get(again), 200, "6 thiết bị trong đó đã được xem là không có vấn đề")
	wantPage(t, w.inspector.follow(w.inspector.post(again, decision("void"))).page, 200, "Đã hủy tem", "Đã hủy</span>")
	wantPage(t, w.get(stamped), 200, "Tem đã bị hủy")
	wantPage(t, w.browser("htx-1@example.vn").get("/producer/batches/"+w.batch.ID.String()), 200, "Bị sao chép")
}

// TestAlertOnEveryPageOfTheBatch, in both languages, until it is lifted.
func TestAlertOnEveryPageOfTheBatch(t *testing.T) {
	t.Parallel()
	w := newInspected(t)
	path := w.copied(3)
	code, err := w.ring.SignBatch(1, w.batch.GTIN, w.batch.Lot, "")
	w.must(err)
	other := w.newRun(w.newBatch("L2"))
	pages := []string{w.path(w.run, 3), w.path(w.run, 4), code.Path()}
	first := w.get(pages[1])
	phone := cookieHeader(first)
	wantPage(t, first, 200, "Tem thật", `class="verdict good"`)
	w.inspector.follow(w.inspector.post(path, decision("alert")))
	for _, page := range pages {
		vi := w.get(page, "Cookie", phone)
		wantPage(t, vi, 200, "Cảnh báo của cơ quan quản lý: Có tem sao chép ở chợ &lt;Bo&gt;")
		wantPage(t, w.get(page, "Cookie", phone, "Accept-Language", "en"), 200, "Warning from the authority: Copies at Bo market")
		if strings.Contains(vi.Body.String(), `class="verdict good"`) {
			t.Errorf("%s is green under a warning", page)
		}
	}
	wantPage(t, w.get(pages[0], "Cookie", phone), 200, "Tem có thể đã bị sao chép", "thiết bị, lần đầu lúc")
	wantPage(t, w.get(pages[1], "Cookie", phone), 200, "Tem thật, nhưng lô hàng đang có cảnh báo")
	wantPage(t, w.get("/api/v1/lookup?code="+url.QueryEscape(pages[1])), 200, `"verdict":"genuine"`, "Có tem sao chép ở chợ", "Copies at Bo market")
	wantPage(t, w.get(w.path(other, 0)), 200, `class="verdict good"`)

	wantPage(t, w.inspector.get(path), 200, "Người mua đang đọc:", "Gỡ cảnh báo.")
	w.inspector.follow(w.inspector.post(path, decision("lift")))
	wantPage(t, w.get(pages[1], "Cookie", phone), 200, "Tem thật", `class="verdict good"`)
	if body := w.get(pages[0], "Cookie", phone).Body.String(); strings.Contains(body, "Cảnh báo của cơ quan quản lý") {
		t.Error("a lifted warning is still shown")
	}
}

// TestBadDecisions change nothing, and keep what was written.
func TestBadDecisions(t *testing.T) {
	t.Parallel()
	w := newInspected(t)
	path := w.copied(3)
	ofBatch := casePath(w.newCase(w.batch, nil))
	before := w.marks()
	wantPage(t, w.inspector.get(ofBatch), 200, "Cả lô: Chè Thái", "4 trong 20 tem đã quét bị nghi sao chép.", "Nếu chỉ do ngẫu nhiên, 352.080 lô")
	for name, tt := range map[string]struct {
		path   string
		form   url.Values
		status int
		says   string
	}{
		"nothing":          {path, url.Values{}, 400, "Hãy chọn một quyết định."},
		"no note":          {path, url.Values{"decision": {"dismiss"}}, 400, "Hãy điền mục này."},
		"unknown decision": {path, decision("burn"), 400, "Hãy chọn một quyết định."},
		"alert of naught":  {path, url.Values{"decision": {"alert"}, "note": {"<b>"}}, 400, "&lt;b&gt;</textarea>"},
		"void a lot":       {ofBatch, decision("void"), 400, "chỉ hủy được từng con tem"},
		"lift no alert":    {path, decision("lift"), 409, "Hồ sơ này đã có người quyết định"},
		"no such case":     {casePath(uuid.New()), decision("dismiss"), 404, "Không tìm thấy"},
		"no id":            {"/inspector/cases/1", decision("dismiss"), 404, "Không tìm thấy"},
	} {
		r := w.inspector.post(tt.path, tt.form)
		if r.Code != tt.status || !strings.Contains(r.Body.String(), tt.says) {
			t.Errorf("%s: status %d, want %d with %q\n%s", name, r.Code, tt.status, tt.says, r.Body)
		}
	}
	producer := w.browser("htx-1@example.vn")
	for _, r := range []int{producer.get("/inspector/cases").Code, producer.get(path).Code, producer.post(path, decision("dismiss")).Code} {
		if r != http.StatusForbidden {
			t.Errorf("its producer: status %d, want 403", r)
		}
	}
	if r := w.postForm(path, decision("dismiss")); r.Code != http.StatusSeeOther || !strings.HasPrefix(r.Header().Get("Location"), "/signin") {
		t.Errorf("a shopper: status %d, want to be asked to sign in", r.Code)
	}
	w.wantUnchanged(before)
}

func TestCaseTimelineDrawing(t *testing.T) {
	t.Parallel()
	l := testServer(t, nil).languages.byTag["vi"]
	noon := testNow()
	var all []scan.Sighting
	for d := range 14 {
		all = append(all, scan.Sighting{At: noon.Add(time.Duration(d) * 12 * time.Hour), Device: d})
	}
	all[1].Province, all[3].Province, all[5].Province = "33", "33", "01"
	all = append(all, all[13])
	got := newCaseTimeline(l, all)
	if len(got.Lanes) != maxLanes || got.Hidden != 2 || got.Lanes[11].Device != "L" || len(got.Dots) != maxLanes {
		t.Errorf("got %d lanes, %d hidden, %d dots", len(got.Lanes), got.Hidden, len(got.Dots))
	}
	if got.Dots[0] != (dot{laneLeft, 10}) || got.Dots[11].X >= laneRight || got.Placed != "Hà Nội, Hưng Yên ×2" {
		t.Errorf("got dots %v, places %q", got.Dots, got.Placed)
	}
	last := scanDay{l.DateOf(all[13].At), 3, "M, N ×2"}
	if diff := cmp.Diff(last, got.Days[0]); diff != "" {
		t.Errorf("the last day, -want +got:\n%s", diff)
	}
	one := newCaseTimeline(l, all[:1])
	if one.Dots[0].X != 170 || one.From != one.Until {
		t.Errorf("a single scan: got %+v", one)
	}
	if none := newCaseTimeline(l, nil); none.Scans != 0 || none.Height != 0 {
		t.Errorf("no scan: got %+v", none)
	}
	for d, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"} {
		if got := deviceName(d); got != want {
			t.Errorf("device %d: got %s, want %s", d, got, want)
		}
	}
}

func TestAPICases(t *testing.T) {
	t.Parallel()
	w := newInspected(t)
	path := strings.Replace(w.copied(3), "/inspector/", "/api/v1/", 1)
	inspector, producer := w.script(w.newUser(account.Inspector, "kiemtra@example.vn")), w.script(w.producer)
	listed := read[list[caseAnswer]](t, inspector.get("/api/v1/cases?state=open"), 200)
	if len(listed.Items) != 1 || *listed.Items[0].Unit != 3 || listed.Items[0].Facts.Devices != 5 || listed.Items[0].Lot.String() != "L1" {
		t.Fatalf("got %+v", listed.Items)
	}
	detail := read[caseDetail](t, inspector.get(path), 200)
	if len(detail.Timeline) != 5 || detail.Timeline[4].Device != 4 || len(detail.Possible) != 4 {
		t.Errorf("got %+v", detail)
	}
	wantProblem(t, inspector.get("/api/v1/cases?state=none"), 400)
	wantProblem(t, inspector.post(path+"/decision", `{"decision":"dismiss"}`), 400)
	wantProblem(t, inspector.post(path+"/decision", `{"decision":"dismiss","note":"a","who":"me"}`), 400)
	wantProblem(t, producer.post(path+"/decision", `{"decision":"dismiss","note":"a"}`), 403)
	decided := read[caseDetail](t, inspector.post(path+"/decision", `{"decision":"dismiss","note":"Người nhà cùng quét"}`), 200)
	if decided.State != scan.CaseDismissed || decided.Note == "" || decided.DecidedBy == "" || len(decided.Possible) != 0 {
		t.Errorf("after the decision: got %+v", decided.Case)
	}
	p := wantProblem(t, inspector.post(path+"/decision", `{"decision":"void","note":"a"}`), 409)
	if p.Code != "error.case_decided" {
		t.Errorf("decided twice: got %s", p.Code)
	}
	own := read[caseDetail](t, producer.get(path), 200)
	if own.Note != "" || own.DecidedBy != "" || len(own.Possible) != 0 || own.State != scan.CaseDismissed {
		t.Errorf("its producer sees %+v", own)
	}
}
