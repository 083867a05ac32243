package trace

import (
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"temgoc/internal/epcis"
	"temgoc/internal/webhook"
)

const hookSecret = "13df38d8275b13f05704629e5f1cf3d45d6132d5"

// receiver is a webhook that remembers what it was told.
type receiver struct {
	t      *testing.T
	server *httptest.Server
	hooks  *webhook.Client
	answer func(n int, post post) int // status of the nth post, from 0; under the lock

	mu    sync.Mutex
	posts []post
}

// post is one request.
type post struct {
	id     string
	events []string // their ids
	status int
}

func newReceiver(t *testing.T, answer func(n int, post post) int) *receiver {
	t.Helper()
	r := &receiver{t: t, answer: answer}
	r.server = httptest.NewTLSServer(r)
	t.Cleanup(r.server.Close)
	roots := x509.NewCertPool()
	roots.AddCert(r.server.Certificate())
	r.hooks = webhook.New(webhook.Config{Allow: func(netip.Addr) bool { return true }, Roots: roots})
	return r
}

func accept(int, post) int { return http.StatusOK }

func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		r.t.Errorf("read post: %v", err)
	}
	if !webhook.Verify(hookSecret, req.Header.Get(webhook.SignatureHeader), body, time.Now(), time.Minute) {
		r.t.Errorf("signature %q does not verify", req.Header.Get(webhook.SignatureHeader))
	}
	p := post{id: req.Header.Get(webhook.DeliveryHeader), events: r.read(body)}
	r.mu.Lock()
	defer r.mu.Unlock()
	p.status = r.answer(len(r.posts), p)
	r.posts = append(r.posts, p)
	w.WriteHeader(p.status)
}

func (r *receiver) read(body []byte) []string {
	if _, err := epcis.ParseDocument(body, time.Time{}); err != nil {
		r.t.Errorf("what was posted is no document: %v\n%s", err, body)
	}
	var d struct {
		EPCISBody struct {
			QueryResults struct {
				QueryName, SubscriptionID string
				ResultsBody               struct {
					EventList []struct{ EventID string }
				}
			}
		}
	}
	if err := json.Unmarshal(body, &d); err != nil || d.EPCISBody.QueryResults.SubscriptionID == "" {
		r.t.Errorf("read document: %v\n%s", err, body)
	}
	ids := []string{}
	for _, e := range d.EPCISBody.QueryResults.ResultsBody.EventList {
		ids = append(ids, strings.TrimPrefix(e.EventID, "https://e.example/"))
	}
	return ids
}

// told are the events of the posts that were acknowledged, in their order.
func (r *receiver) told() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var all []string
	for _, p := range r.posts {
		if p.status == http.StatusOK {
			all = append(all, p.events...)
		}
	}
	return all
}

func (r *receiver) all() []post {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.posts)
}
