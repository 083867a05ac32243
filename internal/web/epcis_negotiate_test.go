package web

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestEPCISNegotiation(t *testing.T) {
	t.Parallel()
	p := newEPCISWorld(t).producerClient()
	post, get := http.MethodPost, http.MethodGet
	event := observed("urn:uuid:7c0bcd1a-2b0c-4b3e-9c55-000000000001", "https://id.gs1.org/01/09506000134352/21/1", "")
	for _, tt := range []struct {
		name, method  string
		header, value string
		status        int
		exception     string // empty: answered
	}{
		{"our version", get, "GS1-EPCIS-Version", "2.0.0", 200, ""},
		{"our version, shorter", get, "GS1-EPCIS-Version", "2.0", 200, ""},
		{"version before", get, "GS1-EPCIS-Version", "1.2", 406, "NotAcceptableException"},
		{"version after", get, "GS1-EPCIS-Min", "2.1", 406, "NotAcceptableException"},
		{"at least an older one", get, "GS1-EPCIS-Min", "1.0.0", 200, ""},
		{"at most an older one", get, "GS1-EPCIS-Max", "1.2", 406, "NotAcceptableException"},
		{"at most a later one", get, "GS1-EPCIS-Max", "2.0.1", 200, ""},
		{"version of CBV", get, "GS1-CBV-Max", "1.2.2", 406, "NotAcceptableException"},
		{"no version", get, "GS1-CBV-Min", "two", 406, "NotAcceptableException"},
		{"JSON-LD", get, "Accept", "application/ld+json", 200, ""},
		{"a browser", get, "Accept", browsing, 200, ""},
		{"XML", get, "Accept", "application/xml", 406, "NotAcceptableException"},
		{"JSON refused", get, "Accept", "application/json;q=0, text/html", 406, "NotAcceptableException"},
		{"unknown format", get, "GS1-EPC-Format", "Always_URI", 406, "NotAcceptableException"},
		{"no type of the body", post, "Content-Type", "", 415, "UnsupportedMediaTypeException"},
		{"XML in the body", post, "Content-Type", "application/xml", 415, "UnsupportedMediaTypeException"},
		{"a form", post, "Content-Type", "application/x-www-form-urlencoded", 415, "UnsupportedMediaTypeException"},
		{"another alphabet", post, "Content-Type", "application/json; charset=utf-16", 415, "UnsupportedMediaTypeException"},
		{"visible to some", post, visibilityHeader, "friends", 400, "ValidationException"},
		{"JSON-LD in the body", post, "Content-Type", "application/ld+json; charset=UTF-8", 201, ""},
	} {
		body := ""
		if tt.method == post {
			body = event
		}
		got := p.ask(t, tt.method, "/events", body, tt.header, tt.value)
		switch {
		case tt.exception != "":
			wantException(t, got, tt.status, tt.exception)
		case got.Code != tt.status:
			t.Errorf("%s: status %d, want %d\n%s", tt.name, got.Code, tt.status, got.Body)
		case tt.header == "Accept" && strings.Contains(tt.value, jsonLDType) && got.Header().Get("Content-Type") != jsonLDType:
			t.Errorf("%s: Content-Type %q", tt.name, got.Header().Get("Content-Type"))
		}
	}
}

func TestEPCISErrorBehaviours(t *testing.T) {
	t.Parallel()
	p := newEPCISWorld(t).producerClient()
	for _, value := range []string{"all", "Rollback", "continue"} {
		got := p.ask(t, http.MethodPost, "/capture", document(), "GS1-Capture-Error-Behaviour", value)
		wantException(t, got, 400, "ValidationException")
	}
}

func TestEPCISLongURL(t *testing.T) {
	t.Parallel()
	p := newEPCISWorld(t).producerClient()
	for length, want := range map[int]int{longestURL: 200, longestURL + 1: 414} {
		path := "/events?EQ_bizStep=urn:x:"
		path += strings.Repeat("x", length-len("/epcis"+path))
		got := p.ask(t, http.MethodGet, path, "")
		if got.Code != want {
			t.Errorf("an address of %d bytes: status %d, want %d", length, got.Code, want)
		}
		if want == 414 {
			wantException(t, got, 414, "URITooLongException")
		}
	}
}

// TestEPCISDiscovery: OPTIONS answers everybody on every path, and with what
// the path takes; other methods are refused with the same list.
func TestEPCISDiscovery(t *testing.T) {
	t.Parallel()
	w := newEPCISWorld(t)
	p := w.producerClient()
	nobody := epcisClient{script{world: w}}
	for path, allow := range map[string]string{
		"":                              "GET, HEAD, OPTIONS",
		"/":                             "GET, HEAD, OPTIONS",
		"/capture":                      "GET, HEAD, OPTIONS, POST",
		"/capture/1":                    "GET, HEAD, OPTIONS",
		"/events":                       "GET, HEAD, OPTIONS, POST",
		"/events/urn:uuid:1":            "GET, HEAD, OPTIONS",
		"/eventTypes":                   "GET, HEAD, OPTIONS",
		"/eventTypes/ObjectEvent":       "GET, HEAD, OPTIONS",
		"/epcs/urn:x:1/events":          "GET, HEAD, OPTIONS",
		"/bizSteps":                     "GET, HEAD, OPTIONS",
		"/bizLocations":                 "GET, HEAD, OPTIONS",
		"/readPoints":                   "GET, HEAD, OPTIONS",
		"/dispositions/recalled":        "GET, HEAD, OPTIONS",
		"/queries":                      "GET, HEAD, OPTIONS, POST",
		"/queries/mine":                 "DELETE, GET, HEAD, OPTIONS",
		"/queries/mine/events":          "GET, HEAD, OPTIONS",
		"/queries/mine/subscriptions":   "GET, HEAD, OPTIONS, POST",
		"/queries/mine/subscriptions/1": "DELETE, GET, HEAD, OPTIONS",
		"/nextPageToken/eyJxIjoiIn0":    "DELETE, OPTIONS",
	} {
		got := nobody.ask(t, http.MethodOptions, path, "")
		if h := got.Header(); got.Code != 204 || h.Get("Allow") != allow || h.Get("GS1-EPC-Format") != "No_Preference" {
			t.Errorf("OPTIONS %s: status %d, %v; want 204 and Allow %q", path, got.Code, h, allow)
		}
		got = p.ask(t, http.MethodPatch, path, "{}")
		methods := strings.Split(got.Header().Get("Allow"), ", ")
		slices.Sort(methods)
		if got.Code != 405 || strings.Join(methods, ", ") != allow || got.Header().Get("Content-Type") != problemType {
			t.Errorf("PATCH %s: status %d, Allow %v; want 405 and %q", path, got.Code, methods, allow)
		}
	}
	got := nobody.ask(t, http.MethodOptions, "/capture", "").Header()
	for name, want := range map[string]string{
		"GS1-EPCIS-Capture-Limit":           "50000",
		"GS1-EPCIS-Capture-File-Size-Limit": "16777216",
		"GS1-Capture-Error-Behaviour":       "all",
		visibilityHeader:                    "officers, public",
	} {
		if got.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, got.Get(name), want)
		}
	}
}

// TestOpenAPIOfEPCIS: our own document leads to the standard's and tells what is
// not in that.
func TestOpenAPIOfEPCIS(t *testing.T) {
	t.Parallel()
	var doc struct {
		Tags []struct {
			Name, Description string
			ExternalDocs      struct{ URL string }
		}
	}
	if err := json.Unmarshal(openAPIDocument, &doc); err != nil {
		t.Fatal(err)
	}
	for _, tag := range doc.Tags {
		if tag.Name != "epcis" {
			continue
		}
		for _, said := range []string{"/epcis", visibilityHeader + ": officers", hiddenHeader, strconv.Itoa(perPageMost)} {
			if !strings.Contains(tag.Description, said) {
				t.Errorf("the description does not say %s", said)
			}
		}
		if !strings.HasSuffix(tag.ExternalDocs.URL, "/openapi.json") {
			t.Errorf("it leads to %q", tag.ExternalDocs.URL)
		}
		return
	}
	t.Error("nothing is said of /epcis")
}

// producerClient is the world's own producer at this interface.
func (w *world) producerClient() epcisClient { return w.epcis(w.producer) }
