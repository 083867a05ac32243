package web

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"

	"temgoc/internal/account"
	"temgoc/internal/catalog"
	"temgoc/internal/scan"
)

func TestReportOfAShopper(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	run := w.newRun(w.newBatch("L1"))
	text := "https://tem.example.vn" + w.path(run, 4)

	page := w.get(w.path(run, 4))
	link := "/report?code=" + strings.NewReplacer(":", "%3a", "/", "%2f").Replace(text)
	wantPage(t, page, 200, link)
	wantPage(t, w.get(link), 200, `value="`+text+`"`, `type="radio" name="kind" value="copied"`)

	form := url.Values{"code": {text}, "kind": {"copied"}, "note": {"mua ở chợ <Bo>"}}
	sent := w.postForm("/report", form)
	if got := sent.Header().Get("Location"); sent.Code != http.StatusSeeOther || got != "/report?sent=1" {
		t.Fatalf("status %d to %q, want 303 to the thanks\n%s", sent.Code, got, sent.Body)
	}
	wantPage(t, w.get("/report?sent=1"), 200, "Cảm ơn bạn")

	foreign := url.Values{"code": {"https://evil.example/"}, "kind": {"other"}}
	if r := w.postForm("/report", foreign); r.Code != http.StatusSeeOther {
		t.Errorf("a foreign code: status %d, want 303", r.Code)
	}
	got, err := scan.Reports(t.Context(), w.pool, account.Principal{Role: account.Inspector}, uuid.Nil, 10)
	w.must(err)
	unit := int32(4)
	want := []scan.Filed{
		{Report: scan.Report{Code: "https://evil.example/", Kind: scan.ReportOther}, UnitHistory: scan.UnitHistory{Stamp: scan.Waiting}},
		{
			Report:      scan.Report{Code: text, Batch: &run.BatchNumber, Unit: &unit, Kind: scan.ReportCopied, Note: "mua ở chợ <Bo>"},
			UnitHistory: scan.UnitHistory{Stamp: scan.Active, Scans: 1, Devices: 1},
		},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(scan.Report{}, "ID", "At")); diff != "" {
		t.Errorf("reports, -want +got:\n%s", diff)
	}
	if n := w.scans(run, 4); n != 1 {
		t.Errorf("%d scans on record, want 1: a report is none", n)
	}
}

// A form that is sent back keeps what was written, as text.
func TestReportSentBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const evil = `"><script>alert(1)</script></textarea>`
	r := w.postForm("/report", url.Values{"code": {evil}, "note": {evil}})
	wantPage(t, r, 400, "Hãy chọn một mục.", "&lt;script&gt;alert(1)&lt;/script&gt;&lt;/textarea&gt;")
	for _, body := range []string{r.Body.String(), w.get("/report?code=" + url.QueryEscape(evil)).Body.String()} {
		if strings.Contains(body, "<script>alert") {
			t.Errorf("the page holds markup of the form:\n%s", body)
		}
	}
}

func TestReadiness(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if r := w.get("/readyz"); r.Code != 200 {
		t.Errorf("with Postgres: status %d, want 200", r.Code)
	}
	w.pool.Close()
	if r := w.get("/readyz"); r.Code != 503 {
		t.Errorf("without Postgres: status %d, want 503", r.Code)
	}
	if r := w.get("/healthz"); r.Code != 200 {
		t.Errorf("/healthz without Postgres: status %d, want 200", r.Code)
	}
}

func TestStoreAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	run := w.newRun(w.newBatch("L1"))
	seen, unseen := w.path(run, 0), w.path(w.newRun(w.newBatch("L2")), 0)
	wantPage(t, w.get(seen), 200, "Tem thật")
	w.pool.Close()
	away := w.get(seen)
	wantPage(t, away, 200, "Chưa kiểm tra được", "Chè Thái")
	if strings.Contains(away.Body.String(), "data-scanned") {
		t.Error("a visit that was not recorded is marked as a scan")
	}
	r := w.get(unseen)
	wantPage(t, r, 503, "Tạm thời chưa trả lời được")
	if r.Header().Get("Retry-After") == "" {
		t.Error("503 without Retry-After")
	}
}

func TestPublishedKeys(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.get("/.well-known/jwks.json")
	var set struct {
		Keys []struct{ KID, CRV, X string }
	}
	if err := json.Unmarshal(r.Body.Bytes(), &set); err != nil {
		t.Fatal(err)
	}
	if r.Header().Get("Content-Type") != "application/jwk-set+json" || len(set.Keys) != 1 ||
		set.Keys[0].KID != "1" || set.Keys[0].CRV != "Ed25519" || len(set.Keys[0].X) != 43 {
		t.Errorf("%s %s", r.Header().Get("Content-Type"), r.Body)
	}
}

func TestPicture(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var photo bytes.Buffer
	w.must(png.Encode(&photo, image.NewRGBA(image.Rect(0, 0, 800, 700))))
	id, err := catalog.SetPicture(t.Context(), w.pool, w.producer, w.product.ID, &photo)
	w.must(err)
	r := w.get("/picture/" + id.String())
	if r.Code != 200 || r.Header().Get("Content-Type") != "image/jpeg" || r.Header().Get("Cache-Control") != immutable {
		t.Errorf("status %d, %s, %s", r.Code, r.Header().Get("Content-Type"), r.Header().Get("Cache-Control"))
	}
	for _, path := range []string{"/picture/" + uuid.NewString(), "/picture/x", "/picture/..%2F"} {
		if r := w.get(path); r.Code != 404 {
			t.Errorf("%s: status %d, want 404", path, r.Code)
		}
	}
	run := w.newRun(w.newBatch("L1"))
	wantPage(t, w.get(w.path(run, 0)), 200, `src="/picture/`+id.String()+`"`)
}
