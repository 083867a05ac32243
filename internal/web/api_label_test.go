package web

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"temgoc/internal/account"
	"temgoc/internal/origincode"
	"temgoc/internal/stamp"
)

func TestLabels(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	g := w.newGoods(w.newUser(account.Admin, "so@example.vn"))
	p := w.script(w.producer)
	run, batch := "/api/v1/stamp-runs/"+g.fresh.ID.String(), "/api/v1/batches/"+g.batch.ID.String()
	code := read[madeBatch](t, p.get(batch), 200).Code
	codes := p.codes(run)
	for path, file := range map[string]struct{ contentType, start string }{
		batch + "/label.svg":              {"image/svg+xml", "<svg"},
		batch + "/label.png":              {"image/png", "\x89PNG"},
		batch + "/label.pdf":              {"application/pdf", "%PDF-"},
		run + "/labels.svg":               {"image/svg+xml", "<svg"},
		run + "/labels.png?dpi=203":       {"image/png", "\x89PNG"},
		run + "/labels.pdf":               {"application/pdf", "%PDF-"},
		run + "/labels.pdf?from=12&to=12": {"application/pdf", "%PDF-"},
		run + "/labels.zpl?dpi=203":       {"application/vnd.zebra-zpl", "^XA"},
		run + "/labels.tspl?dpi=203":      {"application/octet-stream", "SIZE "},
		run + "/codes.csv?from=12&to=13":  {"text/csv; charset=utf-8", "\uFEFFnumber,serial,url\r\n12,"},
		run + "/codes.csv?pins=yes":       {"text/csv; charset=utf-8", "\uFEFFnumber,serial,url,pin\r\n10,"},
		run + "/codes.xlsx":               {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"},
	} {
		wantFile(t, p.get(path), file.contentType, file.start)
	}
	for path, want := range map[string]string{
		batch + "/label.png":                code,
		run + "/labels.png":                 codes[0],
		run + "/labels.png?unit=17&dpi=203": codes[7],
		run + "/labels.png?from=18&dpi=600": codes[8],
	} {
		if got := scanPNG(t, p.get(path).Body.Bytes()); got != want {
			t.Errorf("%s reads %q, want %q", path, got, want)
		}
	}
}

// scanPNG is what an independent reader finds in a picture. Without that
// reader the test is skipped, or fails where REQUIRE_TOOLS=1.
func scanPNG(t *testing.T, picture []byte) string {
	t.Helper()
	if _, err := exec.LookPath("zbarimg"); err != nil && os.Getenv("REQUIRE_TOOLS") != "1" {
		t.Skip("zbarimg is not installed")
	}
	file := filepath.Join(t.TempDir(), "label.png")
	if err := os.WriteFile(file, picture, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("zbarimg", "--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", file).Output()
	if err != nil {
		t.Fatalf("zbarimg: %v", err)
	}
	return strings.TrimSpace(string(out))
}

// TestCodesAreNoFormulas: no cell of the list is one to a spreadsheet.
func TestCodesAreNoFormulas(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	g := w.newGoods(w.newUser(account.Admin, "so@example.vn"))
	list := w.script(w.producer).get("/api/v1/stamp-runs/" + g.fresh.ID.String() + "/codes.csv").Body.Bytes()
	list, marked := bytes.CutPrefix(list, []byte("\uFEFF"))
	if !marked {
		t.Error("the list has no byte order mark")
	}
	for line := range strings.Lines(string(list)) {
		for cell := range strings.SplitSeq(line, ",") {
			if strings.ContainsAny(cell[:1], "=+-@\t\r\"") {
				t.Errorf("cell %q may be a formula", cell)
			}
		}
	}
}

// TestRevokedKey: what it made is not printed any more.
func TestRevokedKey(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	g := w.newGoods(w.newUser(account.Admin, "so@example.vn"))
	p := w.script(w.producer)
	revoked := testNow()
	w.useKeys(revoked)
	run, batch := "/api/v1/stamp-runs/"+g.fresh.ID.String(), "/api/v1/batches/"+g.batch.ID.String()
	for _, path := range []string{
		batch + "/label.svg", batch + "/label.png", batch + "/label.pdf",
		run + "/codes.csv", run + "/labels.pdf", run + "/labels.svg", run + "/labels.png", run + "/labels.zpl",
	} {
		r := p.get(path)
		if got := wantProblem(t, r, 409); got.Code != "error.key_revoked" || r.Header().Get("Content-Disposition") != "" {
			t.Errorf("%s: %+v", path, got)
		}
	}
	if got := read[madeBatch](t, p.get(batch), 200); got.Code != "" {
		t.Errorf("code %q under a revoked key, want none", got.Code)
	}
	next := read[runAnswer](t, p.post(batch+"/stamps", `{"quantity":1}`), 201)
	if codes := p.codes(fmt.Sprintf("/api/v1/stamp-runs/%s", next.ID)); len(codes) != 1 {
		t.Errorf("codes under the next key: %v", codes)
	}
	if next.Kind != stamp.Compact {
		t.Errorf("kind %s, want compact", next.Kind)
	}
}

// useKeys revokes the world's key and issues under another.
func (w *world) useKeys(revoked time.Time) {
	w.Helper()
	ring, err := origincode.NewRing(
		origincode.Seed{KID: 1, Secret: [32]byte{1}, Revoked: revoked},
		origincode.Seed{KID: 2, Secret: [32]byte{2}})
	w.must(err)
	w.Keys = ring
}
