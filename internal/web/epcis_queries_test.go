package web

import (
	"context"
	"crypto/x509"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"temgoc/internal/account"
	"temgoc/internal/trace"
	"temgoc/internal/webhook"
)

const shippings = `{"name": "mine", "query": {"EQ_bizStep": ["shipping"], "GE_eventTime": "2026-01-01T00:00:00Z"}}`

func TestEPCISQueries(t *testing.T) {
	t.Parallel()
	w := newEPCISWorld(t)
	p, stranger := w.producerClient(), w.epcis(w.newUser(account.Producer, "htx-2@example.vn"))
	p.capture(t, document(shipped(1), shipped(2), strings.Replace(shipped(3), "shipping", "receiving", 1)))

	made := p.ask(t, http.MethodPost, "/queries", shippings)
	if made.Code != http.StatusCreated || made.Header().Get("Location") != "https://tem.example.vn/epcis/queries/mine" {
		t.Fatalf("status %d, %v", made.Code, made.Header())
	}
	wantException(t, p.ask(t, http.MethodPost, "/queries", shippings), 409, "ResourceAlreadyExistsException")
	if got := stranger.ask(t, http.MethodPost, "/queries", shippings); got.Code != http.StatusCreated {
		t.Errorf("another organisation's query of the name: status %d, want 201", got.Code)
	}
	for _, path := range []string{"/queries", "/queries/mine"} {
		got := read[[]queryJSON](t, p.ask(t, http.MethodGet, path, ""), 200)
		if len(got) != 1 || got[0].Name != "mine" || !strings.Contains(string(got[0].Query), `"EQ_bizStep":["shipping"]`) {
			t.Errorf("GET %s: %s", path, got)
		}
	}
	if got := foundBy(t, p, "/queries/mine/events?perPage=1"); len(got) != 2 {
		t.Errorf("%v answer the query, want two", got)
	}
	if got := foundBy(t, stranger, "/queries/mine/events"); len(got) > 0 {
		t.Errorf("a stranger finds %v", got)
	}
	wantException(t, p.ask(t, http.MethodGet, "/queries/mine/events?EQ_action=ADD", ""), 400, "QueryParameterException")
	wantException(t, p.ask(t, http.MethodGet, "/queries/mine/events", "", "Upgrade", "websocket", "Connection", "Upgrade"), 501, "ImplementationException")

	if got := p.ask(t, http.MethodDelete, "/queries/mine", ""); got.Code != http.StatusNoContent {
		t.Errorf("delete: status %d", got.Code)
	}
	wantException(t, p.ask(t, http.MethodGet, "/queries/mine", ""), 404, "NoSuchNameException")
	wantException(t, p.ask(t, http.MethodDelete, "/queries/mine", ""), 404, "NoSuchNameException")
	if got := stranger.ask(t, http.MethodGet, "/queries/mine", ""); got.Code != 200 {
		t.Errorf("the stranger's own query went with it: status %d", got.Code)
	}
}

func TestEPCISSubscriptionSinceNever(t *testing.T) {
	t.Parallel()
	p := newEPCISWorld(t).producerClient()
	p.ask(t, http.MethodPost, "/queries", shippings)
	got := p.ask(t, http.MethodPost, "/queries/mine/subscriptions",
		`{"dest": "https://client.example.com/", "stream": true, "initialRecordTime": "9999-12-31T23:59:59-14:00"}`)
	wantException(t, got, 400, "SubscriptionControlsException")
}

func TestEPCISBadQueries(t *testing.T) {
	t.Parallel()
	p := newEPCISWorld(t).producerClient()
	for _, tt := range []struct{ body, exception, pointer string }{
		{`{"name": "a b", "query": {}}`, "ValidationException", "/name"},
		{`{"name": "SimpleEventQuery", "query": {}}`, "ValidationException", "/name"},
		{`{"name": "a"}`, "ValidationException", "/query"},
		{`{"name": "a", "query": {"EQ_action": ["ADD"], "EQ_action": ["DELETE"]}}`, "ValidationException", "/query/EQ_action"},
		{`{"name": "a", "query": {}, "org_id": "1"}`, "ValidationException", "/org_id"},
		{`{"name": "a", "query": []}`, "QueryParameterException", ""},
		{`{"name": "a", "query": {"EQ_colour": "red"}}`, "QueryParameterException", ""},
		{`{"name": "a", "query": {"eventCountLimit": 1, "maxEventCount": 1}}`, "QueryParameterException", ""},
		{`[]`, "ValidationException", "whole"},
		{`{"name": "a", "query": {}`, "ValidationException", "whole"},
	} {
		got := wantException(t, p.ask(t, http.MethodPost, "/queries", tt.body), 400, tt.exception)
		if tt.pointer != "" && (len(got.Errors) != 1 || got.Errors[0].Pointer != strings.TrimPrefix(tt.pointer, "whole")) {
			t.Errorf("%s: %+v, want an error at %s", tt.body, got.Errors, tt.pointer)
		}
	}
	if got := read[[]queryJSON](t, p.ask(t, http.MethodGet, "/queries", ""), 200); len(got) > 0 {
		t.Errorf("there are queries %v", got)
	}
}

func TestEPCISSubscriptions(t *testing.T) {
	t.Parallel()
	w := newEPCISWorld(t)
	p, stranger := w.producerClient(), w.epcis(w.newUser(account.Producer, "htx-2@example.vn"))
	for _, owner := range []epcisClient{p, stranger} {
		owner.ask(t, http.MethodPost, "/queries", shippings)
	}
	const all = "/queries/mine/subscriptions"
	var want []string
	for _, body := range []string{
		`{"dest": "https://example.com/a", "signatureToken": "13df38d8275b13f0", "stream": true}`,
		`{"dest": "https://example.com/b", "secret": "13df38d8275b13f0", "reportIfEmpty": true, "schedule": {"hour": "1", "minute": "[5-10],30"}}`,
		`{"dest": "https://example.com/c", "stream": true, "initialRecordTime": "2026-01-01T00:00:00Z"}`,
	} {
		made := p.ask(t, http.MethodPost, all, body)
		sub := read[subscriptionJSON](t, made, http.StatusCreated)
		if location := made.Header().Get("Location"); location != "https://tem.example.vn/epcis"+all+"/"+sub.SubscriptionID.String() || strings.Contains(made.Body.String(), "13df") {
			t.Errorf("made %s at %s", made.Body, location)
		}
		want = append(want, sub.SubscriptionID.String())
	}
	var got []string
	eachPage(t, p, all+"?perPage=2", func(path string) string {
		answer := p.ask(t, http.MethodGet, path, "")
		for _, sub := range read[[]subscriptionJSON](t, answer, 200) {
			got = append(got, sub.SubscriptionID.String())
		}
		return answer.Header().Get("Link")
	})
	if !slices.Equal(got, want) {
		t.Errorf("subscriptions %v, want %v", got, want)
	}
	for _, id := range want {
		wantException(t, stranger.ask(t, http.MethodGet, all+"/"+id, ""), 404, "NoSuchNameException")
		wantException(t, stranger.ask(t, http.MethodDelete, all+"/"+id, ""), 404, "NoSuchNameException")
		if got := p.ask(t, http.MethodGet, all+"/"+id, ""); got.Code != 200 {
			t.Errorf("status %d, want 200", got.Code)
		}
	}
	if got := p.ask(t, http.MethodDelete, all+"/"+want[0], ""); got.Code != http.StatusNoContent {
		t.Errorf("unsubscribe: status %d", got.Code)
	}
	wantException(t, p.ask(t, http.MethodGet, all+"/"+want[0], ""), 404, "NoSuchNameException")
}

func TestEPCISBadSubscriptions(t *testing.T) {
	t.Parallel()
	p := newEPCISWorld(t).producerClient()
	p.ask(t, http.MethodPost, "/queries", shippings)
	for _, tt := range []struct{ body, pointer string }{
		{`{"stream": true}`, "/dest"},
		{`{"dest": "http://example.com/", "stream": true}`, "/dest"},
		{`{"dest": "https://127.0.0.1/", "stream": true}`, "/dest"},
		{`{"dest": "https://10.0.0.7:8443/hook", "stream": true}`, "/dest"},
		{`{"dest": "https://[::1]/", "stream": true}`, "/dest"},
		{`{"dest": "https://user:secret@example.com/", "stream": true}`, "/dest"},
		{`{"dest": "https://example.com/"}`, "/stream"},
		{`{"dest": "https://example.com/", "stream": true, "schedule": {"hour": "1"}}`, "/stream"},
		{`{"dest": "https://example.com/", "schedule": {}}`, "/schedule"},
		{`{"dest": "https://example.com/", "schedule": {"hour": "24"}}`, "/schedule"},
		{`{"dest": "https://example.com/", "schedule": {"month": "2", "dayOfMonth": "30"}}`, "/schedule"},
	} {
		got := wantException(t, p.ask(t, http.MethodPost, "/queries/mine/subscriptions", tt.body), 400, "SubscriptionControlsException")
		if len(got.Errors) != 1 || got.Errors[0].Pointer != tt.pointer || strings.HasPrefix(got.Errors[0].Detail, "subscription.") {
			t.Errorf("%s: %+v, want an error at %s", tt.body, got.Errors, tt.pointer)
		}
	}
	for _, body := range []string{`{"dest": "https://example.com/", "stream": "yes"}`, `{"dest": "https://example.com/", "stream": true, "user_id": "1"}`} {
		wantException(t, p.ask(t, http.MethodPost, "/queries/mine/subscriptions", body), 400, "ValidationException")
	}
	if got := read[[]subscriptionJSON](t, p.ask(t, http.MethodGet, "/queries/mine/subscriptions", ""), 200); len(got) > 0 {
		t.Errorf("there are subscriptions %v", got)
	}
}

// TestEPCISDelivery: a captured event comes to who subscribed, signed.
func TestEPCISDelivery(t *testing.T) {
	t.Parallel()
	w := newEPCISWorld(t)
	type delivery struct{ signature, body string }
	came := make(chan delivery, 1)
	receiver := httptest.NewTLSServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		came <- delivery{r.Header.Get(webhook.SignatureHeader), string(body)}
	}))
	defer receiver.Close()
	roots := x509.NewCertPool()
	roots.AddCert(receiver.Certificate())
	w.Hooks = webhook.New(webhook.Config{Allow: func(netip.Addr) bool { return true }, Roots: roots})
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go func() { _ = trace.NewDeliverer(w.pool, w.Hooks, slog.New(slog.DiscardHandler)).Run(ctx) }()

	p := w.producerClient()
	p.ask(t, http.MethodPost, "/queries", shippings)
	read[subscriptionJSON](t, p.ask(t, http.MethodPost, "/queries/mine/subscriptions",
		`{"dest": "`+receiver.URL+`", "signatureToken": "13df38d8275b13f0", "stream": true}`), http.StatusCreated)
	p.capture(t, document(shipped(1)))
	select {
	case got := <-came:
		if !webhook.Verify("13df38d8275b13f0", got.signature, []byte(got.body), time.Now(), time.Minute) {
			t.Errorf("signature %q does not fit", got.signature)
		}
		if !strings.Contains(got.body, someUnit+"1") || !strings.Contains(got.body, "EPCISQueryDocument") {
			t.Errorf("delivered %s", got.body)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("nothing was delivered")
	}
}
