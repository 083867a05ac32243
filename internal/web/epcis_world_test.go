package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"temgoc/internal/account"
	"temgoc/internal/epcis"
	"temgoc/internal/trace"
)

// epcisClient is a program at this interface, all answers to which are held to
// the standard's OpenAPI document.
type epcisClient struct{ script }

func (w *world) epcis(who account.Principal) epcisClient {
	w.Helper()
	return epcisClient{w.script(who)}
}

// epcisNow is later than all events of the standard's cases.
func epcisNow() time.Time { return time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC) }

// newEPCISWorld is a world that captures documents.
func newEPCISWorld(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.Now = epcisNow
	w.Captures = trace.NewCapturer(w.pool, slog.New(slog.DiscardHandler), epcisNow)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.Captures.Run(ctx) }()
	t.Cleanup(func() { stop(); <-done })
	return w
}

func (p epcisClient) ask(t *testing.T, method, path, body string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, "/epcis"+path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	got := send(p.Server, r, append([]string{"Authorization", "Bearer " + p.token}, header...)...)
	if err := checkEPCIS(t.Context(), r, got); err != nil {
		t.Errorf("%s %s, status %d: %.500s\n%.500s", method, path, got.Code, err, got.Body)
	}
	if got.Header().Get("GS1-EPCIS-Version") != epcisVersion {
		t.Errorf("%s %s tells no version", method, path)
	}
	return got
}

// capture posts a document and waits for the end of its job.
func (p epcisClient) capture(t *testing.T, document string, header ...string) jobJSON {
	t.Helper()
	got := p.ask(t, http.MethodPost, "/capture", document, header...)
	if got.Code != http.StatusAccepted || got.Body.Len() > 0 {
		t.Fatalf("capture: status %d, want 202 and no body\n%s", got.Code, got.Body)
	}
	job := strings.TrimPrefix(got.Header().Get("Location"), "https://tem.example.vn/epcis")
	for {
		if j := read[jobJSON](t, p.ask(t, http.MethodGet, job, ""), http.StatusOK); !j.Running {
			return j
		}
		select {
		case <-t.Context().Done():
			t.Fatal("the job did not end")
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// wantException is the problem document of a refusal.
func wantException(t *testing.T, got *httptest.ResponseRecorder, status int, exception string) exceptionJSON {
	t.Helper()
	if contentType := got.Header().Get("Content-Type"); contentType != problemType {
		t.Errorf("status %d: Content-Type %q, want %s", got.Code, contentType, problemType)
	}
	p := read[exceptionJSON](t, got, status)
	if want := "epcisException:" + exception; p.Type != want {
		t.Errorf("status %d: type %q, want %q", status, p.Type, want)
	}
	if p.Title == "" || p.Detail == "" || strings.HasPrefix(p.Detail, "error.") || p.RequestID == "" || p.Status != status {
		t.Errorf("problem of status %d does not explain itself: %+v", status, p)
	}
	for _, leak := range []string{"SQLSTATE", "pgx", "select ", "goroutine", ".go:"} {
		if strings.Contains(got.Body.String(), leak) {
			t.Errorf("problem of status %d shows %q: %s", status, leak, got.Body)
		}
	}
	return p
}

// eventList are the events of an EPCISQueryDocument.
func eventList(t *testing.T, got *httptest.ResponseRecorder) []map[string]any {
	t.Helper()
	doc := read[struct {
		EPCISBody struct {
			QueryResults struct {
				QueryName   string
				ResultsBody struct{ EventList []map[string]any }
			}
		}
	}](t, got, http.StatusOK)
	return doc.EPCISBody.QueryResults.ResultsBody.EventList
}

// members of a collection.
func members(t *testing.T, got *httptest.ResponseRecorder) []string {
	t.Helper()
	return read[struct{ Member []string }](t, got, http.StatusOK).Member
}

const (
	someTime  = `"eventTime": "2026-06-30T08:00:00.000+07:00", "eventTimeZoneOffset": "+07:00"`
	inContext = `"@context": "` + epcis.StandardContext + `"`
)

// observed is an event of a shipment by itself, with more members.
func observed(id, epc, more string) string {
	return `{` + inContext + `, "type": "ObjectEvent", "eventID": "` + id + `", ` + someTime + `,
		"epcList": ["` + epc + `"], "action": "OBSERVE", "bizStep": "shipping", "disposition": "in_transit"` + more + `}`
}

// document is an EPCISDocument with the events.
func document(events ...string) string {
	return `{` + inContext + `, "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-06-30T09:00:00Z",
		"epcisBody": {"eventList": [` + strings.Join(events, ",") + `]}}`
}

// inPath is a URI as one segment of a path.
func inPath(uri string) string { return url.PathEscape(uri) }
