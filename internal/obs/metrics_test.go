package obs

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"temgoc/internal/cache"
	"temgoc/internal/lookup"
	"temgoc/internal/scan"
)

// watchAll is a node's metrics; its stores need not answer.
func watchAll(t *testing.T) *Metrics {
	t.Helper()
	p, err := pgxpool.New(t.Context(), "postgres://nobody@127.0.0.1:1/none")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	redis, err := cache.Open("redis://127.0.0.1:1", []byte("key"), time.Minute, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { redis.Close() })
	m := New()
	m.WatchPool("shared", p)
	m.WatchPool("scans", p)
	m.WatchQueue(scan.NewRecorder(p, slog.New(slog.DiscardHandler)))
	m.WatchViews(new(lookup.Finds))
	m.WatchRedis(redis)
	m.WatchJobs("print", func() int64 { return 2 })
	m.Answered("/01/*path", http.StatusOK, time.Millisecond)
	return m
}

// scrape is the text that Prometheus gets.
func scrape(t *testing.T, m *Metrics) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if w.Code != http.StatusOK {
		t.Fatalf("scrape: status %d: %s", w.Code, w.Body)
	}
	return w.Body.String()
}

func wantLines(t *testing.T, text string, lines ...string) {
	t.Helper()
	got := strings.Split(text, "\n")
	for _, want := range lines {
		if !slices.Contains(got, want) {
			t.Errorf("scraped no line %q", want)
		}
	}
	if t.Failed() {
		t.Logf("scraped:\n%s", text)
	}
}

func TestScrape(t *testing.T) {
	t.Parallel()
	m := watchAll(t)
	m.Answered("", http.StatusNotFound, 3*time.Millisecond)
	m.Answered("/signin", 99, 0)
	m.Answered("/signin", 600, 0)
	m.Answered("/signin", -500, 0)
	m.Scanned(lookup.Genuine)
	m.Scanned("0950600013435")
	m.Grouped(3, 4*time.Millisecond, nil)
	m.Grouped(500, 2*time.Second, errors.New("away"))
	wantLines(t, scrape(t, m),
		`temgoc_answer_seconds_count{class="2xx",route="/01/*path"} 1`,
		`temgoc_answer_seconds_count{class="4xx",route="none"} 1`,
		`temgoc_answer_seconds_bucket{class="4xx",route="none",le="0.0025"} 0`,
		`temgoc_answer_seconds_bucket{class="4xx",route="none",le="0.005"} 1`,
		`temgoc_answer_seconds_count{class="other",route="/signin"} 3`,
		`temgoc_scans_total{verdict="genuine"} 1`,
		`temgoc_scans_total{verdict="recalled"} 0`,
		`temgoc_scans_total{verdict="other"} 1`,
		`temgoc_scan_group_size_sum 503`,
		`temgoc_scan_groups_failed_total 1`,
		`temgoc_scan_wait_seconds_bucket{le="0.005"} 1`,
		`temgoc_scan_queue 0`,
		`temgoc_jobs_running{kind="print"} 2`,
		`temgoc_views_total{source="memory"} 0`,
		`temgoc_redis_left_alone 0`,
		`temgoc_pool_connections{pool="scans",state="idle"} 0`,
		`temgoc_pool_acquires_total{pool="shared"} 0`,
	)
}

// What rooms count is read anew by every scrape, and a Redis that is away shows.
func TestScrapeIsOfNow(t *testing.T) {
	t.Parallel()
	m, finds := New(), new(lookup.Finds)
	redis, err := cache.Open("redis://127.0.0.1:1", []byte("key"), time.Minute, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer redis.Close()
	m.WatchViews(finds)
	m.WatchRedis(redis)
	wantLines(t, scrape(t, m), `temgoc_redis_left_alone 0`, `temgoc_views_total{source="built"} 0`)
	finds.Built.Add(2)
	for range 20 {
		redis.Get(t.Context(), "key")
	}
	wantLines(t, scrape(t, m), `temgoc_redis_left_alone 1`, `temgoc_redis_failures_total 5`,
		`temgoc_redis_calls_total 5`, `temgoc_views_total{source="built"} 2`)
}
