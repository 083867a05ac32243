package main

import (
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// verdictNames are the codes that the ready file has.
var verdictNames = []string{
	"batch", "expired", "genuine_compact", "genuine_sealed", "not_activated", "not_ours",
	"ocop_expired", "ocop_valid", "recalled", "suspected_copy", "voided",
}

// A demonstration starts from an empty folder, from yesterday's and after
// kill -9, and shows every verdict each time.
func TestDemoStartsAgain(t *testing.T) {
	t.Parallel()
	data := dataFolder(t)
	first := startDemo(t, data)
	checkVerdicts(t, first)
	checkTokens(t, first)
	products := get(t, first, "/api/v1/products?limit=200")
	first.kill()
	second := startDemo(t, data)
	checkVerdicts(t, second)
	if got := get(t, second, "/api/v1/products?limit=200"); got != products {
		t.Errorf("after kill -9 the products are\n%.300s\nwere\n%.300s", got, products)
	}
	second.stop(t)
	third := startDemo(t, data)
	checkVerdicts(t, third)
	checkCase(t, third)
}

// checkCase wants one case of the stamp that was copied, whatever the number of
// starts.
func checkCase(t *testing.T, p *demoProcess) {
	t.Helper()
	status, cases := fetch(t, p, p.BaseURL+"/api/v1/cases", p.Tokens["inspector"])
	if want := fmt.Sprintf(`"unit":%d`, copiedUnit); status != http.StatusOK || strings.Count(cases, want) != 1 {
		t.Errorf("status %d, want one case with %s in %s", status, want, cases)
	}
}

// checkVerdicts looks at every code as a phone does.
func checkVerdicts(t *testing.T, p *demoProcess) {
	t.Helper()
	if got := slices.Sorted(maps.Keys(p.Codes)); !slices.Equal(got, verdictNames) {
		t.Fatalf("codes %v, want %v", got, verdictNames)
	}
	for name, want := range map[string]string{
		"genuine_compact": "Tem thật",
		"genuine_sealed":  "Tem thật",
		"batch":           "Mã lô thật",
		"ocop_valid":      "còn hiệu lực đến",
		"ocop_expired":    "Chứng nhận OCOP đã hết hiệu lực",
		"not_activated":   "Tem chưa kích hoạt",
		"voided":          "Tem đã bị hủy",
		"recalled":        "Hàng đang bị thu hồi",
		"expired":         "Hàng đã hết hạn sử dụng",
		"suspected_copy":  "Tem có thể đã bị sao chép",
		"not_ours":        "Không phải mã của chúng tôi",
	} {
		status, body := fetch(t, p, p.Codes[name], "")
		if status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: status %d, and no %q on the page of %s", name, status, want, p.Codes[name])
		}
	}
}

// checkTokens wants each role's token to act for the same organisation as its
// account: the producer's batches are in its list, another's are not.
func checkTokens(t *testing.T, p *demoProcess) {
	t.Helper()
	batches := get(t, p, "/api/v1/batches")
	for lot, want := range map[string]bool{"DEMO-01": true, "DEMO-03": true, "DEMO-04": false} {
		if got := strings.Contains(batches, lot); got != want {
			t.Errorf("the producer's batches have %s: %v, want %v", lot, got, want)
		}
	}
}

// get asks as the producer.
func get(t testing.TB, p *demoProcess, path string) string {
	t.Helper()
	status, body := fetch(t, p, p.BaseURL+path, p.Tokens["producer"])
	if status != http.StatusOK {
		t.Fatalf("%s: status %d: %s", path, status, body)
	}
	return body
}

func fetch(t testing.TB, p *demoProcess, url, token string) (int, string) {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "text/html")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatalf("%v\n%s", err, p.output)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// What is wrong with the machine is said in one line.
func TestDemoSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	needStores(t)
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { busy.Close() })
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	newer := dataFolder(t)
	if err := os.MkdirAll(filepath.Join(newer, "postgres"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(newer, "postgres", "PG_VERSION"), []byte("99\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, want string
		args       []string
	}{
		{"busy port", "choose another with --addr", []string{"--addr", busy.Addr().String(), "--data", dataFolder(t)}},
		{"folder is a file", "choose another folder", []string{"--addr", "127.0.0.1:0", "--data", file}},
		{"newer data", "99", []string{"--addr", "127.0.0.1:0", "--data", newer}},
		{"unknown flag", "flag provided but not defined", []string{"--colour"}},
		{"public url", "TEMGOC_PUBLIC_URL", []string{"--public-url", "example"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			out, err := runTemgoc(t, nil, append([]string{"demo"}, tt.args...)...)
			if err == nil || !strings.Contains(out, tt.want) {
				t.Errorf("got %v and %q, want %q in it", err, out, tt.want)
			}
			if tt.name != "unknown flag" && strings.Count(out, "\n") != 1 {
				t.Errorf("more than one line:\n%s", out)
			}
		})
	}
}

func TestTwoDemosOnOneFolder(t *testing.T) {
	t.Parallel()
	data := dataFolder(t)
	startDemo(t, data)
	out, err := runTemgoc(t, nil, "demo", "--addr", "127.0.0.1:0", "--data", data)
	if err == nil || !strings.Contains(out, "in use by another temgoc") {
		t.Errorf("got %v and %q", err, out)
	}
}
