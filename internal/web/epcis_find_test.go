package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// foundBy are the ids of the events of all pages, in their order.
func foundBy(t *testing.T, p epcisClient, path string) (ids []string) {
	t.Helper()
	eachPage(t, p, path, func(path string) string {
		answer := p.ask(t, http.MethodGet, path, "")
		for _, e := range eventList(t, answer) {
			ids = append(ids, e["eventID"].(string))
		}
		h := answer.Header()
		if (h.Get("Link") == "") != (h.Get("GS1-Next-Page-Token-Expires") == "") {
			t.Errorf("%s: Link %q, token expires %q", path, h.Get("Link"), h.Get("GS1-Next-Page-Token-Expires"))
		}
		return h.Get("Link")
	})
	return ids
}

func TestEPCISPages(t *testing.T) {
	t.Parallel()
	p := newEPCISWorld(t).producerClient()
	var events []string
	for n := range 7 {
		events = append(events, observed(fmt.Sprintf("urn:uuid:00000000-0000-4000-8000-%012d", n), fmt.Sprint(someUnit, n, `", "`, someUnit, "ALL"), ""))
	}
	p.capture(t, document(events...))
	p.capture(t, document(events...)) // nothing new
	for _, path := range []string{"/events", "/epcs/" + inPath(someUnit+"ALL") + "/events", "/eventTypes/ObjectEvent/events", "/bizSteps/shipping/events", "/dispositions/in_transit/events"} {
		all := foundBy(t, p, path)
		for _, size := range []int{1, 3, 7, 500} {
			if got := foundBy(t, p, fmt.Sprintf("%s?perPage=%d", path, size)); !slices.Equal(got, all) || len(got) != 7 {
				t.Errorf("%s by %d: %v, want the seven of %v", path, size, got, all)
			}
		}
	}
	for _, path := range []string{"/epcs", "/bizSteps", "/dispositions", "/eventTypes"} {
		all := members(t, p.ask(t, http.MethodGet, path+"?perPage=500", ""))
		var got []string
		eachPage(t, p, path+"?perPage=3", func(path string) string {
			answer := p.ask(t, http.MethodGet, path, "")
			got = append(got, members(t, answer)...)
			return answer.Header().Get("Link")
		})
		if !slices.Equal(got, all) || len(got) < 5 {
			t.Errorf("%s by 3: %v, want %v", path, got, all)
		}
	}
}

// TestEPCISBadParameters: what is asked for and cannot be is never passed over.
func TestEPCISBadParameters(t *testing.T) {
	t.Parallel()
	p := newEPCISWorld(t).producerClient()
	p.capture(t, document(shipped(1), shipped(2)))
	for _, path := range []string{
		"/events?EQ_colour=red", "/events?perPage=0", "/events?perPage=-1", "/events?perPage=many", "/events?perPage=1&perPage=2",
		"/events?GE_eventTime=yesterday", "/events?nextPageToken=x", "/events?eventType=Party", "/events?orderBy=colour",
		"/events?eventCountLimit=1&maxEventCount=1", "/events?lang=en", "/events?GE_x:y=1",
		"/epcs?MATCH_epc=urn:epc:id:sgtin:1.2.3", "/epcs?perPage=0", "/capture?nextPageToken=1", "/queries?name=x",
		"/epcs/" + inPath(someUnit+"1") + "/events?EQ_colour=red",
	} {
		wantException(t, p.ask(t, http.MethodGet, path, ""), 400, "QueryParameterException")
	}
	wantException(t, p.ask(t, http.MethodGet, "/events?EQ_action=%zz", ""), 400, "QueryValidationException")
	wantException(t, p.ask(t, http.MethodGet, "/events?maxEventCount=1", ""), 413, "QueryTooLargeException")
}

// TestEPCISUnknownNames: 404 for one that is nobody's, no events of one that
// could be.
func TestEPCISUnknownNames(t *testing.T) {
	t.Parallel()
	p := newEPCISWorld(t).producerClient()
	for _, path := range []string{
		"/none", "/events/", "/events/urn:uuid:00000000-0000-4000-8000-000000000009", "/eventTypes/PartyEvent", "/eventTypes/",
		"/bizSteps/sleeping", "/bizSteps/shipping%7Creceiving", "/epcs/" + inPath(someUnit+"9"), "/epcs/1", "/epcs/1/events",
		"/epcs/" + inPath(someUnit+"9") + "/epcs", "/bizLocations/urn:epc:id:sgln:0614141.00777.0", "/queries/none", "/queries/none/events",
		"/queries/none/subscriptions", "/queries/none/subscriptions/1",
	} {
		wantException(t, p.ask(t, http.MethodGet, path, ""), 404, "NoSuchNameException")
	}
	for _, path := range []string{"/epcs/" + inPath(someUnit+"9"), "/bizSteps/shipping", "/eventTypes/ObjectEvent"} {
		if got := eventList(t, p.ask(t, http.MethodGet, path+"/events", "")); len(got) > 0 {
			t.Errorf("%s has events %v", path, got)
		}
	}
	wantException(t, p.ask(t, http.MethodDelete, "/nextPageToken/x", ""), 501, "ImplementationException")
}

// TestEPCISFormats: identifiers as Digital Links unless asked for otherwise.
func TestEPCISFormats(t *testing.T) {
	t.Parallel()
	p := newEPCISWorld(t).producerClient()
	const urn, link = "urn:epc:id:sgtin:0614141.107346.2017", "https://id.gs1.org/01/10614141073464/21/2017"
	const sibling = "https://id.gs1.org/01/10614141073464/21/2018"
	event := observed("urn:uuid:00000000-0000-4000-8000-000000000001", urn+`", "`+sibling,
		`, "readPoint": {"id": "urn:epc:id:sgln:0614141.07346.1234"}, "ex:epc": "`+urn+`"`)
	event = strings.Replace(event, inContext, inContext[:len(`"@context": `)]+`["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"ex": "https://ns.example.com/"}]`, 1)
	if got := p.ask(t, http.MethodPost, "/events", event); got.Code != 201 {
		t.Fatalf("status %d: %s", got.Code, got.Body)
	}
	for format, want := range map[string]string{
		"":                        "[" + link + " " + sibling + "] https://id.gs1.org/414/0614141073467/254/1234",
		"Always_GS1_Digital_Link": "[" + link + " " + sibling + "] https://id.gs1.org/414/0614141073467/254/1234",
		"Always_EPC_URN":          "[" + urn + " urn:epc:id:sgtin:0614141.107346.2018] urn:epc:id:sgln:0614141.07346.1234",
		"Never_Translates":        "[" + urn + " " + sibling + "] urn:epc:id:sgln:0614141.07346.1234",
		"No_Preference":           "[" + urn + " " + sibling + "] urn:epc:id:sgln:0614141.07346.1234",
	} {
		for _, name := range []string{urn, link} {
			got := eventList(t, p.ask(t, http.MethodGet, "/epcs/"+url.PathEscape(name)+"/events", "", "GS1-EPC-Format", format))
			if len(got) != 1 {
				t.Fatalf("%d events of %s, want 1", len(got), name)
			}
			place := got[0]["readPoint"].(map[string]any)["id"]
			if names := fmt.Sprint(got[0]["epcList"], " ", place); names != want {
				t.Errorf("%q: %s, want %s", format, names, want)
			}
			if got[0]["ex:epc"] != urn {
				t.Errorf("%q: the extension became %v", format, got[0]["ex:epc"])
			}
		}
	}
}
