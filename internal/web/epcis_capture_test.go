package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"
)

const someUnit = "https://id.gs1.org/01/09506000134352/21/"

func shipped(n int) string {
	return observed(fmt.Sprintf("urn:uuid:00000000-0000-4000-8000-%012d", n), fmt.Sprint(someUnit, n), "")
}

// withoutAction is an event that is refused.
func withoutAction(n int) string { return strings.Replace(shipped(n), `"action": "OBSERVE",`, "", 1) }

func TestEPCISCaptureEvent(t *testing.T) {
	t.Parallel()
	p := newEPCISWorld(t).producerClient()
	made := p.ask(t, http.MethodPost, "/events", shipped(1))
	event := read[map[string]any](t, made, http.StatusCreated)
	if event["eventID"] != "urn:uuid:00000000-0000-4000-8000-000000000001" || event["recordTime"] == nil || event["bizStep"] != "shipping" {
		t.Errorf("made %v", event)
	}
	location, found := strings.CutPrefix(made.Header().Get("Location"), "https://tem.example.vn/epcis")
	if got := eventList(t, p.ask(t, http.MethodGet, location, "")); !found || len(got) != 1 || got[0]["eventID"] != event["eventID"] {
		t.Errorf("at %s there is %v", location, got)
	}
	again := p.ask(t, http.MethodPost, "/events", shipped(1))
	wantException(t, again, 409, "ResourceAlreadyExistsException")
	if again.Header().Get("Location") != made.Header().Get("Location") {
		t.Errorf("the same event is at %s, want %s", again.Header().Get("Location"), made.Header().Get("Location"))
	}
	other := strings.Replace(shipped(1), "shipping", "receiving", 1)
	wantException(t, p.ask(t, http.MethodPost, "/events", other), 409, "ResourceAlreadyExistsException")
	if got := eventList(t, p.ask(t, http.MethodGet, "/events", "")); len(got) != 1 {
		t.Errorf("%d events, want 1", len(got))
	}
}

// TestEPCISEventWithoutID: its hash names it, slashes and all.
func TestEPCISEventWithoutID(t *testing.T) {
	t.Parallel()
	p := newEPCISWorld(t).producerClient()
	made := p.ask(t, http.MethodPost, "/events", strings.Replace(shipped(1), `"eventID": "urn:uuid:00000000-0000-4000-8000-000000000001",`, "", 1))
	event := read[map[string]any](t, made, http.StatusCreated)
	id, _ := event["eventID"].(string)
	location := strings.TrimPrefix(made.Header().Get("Location"), "https://tem.example.vn/epcis")
	if !strings.HasPrefix(id, "ni:///sha-256;") || location != "/events/"+inPath(id) {
		t.Errorf("event %s is at %s", id, location)
	}
	for _, path := range []string{location, "/events/" + strings.NewReplacer("?", "%3F").Replace(id)} {
		if got := eventList(t, p.ask(t, http.MethodGet, path, "")); len(got) != 1 {
			t.Errorf("GET %s: %d events, want 1", path, len(got))
		}
	}
}

// TestEPCISDeclareError: who withdraws an event is told of that, not of the event.
func TestEPCISDeclareError(t *testing.T) {
	t.Parallel()
	p := newEPCISWorld(t).producerClient()
	p.ask(t, http.MethodPost, "/events", shipped(1))
	for _, at := range []string{"2026-07-02T00:00:00Z", "2026-07-01T00:00:00Z"} {
		made := p.ask(t, http.MethodPost, "/events", strings.Replace(shipped(1), `"action"`, `"errorDeclaration": {"declarationTime": "`+at+`"}, "action"`, 1))
		got := read[struct {
			ErrorDeclaration struct{ DeclarationTime string }
		}](t, made, http.StatusCreated)
		if got.ErrorDeclaration.DeclarationTime != at {
			t.Errorf("declared at %s: answered %s", at, made.Body)
		}
	}
}

func TestEPCISCaptureBehaviours(t *testing.T) {
	t.Parallel()
	p := newEPCISWorld(t).producerClient()
	mixed := document(shipped(1), withoutAction(2), shipped(3))

	refused := wantException(t, p.ask(t, http.MethodPost, "/capture", mixed), 400, "ValidationException")
	if len(refused.Errors) != 1 || !strings.HasPrefix(refused.Errors[0].Pointer, "/epcisBody/eventList/1") {
		t.Errorf("rollback: refused because of %+v, want one error of event 1", refused.Errors)
	}
	if got := eventList(t, p.ask(t, http.MethodGet, "/events", "")); len(got) > 0 {
		t.Errorf("rollback: %d events are stored", len(got))
	}

	job := p.capture(t, mixed, "GS1-Capture-Error-Behaviour", "proceed")
	if job.Success || job.Behaviour != "proceed" || len(job.Errors) != 1 || !strings.HasPrefix(job.Errors[0].Pointer, "/epcisBody/eventList/1") {
		t.Errorf("proceed: %+v, want one error of event 1", job)
	}
	if got := eventList(t, p.ask(t, http.MethodGet, "/events", "")); len(got) != 2 {
		t.Errorf("proceed: %d events are stored, want 2", len(got))
	}

	conflicting := document(shipped(4), strings.Replace(shipped(1), "shipping", "receiving", 1))
	if job := p.capture(t, conflicting); job.Success || job.Errors[0].Type != "epcisException:ResourceAlreadyExistsException" || job.Errors[0].Title == "" {
		t.Errorf("rollback of a conflict: %+v", job)
	}
	if job := p.capture(t, document(shipped(1), shipped(5))); !job.Success {
		t.Errorf("an event that was there, and a new one: %+v", job)
	}
	if got := eventList(t, p.ask(t, http.MethodGet, "/events", "")); len(got) != 3 {
		t.Errorf("%d events are stored, want 3: without number 4", len(got))
	}
}

// TestEPCISCaptureJobs: an organisation's own, in pages, the latest first.
func TestEPCISCaptureJobs(t *testing.T) {
	t.Parallel()
	w := newEPCISWorld(t)
	p := w.producerClient()
	var want []uuid.UUID
	for n := range 5 {
		want = append([]uuid.UUID{p.capture(t, document(shipped(n))).CaptureID}, want...)
	}
	var got []uuid.UUID
	eachPage(t, p, "/capture?perPage=2", func(path string) string {
		answer := p.ask(t, http.MethodGet, path, "")
		for _, job := range read[[]jobJSON](t, answer, 200) {
			got = append(got, job.CaptureID)
		}
		return answer.Header().Get("Link")
	})
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("jobs %v, want %v", got, want)
	}
	stranger := w.epcis(w.newUser("producer", "htx-2@example.vn"))
	if jobs := read[[]jobJSON](t, stranger.ask(t, http.MethodGet, "/capture", ""), 200); len(jobs) > 0 {
		t.Errorf("a stranger sees %v", jobs)
	}
	for _, id := range []string{want[0].String(), uuid.NewString(), "1"} {
		wantException(t, stranger.ask(t, http.MethodGet, "/capture/"+id, ""), 404, "NoSuchNameException")
	}
}

// eachPage follows the links of pages; page gets one and returns its Link.
func eachPage(t *testing.T, p epcisClient, first string, page func(path string) (link string)) {
	t.Helper()
	for path, pages := first, 0; path != ""; pages++ {
		if pages > 50 {
			t.Fatalf("%s has no end", first)
		}
		link := page(path)
		next, isNext := strings.CutSuffix(strings.TrimPrefix(link, "<https://tem.example.vn/epcis"), `>; rel="next"`)
		if link != "" && !isNext {
			t.Fatalf("Link %q", link)
		}
		path = next
	}
}
