package bench

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const (
	mostScanCPU  = 2.5  // times a bare handler
	leastOfNginx = 0.15 // of its throughput with a static file
	loadRounds   = 3
)

// A warm scan that is stored, on connections kept alive: the processor that the
// service takes for it beside a bare handler of the same page, and how many a
// second it answers beside nginx with the page as a file.
func loadScanPage(t *testing.T, w *loadWorld) {
	page := w.page(t, w.path(t))
	bare, nginx := startBare(t, page), startNginx(t, page)
	w.storm(t, w.service, lasting(2*time.Second), "--closed", "64") // warms every batch up
	stored, postgres := w.scans(t), cpu(t, w.postgresPID(t))
	var scan, plain, static cost
	recorded := 0
	for range loadRounds { // in turn, so that noise hits all
		recorded += scan.round(t, w, w.service).Recorded
		plain.round(t, w, bare)
		if nginx != nil {
			static.round(t, w, nginx)
		}
	}
	postgres = cpu(t, w.postgresPID(t)) - postgres
	if stored = w.scans(t) - stored; stored != recorded || recorded != scan.answered {
		t.Errorf("%d scans were answered, %d answers say stored, and %d are; want the same", scan.answered, recorded, stored)
	}
	fmt.Printf("a page of %d bytes; beside the service, Postgres took %.0f µs a scan\n",
		len(page), float64(postgres.Microseconds())/float64(scan.answered))
	baseline := figure{"load_bare_page", plain.cpu, "µs"}
	baseline.print(baseline)
	service := figure{"load_scan_page", scan.cpu, "µs"}
	service.print(baseline)
	judge(t, service, mostScanCPU*plain.cpu)
	figure{"load_scan_pages", scan.throughput, "pages/s"}.print(figure{"load_bare_pages", plain.throughput, "pages/s"})
	if nginx == nil {
		return
	}
	file := figure{"load_nginx_pages", static.throughput, "pages/s"}
	file.print(file)
	figure{"load_scan_pages", scan.throughput, "pages/s"}.print(file)
	if ratio := scan.throughput / static.throughput; full() && ratio < leastOfNginx {
		t.Errorf("%.3f of nginx with a file, want at least %.2f", ratio, leastOfNginx)
	}
}

// path is that of some code.
func (w *loadWorld) path(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(w.codes[0])
	must(t, err)
	_, path, found := strings.Cut(string(text), "https://"+loadHost)
	if !found {
		t.Fatalf("no code in %.100s", text)
	}
	path, _, _ = strings.Cut(path, "\n")
	return strings.TrimRight(path, "\"\r")
}

func (w *loadWorld) page(t *testing.T, path string) []byte {
	t.Helper()
	return w.get(t, path, "Accept", "text/html")
}

// startNginx serves the page as a file at every address. Without nginx on the
// machine a smoke run does without.
func startNginx(t *testing.T, page []byte) *process {
	t.Helper()
	path, err := exec.LookPath("nginx")
	if err != nil {
		path = "/usr/sbin/nginx" // where Debian has it, and not everybody's PATH
	}
	if _, err := os.Stat(path); err != nil && !full() {
		t.Log("no nginx on this machine")
		return nil
	}
	dir, addr := openFolder(t), freeAddr(t)
	must(t, os.WriteFile(filepath.Join(dir, "page.html"), page, 0o644))
	config := filepath.Join(dir, "nginx.conf")
	must(t, os.WriteFile(config, fmt.Appendf(nil, nginxConfig, dir, dir, addr, dir), 0o644))
	return start(t, exec.Command(path, "-p", dir, "-c", config), addr, "/")
}

// nginxConfig is as good as it gets: no log, files and connections kept open.
const nginxConfig = `
daemon off;
worker_processes auto;
pid %s/nginx.pid;
error_log stderr;
events { worker_connections 4096; }
http {
	access_log off;
	sendfile on;
	tcp_nopush on;
	open_file_cache max=100;
	keepalive_requests 1000000000;
	types { text/html html; }
	charset utf-8;
	client_body_temp_path %s/body;
	server {
		listen %s;
		root %s;
		location / { rewrite ^ /page.html break; }
	}
}
`
