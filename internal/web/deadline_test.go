package web

import (
	"net/http"
	"testing"
	"time"
)

// While the database holds what a request needs, the request ends all the same.
func TestHeldDatabaseEndsRequests(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cookie := w.signIn(w.producer.Email)
	tx, err := w.pool.Begin(t.Context())
	w.must(err)
	_, err = tx.Exec(t.Context(), `lock table session, product in access exclusive mode`)
	w.must(err)
	began := time.Now()
	if r := w.get("/", "Cookie", cookie); r.Code != http.StatusOK {
		t.Errorf("a public page: status %d, want 200", r.Code)
	}
	if r := w.get("/producer", "Cookie", cookie); r.Code != http.StatusServiceUnavailable || r.Header().Get("Retry-After") == "" {
		t.Errorf("a workspace: status %d, Retry-After %q; want 503 and a time", r.Code, r.Header().Get("Retry-After"))
	}
	if took := time.Since(began); took > answerTime {
		t.Errorf("both took %v, want about %v", took, 2*identifyTime)
	}
	w.must(tx.Rollback(t.Context()))
	if r := w.get("/producer", "Cookie", cookie); r.Code != http.StatusOK {
		t.Errorf("afterwards: status %d, want 200", r.Code)
	}
}

// A photo from a village takes longer to arrive than a page takes to answer.
func TestUploadsHaveTimeToArrive(t *testing.T) {
	t.Parallel()
	for route, want := range map[string]time.Duration{
		"/report":                        50 * time.Second,
		"/producer/products/:id/picture": 50 * time.Second,
		"/producer/batches/:id":          10 * time.Second,
		"/api/v1/batches/:id/diary":      50 * time.Second,
		"/page/01/*path":                 10 * time.Second,
	} {
		if got := timeFor(route); got != want {
			t.Errorf("%s: got %v, want %v", route, got, want)
		}
	}
}

func TestDownloadsAreNotBound(t *testing.T) {
	t.Parallel()
	for route, want := range map[string]bool{
		"/producer/prints/:id/file":         true,
		"/producer/prints/:id/progress":     true,
		"/api/v1/prints/:id":                true,
		"/api/v1/stamp-runs/:id/labels.zpl": true,
		"/api/v1/prints/:id/manifest":       false,
		"/producer/prints/:id":              false,
		"/api/v1/stamp-runs/:id/codes.csv":  true,
		"/api/v1/stamp-runs/:id/labels.svg": false,
		"/producer/batches/:id":             false,
		"":                                  false,
	} {
		if got := isLong(route); got != want {
			t.Errorf("%s: got %v, want %v", route, got, want)
		}
	}
}
