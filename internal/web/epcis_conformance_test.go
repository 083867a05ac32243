package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"temgoc/internal/account"
	"temgoc/internal/epcis"
)

// These tests send the standard's own documents, kept where its OpenAPI
// document is.

func epcisDocuments(t *testing.T, kind string) map[string]string {
	t.Helper()
	doc, err := epcisOpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	if doc == nil {
		t.Skip("set CONFORMANCE_DIR to run the standard's own cases of EPCIS")
	}
	files, err := filepath.Glob(filepath.Join(conformanceDir(), "epcis", kind, "*.json*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("documents that are %s: %v, %v", kind, files, err)
	}
	documents := map[string]string{}
	for _, f := range files {
		content, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		documents[filepath.Base(f)] = string(content)
	}
	return documents
}

// TestConformanceEPCISREST captures each valid document and reads it back, by
// every address that leads to its events.
func TestConformanceEPCISREST(t *testing.T) {
	t.Parallel()
	documents := epcisDocuments(t, "valid")
	for _, patch := range epcisPatches {
		t.Logf("mended in the standard's OpenAPI document: %s", patch.why)
	}
	w := newEPCISWorld(t)
	n := 0
	for name, text := range documents {
		n++
		p := w.epcis(w.newUser(account.Producer, fmt.Sprintf("cases-%d@example.vn", n))) // documents share ids of events
		t.Run(name, func(t *testing.T) {
			if job := p.capture(t, text); !job.Success || job.FinishedAt == nil {
				t.Fatalf("not captured: %+v", job)
			}
			doc, err := epcis.ParseDocument([]byte(text), epcisNow())
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range doc.Events {
				checkAddresses(t, p, e)
			}
		})
	}
	admin := w.epcis(w.newUser(account.Admin, "so@example.vn"))
	for _, path := range []string{
		"", "/", "/events", "/events?perPage=1", "/capture", "/capture?perPage=1", "/eventTypes", "/epcs", "/epcs?perPage=2",
		"/bizSteps", "/bizLocations", "/readPoints", "/dispositions?perPage=10",
	} {
		if got := admin.ask(t, http.MethodGet, path, ""); got.Code != http.StatusOK {
			t.Errorf("GET %s: status %d", path, got.Code)
		}
	}
}

// checkAddresses looks for an event by its id, unchanged, and by what it names.
func checkAddresses(t *testing.T, p epcisClient, e epcis.Event) {
	t.Helper()
	own := p.ask(t, http.MethodGet, "/events/"+inPath(e.Key()), "", "GS1-EPC-Format", "Never_Translates")
	if !contains(eventList(t, own), unlabelled(jsonMembers(t, e.Value))) {
		t.Errorf("event %s is not among\n%s", e.Key(), own.Body)
	}
	paths := []string{"/eventTypes/" + string(e.Type)}
	for collection, uri := range map[string]string{
		"bizSteps": e.BizStep, "dispositions": e.Disposition, "readPoints": e.ReadPoint, "bizLocations": e.BizLocation,
	} {
		if uri != "" {
			paths = append(paths, "/"+collection+"/"+inPath(uri))
		}
	}
	for _, epc := range append(append(e.EPCs, e.InEPCs...), e.OutEPCs...) {
		paths = append(paths, "/epcs/"+inPath(epc))
	}
	for _, class := range append(append(e.Goods, e.InGoods...), e.OutGoods...) {
		paths = append(paths, "/epcs/"+inPath(class.Class))
	}
	for _, path := range paths {
		if got := members(t, p.ask(t, http.MethodGet, path, "")); !cmp.Equal(got, []string{"events"}) {
			t.Errorf("GET %s: %v, want events", path, got)
		}
		got := p.ask(t, http.MethodGet, path+"/events?perPage=500", "", "GS1-EPC-Format", "Never_Translates")
		if !contains(eventList(t, got), unlabelled(jsonMembers(t, e.Value))) {
			t.Errorf("GET %s/events: %s is not there", path, e.Key())
		}
	}
}

func jsonMembers(t *testing.T, v epcis.Value) (members map[string]any) {
	t.Helper()
	if err := json.Unmarshal(v.AppendJSON(nil), &members); err != nil {
		t.Fatal(err)
	}
	return members
}

// unlabelled is an event without what the service adds to one.
func unlabelled(event map[string]any) map[string]any {
	own := map[string]any{}
	for name, value := range event {
		if name != "eventID" && name != "recordTime" && name != "@context" {
			own[name] = value
		}
	}
	return own
}

func contains(list []map[string]any, event map[string]any) bool {
	for _, e := range list {
		if cmp.Equal(unlabelled(e), event) {
			return true
		}
	}
	return false
}

// TestConformanceEPCISInvalid: each is refused with a place, by both addresses,
// and nothing is stored.
func TestConformanceEPCISInvalid(t *testing.T) {
	t.Parallel()
	documents := epcisDocuments(t, "invalid")
	p := newEPCISWorld(t).producerClient()
	for name, text := range documents {
		got := wantException(t, p.ask(t, http.MethodPost, "/capture", text), 400, "ValidationException")
		if len(got.Errors) == 0 || got.Errors[0].Detail == "" || !pointsInto(t, text, got.Errors[0].Pointer) {
			t.Errorf("%s: the problem does not tell where: %+v", name, got)
		}
		wantException(t, p.ask(t, http.MethodPost, "/events", text), 400, "ValidationException")
	}
	if events := eventList(t, p.ask(t, http.MethodGet, "/events", "")); len(events) > 0 {
		t.Errorf("%d events of invalid documents are stored", len(events))
	}
}

// pointsInto tells whether the pointer leads to a value of the document, or to
// where a member of one is missing.
func pointsInto(t *testing.T, document, pointer string) bool {
	t.Helper()
	v, err := epcis.ReadValue([]byte(document))
	if err != nil {
		t.Fatal(err)
	}
	steps := strings.Split(pointer, "/")[1:]
	for i, step := range steps {
		next, ok := stepInto(v, strings.NewReplacer("~1", "/", "~0", "~").Replace(step))
		if !ok {
			return v.Kind == epcis.Object && i == len(steps)-1
		}
		v = next
	}
	return true
}

func stepInto(v epcis.Value, step string) (epcis.Value, bool) {
	for i, item := range v.Items() {
		if step == string(rune('0'+i)) {
			return item, true
		}
	}
	return v.Get(step)
}

// TestConformanceEPCISCheck: the check of answers finds what is wrong.
func TestConformanceEPCISCheck(t *testing.T) {
	t.Parallel()
	epcisDocuments(t, "valid")
	for name, answer := range map[string]func(http.ResponseWriter){
		"no collection":  func(w http.ResponseWriter) { w.Write([]byte(`{"type":"Collection"}`)) },
		"another status": func(w http.ResponseWriter) { w.WriteHeader(http.StatusTeapot) },
		"a wrong header": func(w http.ResponseWriter) {
			w.Header().Set("GS1-EPCIS-Version", "two")
			w.Write([]byte(`{"@context":"https://example.com/","type":"Collection","member":[]}`))
		},
	} {
		r, got := httptest.NewRequest(http.MethodGet, "/epcis/epcs", nil), httptest.NewRecorder()
		got.Header().Set("Content-Type", "application/json")
		answer(got)
		if checkEPCIS(t.Context(), r, got) == nil {
			t.Errorf("%s passes", name)
		}
	}
}
