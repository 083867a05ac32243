package web

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"temgoc/internal/printing"
	"temgoc/internal/stamp"
)

// stream is the answer to a program that asks for a job's events.
func (p script) stream(job printing.Job, header ...string) *httptest.ResponseRecorder {
	p.Helper()
	return p.do(http.MethodGet, apiPrintPath(job.Print), "", append(header, "Accept", "text/event-stream")...)
}

// TestProgress tells of a job from where it is to its end.
func TestProgress(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.script(w.producer)
	job, _, err := w.Prints.Order(t.Context(), w.producer, "", w.newRun(w.newBatch("L1")).ID, nil, printing.Spec{Format: printing.CSV, Kind: stamp.Compact})
	w.must(err)
	time.AfterFunc(lookForNew, func() { w.startPrinting() })
	r := p.stream(job)
	body := r.Body.String()
	if got := r.Header().Get("Content-Type"); r.Code != 200 || got != "text/event-stream" || r.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("status %d, %s", r.Code, got)
	}
	for _, want := range []string{
		"retry: 1000\n\n",
		"id: 0\ndata: {\"state\":\"waiting\",\"made\":0,\"total\":10,\"percent\":0,\"words\":\"0 % · 0 / 10 tem\"}\n\n",
		"id: 10\ndata: {\"state\":\"done\",\"made\":10,\"total\":10,\"percent\":100,",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q in\n%s", want, body)
		}
	}
	if !strings.HasSuffix(body, "\n\n") || strings.Count(body, "\"state\":\"waiting\"") != 1 {
		t.Errorf("events are cut, or told twice:\n%s", body)
	}
	browser := w.browser("htx-1@example.vn")
	if got := browser.get(printPath(job.ID) + "/progress").Body.String(); strings.Count(got, "data: ") != 1 || !strings.Contains(got, `"done"`) {
		t.Errorf("of a job that is done a page is told %q, want its end", got)
	}
	if r := p.do(http.MethodHead, apiPrintPath(job.Print), "", "Accept", "text/event-stream"); r.Code != 200 || r.Body.Len() > 0 {
		t.Errorf("HEAD: status %d, %q", r.Code, r.Body)
	}
}

// TestProgressGoesOn where the client got to: what it knows is not told again,
// and a stream ends with its client.
func TestProgressGoesOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.script(w.producer)
	job, _, err := w.Prints.Order(t.Context(), w.producer, "", w.newRun(w.newBatch("L1")).ID, nil, printing.Spec{Format: printing.CSV, Kind: stamp.Compact})
	w.must(err)
	server := httptest.NewServer(w.Handler())
	t.Cleanup(server.Close)
	for id, want := range map[string]int{"": 1, "0": 0, "x": 1, "7": 0} {
		ctx, cancel := context.WithTimeout(t.Context(), 2*lookForNew)
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+apiPrintPath(job.Print), nil)
		w.must(err)
		r.Host = w.PublicURL.Host
		for name, value := range map[string]string{"Authorization": "Bearer " + p.token, "Accept": "text/event-stream", "Last-Event-ID": id} {
			r.Header.Set(name, value)
		}
		answer, err := http.DefaultClient.Do(r)
		w.must(err)
		events := 0
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			if strings.HasPrefix(lines.Text(), "data: ") {
				events++
			}
		}
		answer.Body.Close()
		cancel()
		if events != want {
			t.Errorf("Last-Event-ID %q: %d events, want %d", id, events, want)
		}
	}
	for until := time.Now().Add(5 * time.Second); len(w.streams) > 0; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatalf("%d streams are open, and nobody listens", len(w.streams))
		}
	}
	_, err = printing.Cancel(t.Context(), w.pool, w.producer, job.ID)
	w.must(err)
	if got := p.stream(job, "Last-Event-ID", "0").Body.String(); strings.Count(got, "data: ") != 1 || !strings.Contains(got, `"cancelled"`) {
		t.Errorf("the end is told as %q", got)
	}
}

// TestStreamsAreBounded: whoever comes when all are taken is asked to come again.
func TestStreamsAreBounded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.script(w.producer)
	job := w.newPrint(w.newRun(w.newBatch("L1")))
	for range maxStreams {
		w.streams <- struct{}{}
	}
	r := p.stream(job)
	wantProblem(t, r, 503)
	if r.Header().Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	<-w.streams
	if r := p.stream(job); r.Code != 200 {
		t.Errorf("status %d, want 200", r.Code)
	}
}
