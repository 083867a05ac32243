package bench

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"temgoc/internal/stamp"
)

const (
	visitors    = 32   // connections at once
	leastOfBare = 0.25 // of its pages a second; clients and Postgres take most of the machine
)

// The scan page with everything on, a stored scan each, beside a bare handler
// that writes the same bytes.
func TestFiguresScanPage(t *testing.T) {
	skipUnlessAsked(t)
	p := newProducer(t)
	run := p.issue(p.newBatch(), stamp.MaxUnits)
	p.must(stamp.Activate(context.Background(), p.pool, p.who, run.ID, nil))
	service := httptest.NewServer(p.everything())
	defer service.Close()
	paths := p.codes(run, sized(200_000))
	page := fetch(t, service.URL+paths[0])
	bare := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(page)
	}))
	defer bare.Close()
	var next atomic.Int64
	scan := func() { fetch(t, service.URL+paths[int(next.Add(1))%len(paths)]) }
	const rounds = 3
	var scans, writes float64
	for range rounds { // in turn, so that noise hits both
		scans += throughput(t, scan) / rounds
		writes += throughput(t, func() { fetch(t, bare.URL) }) / rounds
	}
	baseline := figure{"bare_page", writes, "pages/s"}
	baseline.print(baseline)
	figure{"scan_page", scans, "pages/s"}.print(baseline)
	if full() && scans < leastOfBare*writes {
		t.Errorf("%.0f scans/s, want at least %.2f of the bare handler's %.0f", scans, leastOfBare, writes)
	}
}

func (p producer) codes(run stamp.Run, n int) []string {
	p.t.Helper()
	codes, err := run.Codes(testRing(p.t), "", &stamp.Range{First: 0, Last: n - 1})
	p.must(err)
	var paths []string
	for code, err := range codes {
		p.must(err)
		paths = append(paths, string(code.URL))
	}
	return paths
}

var client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: visitors, DisableCompression: true}}

func fetch(t testing.TB, url string) []byte {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Error(err)
		return nil
	}
	req.Host = benchHost
	req.Header.Set("Accept", "text/html")
	resp, err := client.Do(req)
	if err != nil {
		t.Error(err)
		return nil
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Errorf("%s: status %d, %v", url, resp.StatusCode, err)
	}
	return body
}

// throughput has all visitors ask as fast as they can for two seconds, and is
// how often they did in one.
func throughput(t testing.TB, ask func()) float64 {
	var (
		wg    sync.WaitGroup
		asked atomic.Int64
		began = time.Now()
		until = began.Add(time.Duration(sized(2000)) * time.Millisecond)
	)
	for range visitors {
		wg.Go(func() {
			for time.Now().Before(until) && !t.Failed() {
				ask()
				asked.Add(1)
			}
		})
	}
	wg.Wait()
	return float64(asked.Load()) / time.Since(began).Seconds()
}

// A CSV of a million codes, from the API's address to the last byte, on one core.
func TestFiguresCSV(t *testing.T) {
	skipUnlessAsked(t)
	p := newProducer(t)
	run := p.issue(p.newBatch(), sized(1_000_000))
	handler, token := p.everything(), p.token()
	get := func() {
		req := httptest.NewRequest(http.MethodGet, fmt.Sprintf("http://%s/api/v1/stamp-runs/%s/codes.csv", benchHost, run.ID), nil)
		req.Header.Set("Authorization", "Bearer "+token)
		w := &discard{header: http.Header{}}
		handler.ServeHTTP(w, req)
		if w.status != http.StatusOK || w.lines != run.Quantity+1 {
			t.Errorf("status %d, %d lines; want %d codes and a header", w.status, w.lines, run.Quantity)
		}
	}
	derive := func() {
		codes, err := run.Codes(testRing(t), "https://"+benchHost, nil)
		p.must(err)
		for _, err := range codes {
			p.must(err)
		}
	}
	perSecond := func(name string, fn func()) figure {
		fn() // once to warm up
		return figure{name, float64(run.Quantity) / onOneCore(fn).Seconds(), "codes/s"}
	}
	bare, csv := perSecond("derive_compact", derive), perSecond("csv_compact", get)
	bare.print(bare)
	csv.print(bare)
	if full() && csv.value < 400_000 {
		t.Errorf("%.0f codes/s, want at least 400,000", csv.value)
	}
}

// discard counts lines and keeps nothing.
type discard struct {
	header http.Header
	status int
	lines  int
}

func (d *discard) Header() http.Header { return d.header }

func (d *discard) WriteHeader(status int) { d.status = status }

func (d *discard) Write(b []byte) (int, error) {
	if d.status == 0 {
		d.status = http.StatusOK
	}
	for _, c := range b {
		if c == '\n' {
			d.lines++
		}
	}
	return len(b), nil
}
