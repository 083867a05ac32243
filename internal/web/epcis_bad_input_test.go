package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"temgoc/internal/account"
	"temgoc/internal/trace"
)

func TestEPCISBadDocuments(t *testing.T) {
	t.Parallel()
	w := newEPCISWorld(t)
	p := w.producerClient()
	other := w.newUser(account.Producer, "htx-2@example.vn")
	_, err := w.pool.Exec(t.Context(), `update organisation set gln = '9506000134369' where id = $1`, other.OrgID)
	w.must(err)
	good := shipped(1)
	with := func(old, new string) string { return strings.Replace(good, old, new, 1) }
	for _, tt := range []struct{ name, event, pointer string }{
		{"nothing", ``, ""},
		{"no JSON", `eventTime=now`, ""},
		{"a list", `[` + good + `]`, ""},
		{"two events", good + good, ""},
		{"cut short", good[:len(good)-1], ""},
		{"a member twice", with(`"action"`, `"bizStep": "storing", "action"`), "/bizStep"},
		{"broken UTF-8", with(`shipping`, "ship\xffping"), ""},
		{"half a surrogate", with(`shipping`, `\ud800`), "/bizStep"},
		{"deep", with(`"in_transit"`, `"in_transit", "ex:deep": `+strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000)), "/ex:deep"},
		{"another type", with("ObjectEvent", "PartyEvent"), "/type"},
		{"in the future", with("2026-06-30T08", "2040-01-01T08"), "/eventTime"},
		{"another's place", with(`"bizStep"`, `"readPoint": {"id": "https://id.gs1.org/414/9506000134369"}, "bizStep"`), "/readPoint/id"},
		{"negative quantity", with(`"epcList"`, `"quantityList": [{"epcClass": "https://id.gs1.org/01/09506000134352/10/L1", "quantity": -1, "uom": "KGM"}], "epcList"`), "/quantityList/0/quantity"},
	} {
		got := wantException(t, p.ask(t, http.MethodPost, "/events", tt.event, "Content-Type", "application/json"), 400, "ValidationException")
		if len(got.Errors) == 0 || !strings.HasPrefix(got.Errors[0].Pointer, tt.pointer) {
			t.Errorf("%s: refused because of %+v, want an error at %s", tt.name, got.Errors, tt.pointer)
		}
	}
	if got := eventList(t, p.ask(t, http.MethodGet, "/events", "")); len(got) > 0 {
		t.Errorf("%d events are stored", len(got))
	}
	if job := p.capture(t, document(with(`"bizStep"`, `"bizLocation": {"id": "https://id.gs1.org/414/9506000134369"}, "bizStep"`))); job.Success ||
		job.Errors[0].Pointer != "/epcisBody/eventList/0/bizLocation/id" {
		t.Errorf("another's place in a document: %+v", job)
	}
}

// TestEPCISNoText: what no name or token can be is not there, and no fault of ours.
func TestEPCISNoText(t *testing.T) {
	t.Parallel()
	p := newEPCISWorld(t).producerClient()
	for _, b := range []string{"%00", "%ff", "a%00b"} {
		for _, path := range []string{
			"/events/", "/epcs/", "/bizLocations/", "/queries/", "/capture/",
		} {
			wantException(t, p.ask(t, http.MethodGet, path+b, ""), 404, "NoSuchNameException")
		}
		for _, path := range []string{"/epcs", "/bizSteps", "/eventTypes", "/readPoints", "/queries", "/capture", "/events"} {
			wantException(t, p.ask(t, http.MethodGet, path+"?nextPageToken="+b, ""), 400, "QueryParameterException")
		}
	}
	wantException(t, p.ask(t, http.MethodGet, "/events?EXISTS_ex:a=true", "", "GS1-Extensions", "ex=https://ns.example/\xff"), 400, "QueryParameterException")
}

// TestEPCISCycle: goods do not go into themselves, at once or by a detour.
func TestEPCISCycle(t *testing.T) {
	t.Parallel()
	p := newEPCISWorld(t).producerClient()
	made := func(id int, from, of string) string {
		class := func(lot string) string {
			return `[{"epcClass": "https://id.gs1.org/01/09506000134352/10/` + lot + `", "quantity": 1, "uom": "KGM"}]`
		}
		return fmt.Sprintf(`{%s, "type": "TransformationEvent", "eventID": "urn:uuid:00000000-0000-4000-8000-%012d", %s,
			"inputQuantityList": %s, "outputQuantityList": %s}`, inContext, id, someTime, class(from), class(of))
	}
	for n, step := range []struct {
		from, of string
		status   int
	}{{"A", "A", 400}, {"A", "B", 201}, {"B", "C", 201}, {"C", "A", 400}} {
		got := p.ask(t, http.MethodPost, "/events", made(n, step.from, step.of))
		if got.Code != step.status {
			t.Errorf("%s into %s: status %d, want %d\n%s", step.from, step.of, got.Code, step.status, got.Body)
		}
	}
}

// TestEPCISContextIsNotFetched: whatever a document calls its context is a name.
func TestEPCISContextIsNotFetched(t *testing.T) {
	t.Parallel()
	var hits atomic.Int32
	listener := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits.Add(1) }))
	defer listener.Close()
	p := newEPCISWorld(t).producerClient()
	for n, ldContext := range []string{
		`"` + listener.URL + `/context.jsonld"`,
		`["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", "` + listener.URL + `"]`,
		`["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"@import": "` + listener.URL + `", "ex": "` + listener.URL + `/"}]`,
		`["file:///etc/passwd", "gopher://127.0.0.1:5432/"]`,
	} {
		event := strings.Replace(shipped(n), inContext, `"@context": `+ldContext, 1)
		text := strings.Replace(document(event), inContext, `"@context": `+ldContext, 1)
		p.ask(t, http.MethodPost, "/events", event)
		if got := p.ask(t, http.MethodPost, "/capture", text); got.Code == http.StatusAccepted {
			p.capture(t, text)
		}
		p.ask(t, http.MethodGet, "/events", "", "GS1-Extensions", "ex="+listener.URL)
	}
	if n := hits.Load(); n > 0 {
		t.Errorf("%d requests for a context", n)
	}
}

// TestEPCISLargeDocuments: 10 MB and 10,000 events are captured, what is over the
// limits is refused with them.
func TestEPCISLargeDocuments(t *testing.T) {
	t.Parallel()
	p := newEPCISWorld(t).producerClient()
	events := make([]string, 10_000)
	for n := range events {
		events[n] = observed(fmt.Sprintf("urn:uuid:00000000-0000-4000-8000-%012d", n), fmt.Sprint(someUnit, n), `, "ex:note": "`+strings.Repeat("x", 700)+`"`)
	}
	large := document(events...)
	if len(large) < 10_000_000 {
		t.Fatalf("only %d bytes", len(large))
	}
	if job := p.capture(t, large); !job.Success {
		t.Errorf("%d bytes, 10,000 events: %.500v", len(large), job)
	}
	for name, text := range map[string]string{
		"too many bytes":  document(shipped(1)) + strings.Repeat(" ", trace.FileSizeLimit),
		"too many events": document(strings.Repeat(`{},`, trace.EventLimit) + `{}`),
	} {
		header := []string{"GS1-Capture-Error-Behaviour", "proceed"}
		got := p.ask(t, http.MethodPost, "/capture", text, header...)
		wantException(t, got, 413, "CaptureLimitExceededException")
		if got.Header().Get("GS1-EPCIS-Capture-Limit") != "50000" {
			t.Errorf("%s: the refusal does not tell the limit: %v", name, got.Header())
		}
	}
	r := httptest.NewRequest(http.MethodPost, "/epcis/capture", strings.NewReader(strings.Repeat(" ", trace.FileSizeLimit+1)))
	r.ContentLength = -1
	got := send(p.Server, r, "Authorization", "Bearer "+p.token, "Content-Type", "application/json")
	wantException(t, got, 413, "CaptureLimitExceededException")
}

// TestEPCISHead: as GET, without the body.
func TestEPCISHead(t *testing.T) {
	t.Parallel()
	p := newEPCISWorld(t).producerClient()
	p.capture(t, document(shipped(1), shipped(2)))
	served, token := p.overHTTP(), "Bearer "+p.token
	for _, path := range []string{"", "/events?perPage=1", "/epcs", "/epcs/" + inPath(someUnit+"1") + "/events", "/capture", "/queries", "/none"} {
		got := served.ask(t, http.MethodHead, "/epcis"+path, "Authorization", token)
		want := served.ask(t, http.MethodGet, "/epcis"+path, "Authorization", token)
		if got.StatusCode != want.StatusCode || got.Header.Get("Link") != want.Header.Get("Link") || got.Header.Get("Content-Type") != want.Header.Get("Content-Type") || got.body != "" {
			t.Errorf("HEAD %s: %d %v %q, want %d %v", path, got.StatusCode, got.Header, got.body, want.StatusCode, want.Header)
		}
	}
}
