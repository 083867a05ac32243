package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"temgoc/internal/lookup"
)

// allowed are the values of each label of ours; numbers are bounds of buckets.
func allowed() map[string][]string {
	values := map[string][]string{
		"route":   {"none", "/", "/signin", "/01/*path", "/414/*path", "/healthz", "/readyz", "/api/v1/lookup"},
		"class":   {"2xx", "3xx", "4xx", "5xx"},
		"verdict": {"other"},
		"source":  {"memory", "redis", "built", "failed"},
		"pool":    {"shared", "scans"},
		"kind":    {"print", "capture"},
		"state":   {"busy", "idle", "opening"},
	}
	for _, v := range lookup.Verdicts {
		values["verdict"] = append(values["verdict"], string(v))
	}
	return values
}

var (
	series = regexp.MustCompile(`(?m)^temgoc_\w+\{.*\} `)
	label  = regexp.MustCompile(`(\w+)="((?:[^"\\]|\\.)*)"`)
)

// After whatever callers send, the metrics hold words of this program alone,
// and they counted what was told.
func TestMetricsHoldNothingOfCallers(t *testing.T) {
	t.Parallel()
	s := newStand(t)
	s.play(t)
	node, cfg := s.service(t, "TEMGOC_DEBUG_ADDR=127.0.0.1:0", "TEMGOC_DRAIN_SECONDS=0")
	h, err := node.handler(cfg, nil)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- node.run(ctx, l, h) }()
	base := "http://" + l.Addr().String()

	for _, odd := range []struct{ method, host, path string }{
		{"GET", standHost, "/"},
		{"GET", standHost, "/readyz"},
		{"GET", standHost, "/hush/hush?hush=1"},
		{"GET", standHost, "/signin?next=hush"},
		{"HUSH", standHost, "/"},
		{"HUSH", standHost, "/hush"},
		{"GET", "hush.example", "/"},
		{"GET", "hush.example", "/01/09520000001018/21/HUSH"},
		{"GET", standHost, "/01/hush"},
		{"GET", standHost, "/414/hush"},
		{"GET", standHost, "/api/v1/lookup?code=hush"},
		{"GET", standHost, "/hush%22%7D%0Ahush%201"},
		{"DELETE", standHost, "/01/09520000001018"},
	} {
		r := visit(t, odd.method, base+odd.path)
		r.Host = odd.host
		r.Header.Set("User-Agent", "hush")
		r.Header.Set("X-Forwarded-For", "203.0.113.7")
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
	}
	for name, path := range s.codes {
		if err := scanOnce(http.DefaultClient, visit(t, http.MethodGet, base+path)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	text := scrape(t, "http://"+node.debug.Addr().String()+"/metrics")
	stop()
	if err := <-ended; err != nil {
		t.Errorf("the node ended with %v", err)
	}
	checkLabels(t, text)
	checkVerdictCounts(t, text)
	for _, line := range []string{
		`temgoc_answer_seconds_count{class="4xx",route="none"} `,
		`temgoc_answer_seconds_count{class="2xx",route="/01/*path"} `,
		`temgoc_pool_acquires_total{pool="scans"} `,
		`temgoc_views_total{source="built"} `,
	} {
		if n, ok := figure(text, line); !ok || n == 0 {
			t.Errorf("%s is %v, %v; want some", line, n, ok)
		}
	}
	if _, err := http.Get("http://" + node.debug.Addr().String() + "/metrics"); err == nil {
		t.Error("the debug listener outlived the node")
	}
}

func checkLabels(t *testing.T, text string) {
	t.Helper()
	values := allowed()
	found := series.FindAllString(text, -1)
	if len(found) < 50 {
		t.Fatalf("%d series with labels, want many:\n%s", len(found), text)
	}
	for _, line := range found {
		for _, pair := range label.FindAllStringSubmatch(line, -1) {
			name, value := pair[1], pair[2]
			if _, err := strconv.ParseFloat(value, 64); name == "le" && err == nil {
				continue
			}
			if !slices.Contains(values[name], value) {
				t.Errorf("%s: the label %s has the value %q", line, name, value)
			}
		}
	}
	for _, part := range []string{"hush", "203.0.113.7", "HUSH"} {
		if strings.Contains(text, part) {
			t.Errorf("the metrics hold %q", part)
		}
	}
}

// checkVerdictCounts wants each verdict that the demonstration has a code for.
func checkVerdictCounts(t *testing.T, text string) {
	t.Helper()
	for _, v := range []lookup.Verdict{
		lookup.Genuine, lookup.NotOurs, lookup.Recalled, lookup.Voided,
		lookup.SuspectedCopy, lookup.NotActivated, lookup.Expired,
	} {
		if n, _ := figure(text, `temgoc_scans_total{verdict="`+string(v)+`"} `); n == 0 {
			t.Errorf("no scan counted as %s", v)
		}
	}
	if n, ok := figure(text, `temgoc_scans_total{verdict="other"} `); n != 0 || !ok {
		t.Errorf("%v scans of a verdict that there is not", n)
	}
}

// figure is the value of one series.
func figure(text, series string) (float64, bool) {
	_, rest, found := strings.Cut(text, "\n"+series)
	value, _, _ := strings.Cut(rest, "\n")
	n, err := strconv.ParseFloat(value, 64)
	return n, found && err == nil
}

func scrape(t *testing.T, url string) string {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("scrape: status %d, %v", resp.StatusCode, err)
	}
	return string(text)
}

// A busy port of the metrics is told as one of the service is.
func TestBusyDebugPort(t *testing.T) {
	t.Parallel()
	s := newStand(t)
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	out, err := runTemgoc(t, append(s.env, "TEMGOC_DEBUG_ADDR="+busy.Addr().String()), "serve")
	if err == nil || !strings.Contains(out, "choose another with TEMGOC_DEBUG_ADDR") {
		t.Errorf("got %v and %q, want the variable's name in it", err, out)
	}
}
