package bench

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"temgoc/internal/stamp"
)

const wantRedirectRatio = 0.6

// A program's request for a stamp's code, redirected from memory with
// everything on, beside a bare handler that redirects.
func TestFiguresResolver(t *testing.T) {
	skipUnlessAsked(t)
	p := newProducer(t)
	run := p.issue(p.newBatch(), sized(200_000))
	p.must(stamp.Activate(context.Background(), p.pool, p.who, run.ID, nil))
	service := httptest.NewServer(p.everything())
	defer service.Close()
	bare := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://"+benchHost+"/page"+r.URL.EscapedPath(), http.StatusTemporaryRedirect)
	}))
	defer bare.Close()
	paths := p.codes(run, run.Quantity)
	var next atomic.Int64
	resolve := func(host string) float64 {
		return throughput(t, func() { redirected(t, host+paths[int(next.Add(1))%len(paths)]) })
	}
	const rounds = 5
	var redirects, baseline float64
	for range rounds { // in turn, and the best of each: what other programs steal only ever slows
		redirects = max(redirects, resolve(service.URL))
		baseline = max(baseline, resolve(bare.URL))
	}
	plain := figure{"bare_redirect", baseline, "redirects/s"}
	resolver := figure{"resolver_redirect", redirects, "redirects/s"}
	plain.print(plain)
	resolver.print(plain)
	if ratio := resolver.value / plain.value; full() && ratio < wantRedirectRatio {
		t.Errorf("%.2f of a bare redirect, want at least %.2f", ratio, wantRedirectRatio)
	}
}

// redirected asks as a program does, and does not go where it is sent.
func redirected(t testing.TB, url string) {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Error(err)
		return
	}
	req.Host = benchHost
	resp, err := client.Transport.RoundTrip(req)
	if err != nil {
		t.Error(err)
		return
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	if err != nil || resp.StatusCode != http.StatusTemporaryRedirect {
		t.Errorf("%s: status %d, %v", url, resp.StatusCode, err)
	}
}
