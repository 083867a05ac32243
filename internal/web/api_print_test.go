package web

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/printing"
	"temgoc/internal/stamp"
	"temgoc/labels"
)

// TestPrintsByAPI orders, follows, takes and cancels with a token alone.
func TestPrintsByAPI(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.script(w.producer)
	run := w.newRun(w.newBatch("L1"))
	path := "/api/v1/stamp-runs/" + run.ID.String() + "/prints"

	ordered := p.post(path, `{"format":"zpl","stock":"roll-50x30x2","dpi":203,"kind":"auto","from":1,"to":9}`, "Idempotency-Key", "k")
	job := read[jobAnswer](t, ordered, 202)
	at := "/api/v1/prints/" + job.ID.String()
	if got := ordered.Header().Get("Location"); got != at || job.First != 1 || job.Last != 9 || job.Total != 9 || job.File != "" {
		t.Errorf("at %s: %+v", got, job)
	}
	if c := job.Chosen; c == nil || c.Kind != stamp.Sealed || c.Why != sealedFits || c.Stock != "roll-50x30x2" || c.Module.Dots != 4 {
		t.Errorf("chosen %+v, want sealed codes of 4 dots", job.Chosen)
	}
	wantProblem(t, p.get(at+"/file"), 409)
	replayed := p.post(path, `{"from":1,"to":9,"format":"zpl","stock":"roll-50x30x2","dpi":203,"kind":"auto"}`, "Idempotency-Key", "k")
	if again := read[jobAnswer](t, replayed, 200); again.ID != job.ID || replayed.Header().Get("Idempotency-Replayed") != "true" {
		t.Errorf("the same request made %s, then %s", job.ID, again.ID)
	}
	if got := wantProblem(t, p.post(path, `{"format":"csv"}`, "Idempotency-Key", "k"), 422); got.Code != "error.key_reused" {
		t.Errorf("another request under the key: %+v", got)
	}
	if got := faults(wantProblem(t, p.post(path, `{"format":"svg"}`), 400)); len(got) != 1 || got[0].Problem != "format.unknown" {
		t.Errorf("a picture as a job: %v", got)
	}

	stop := w.startPrinting()
	w.await(job.Job)
	stop()
	done := read[jobAnswer](t, p.get(at), 200)
	if done.State != printing.Done || done.Percent != 100 || done.File != at+"/file" || done.SHA256 == "" || done.ExpiresAt == nil {
		t.Errorf("done: %+v", done)
	}
	file := p.get(done.File)
	wantFile(t, file, "application/vnd.zebra-zpl", "^XA")
	if n := bytes.Count(file.Body.Bytes(), []byte("^XA")); n != 5 || int64(file.Body.Len()) != done.Bytes {
		t.Errorf("%d formats in %d bytes, want 5 rows of two in %d", n, file.Body.Len(), done.Bytes)
	}
	if m := read[labels.Manifest](t, p.get(done.Manifest), 200); m.SHA256 != done.SHA256 || m.Count != 9 || m.Stock != "roll-50x30x2" {
		t.Errorf("manifest %+v", m)
	}
	wantProblem(t, p.post(at+"/cancel", ""), 409)

	other := read[jobAnswer](t, p.post(path, `{"format":"xlsx"}`), 202)
	if got := read[jobAnswer](t, p.post("/api/v1/prints/"+other.ID.String()+"/cancel", ""), 200); got.State != printing.Cancelled || !got.Reprint {
		t.Errorf("cancelled: %+v", got)
	}
	ledger := read[list[printing.Print]](t, p.get(path+"?limit=1"), 200)
	rest := read[list[printing.Print]](t, p.get(path+"?after="+ledger.Next), 200)
	if len(ledger.Items) != 1 || ledger.Items[0].ID != other.ID || len(rest.Items) != 1 || rest.Items[0].ID != job.ID || rest.Next != "" {
		t.Errorf("ledger %+v, then %+v", ledger, rest)
	}
}

func TestStocksByAPI(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	stocks := read[list[stockAnswer]](t, w.script(w.producer).get("/api/v1/stocks"), 200).Items
	if len(stocks) != len(labels.Stocks()) {
		t.Fatalf("%d stocks, want %d", len(stocks), len(labels.Stocks()))
	}
	fit := func(name string, kind stamp.Kind, dpi int) *labels.Module {
		for _, s := range stocks {
			for _, f := range s.Fits {
				if s.Name == name && f.Kind == kind && f.DPI == dpi {
					return f.Module
				}
			}
		}
		t.Fatalf("no %s codes at %d dpi on %s", kind, dpi, name)
		return nil
	}
	if got := fit("roll-35x22x3", stamp.Compact, 203); got == nil || got.Dots != 4 {
		t.Errorf("compact codes on 35 × 22 mm: %+v, want 4 dots", got)
	}
	if got := fit("roll-35x22x3", stamp.Sealed, 203); got != nil {
		t.Errorf("sealed codes on 35 × 22 mm: %+v, want none", got)
	}
	if got := fit("a4-3x8", stamp.Sealed, 300); got == nil || got.MM < labels.MinModule {
		t.Errorf("sealed codes on the first sheet: %+v", got)
	}
}

// TestSampleURL: what stands in for codes is as long as they are.
func TestSampleURL(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	run := w.newRun(w.newBatch("L1"))
	for _, kind := range []stamp.Kind{stamp.Compact, stamp.Sealed} {
		r, err := w.runLabels(t.Context(), w.producer, run.ID)
		w.must(err)
		code, err := r.one(0, printing.Spec{Kind: kind})
		w.must(err)
		if got, want := len(w.sampleURL(kind)), len(code.URL); got != want {
			t.Errorf("%s: %d characters, want %d", kind, got, want)
		}
	}
}

// TestIssueAuto settles the kind before anything is issued, and says why.
func TestIssueAuto(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.script(w.producer)
	b := w.newBatch("L1")
	path := "/api/v1/batches/" + b.ID.String() + "/stamps"
	for body, want := range map[string]kindChoice{
		`{"quantity":1,"kind":"auto","stock":"a4-3x8"}`:                 {Kind: stamp.Sealed, Why: sealedFits},
		`{"quantity":1,"kind":"auto","stock":"roll-35x22x3","dpi":203}`: {Kind: stamp.Compact, Why: sealedTooLarge},
		`{"quantity":1,"kind":"sealed","stock":"roll-60x40"}`:           {Kind: stamp.Sealed, Why: kindAsked},
	} {
		r := p.post(path, body)
		got := read[runAnswer](t, r, 201)
		if got.Kind != want.Kind || got.Chosen == nil || got.Chosen.Why != want.Why || got.Chosen.Module == nil || r.Header().Get("Temgoc-Kind") != string(want.Kind) {
			t.Errorf("%s: %+v, chosen %+v", body, got, got.Chosen)
		}
	}
	before := w.marks()
	for body, want := range map[string]string{
		`{"quantity":1,"kind":"auto"}`:                          "stock.missing",
		`{"quantity":1,"kind":"auto","stock":"none"}`:           "stock.unknown",
		`{"quantity":1,"kind":"auto","stock":"a4-3x8","dpi":7}`: "dpi.unknown",
	} {
		if got := faults(wantProblem(t, p.post(path, body), 400)); len(got) != 1 || got[0].Problem != want {
			t.Errorf("%s: %v, want %s", body, got, want)
		}
	}
	if got := wantProblem(t, p.post(path, `{"quantity":1,"kind":"sealed","stock":"roll-35x22x3","dpi":203}`), 422); got.Fits == nil || got.Fits.Kind != stamp.Compact {
		t.Errorf("sealed codes on a small stock: %+v", got)
	}
	w.wantUnchanged(before)

	browser := w.browser("htx-1@example.vn")
	batch := "/producer/batches/" + b.ID.String()
	wantPage(t, browser.get(batch), 200, `value="auto" checked`, `<option value="a4-3x8" selected>`)
	small := with(nil, "quantity", "2", "kind", "auto", "stock", "roll-35x22x3", "dpi", "203", "key", uuid.NewString())
	wantPage(t, browser.follow(browser.post(batch, small)).page, 200, "Đã cấp tem.", "Chọn tem gọn vì mã ký số không vừa loại nhãn này.", "Cuộn · 35 × 22 mm", "0,5 mm (4 chấm ở 203 dpi)")
	wantPage(t, browser.post(batch, with(small, "stock", "none")), 400, "Không có loại nhãn này trong danh sách.")
}

// TestKindsOfOneUnit: compact or sealed, a unit's codes lead to the same stamp.
func TestKindsOfOneUnit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.script(w.producer)
	run := w.newRun(w.newBatch("L1"))
	path := "/api/v1/stamp-runs/" + run.ID.String()
	for kind, length := range map[string]int{"compact": 20, "sealed": 10} {
		r := p.get(path + "/codes.csv?from=3&to=3&kind=" + kind)
		serial := strings.Split(strings.Split(r.Body.String(), "\r\n")[1], ",")[1]
		if len(serial) != length || r.Header().Get("Temgoc-Kind") != kind {
			t.Errorf("%s: serial %s, kind %s", kind, serial, r.Header().Get("Temgoc-Kind"))
		}
	}
	small := p.get(path + "/codes.xlsx?kind=auto&stock=roll-35x22x3&dpi=203")
	if got := w.prints(run); small.Code != 200 || got[0].Kind != stamp.Compact || got[0].Stock != "" || len(got) != 3 {
		t.Errorf("a list for a small stock: status %d, ledger %+v; want compact codes on no stock", small.Code, got)
	}
	if r := p.do(http.MethodHead, path+"/labels.pdf", ""); r.Code != 200 || r.Body.Len() > 0 || len(w.prints(run)) != 3 {
		t.Errorf("HEAD: status %d, %d bytes, %d lines of the ledger; want 200, none, 3", r.Code, r.Body.Len(), len(w.prints(run)))
	}
	wantProblem(t, w.script(w.newUser(account.Inspector, "kiemtra@example.vn")).get(path+"/labels.svg"), 403)
}
