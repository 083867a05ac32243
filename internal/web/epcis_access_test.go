package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/jackc/pgx/v5/pgxpool"

	"temgoc/internal/account"
)

// epcisTable is the route table of this interface.
func epcisTable(s *Server) gin.RoutesInfo {
	e := gin.New()
	s.epcisRoutes(e.Group("/epcis"))
	return e.Routes()
}

// TestEPCISTokens: without a good one there is nothing but OPTIONS, on every
// route.
func TestEPCISTokens(t *testing.T) {
	t.Parallel()
	w := newEPCISWorld(t)
	token := w.producerClient().token
	for _, route := range epcisTable(w.Server) {
		if route.Method == http.MethodOptions {
			continue
		}
		path := strings.NewReplacer(":id", "1", ":name", "mine", ":token", "x", "*path", "urn:x:1").Replace(route.Path)
		for name, value := range map[string]string{"no token": "", "half of one": "Bearer " + token[:20], "another scheme": "Basic " + token} {
			r := httptest.NewRequest(route.Method, path, strings.NewReader("{}"))
			got := send(w.Server, r, "Authorization", value, "Content-Type", "application/json")
			if route.Method == http.MethodHead {
				if got.Code != 401 {
					t.Errorf("HEAD %s with %s: status %d, want 401", path, name, got.Code)
				}
				continue
			}
			problem := wantException(t, got, 401, "SecurityException")
			if !strings.HasPrefix(got.Header().Get("WWW-Authenticate"), "Bearer") || !strings.Contains(problem.Detail, "Authorization") {
				t.Errorf("%s %s with %s: %v, %q", route.Method, path, name, got.Header(), problem.Detail)
			}
		}
	}
	cookie := w.get("/epcis/events", "Cookie", w.signIn("htx-1@example.vn"), "Accept", "application/json")
	wantException(t, cookie, 401, "SecurityException") // a session is no token
}

// TestEPCISRoles: officers read all; of them administrators tell what the
// authority does itself.
func TestEPCISRoles(t *testing.T) {
	t.Parallel()
	w := newEPCISWorld(t)
	w.producerClient().capture(t, document(shipped(1)))
	inspector := w.epcis(w.newUser(account.Inspector, "kiemtra@example.vn"))
	admin := w.epcis(w.newUser(account.Admin, "so@example.vn"))
	for _, officer := range []epcisClient{inspector, admin} {
		if got := eventList(t, officer.ask(t, http.MethodGet, "/events", "")); len(got) != 1 {
			t.Errorf("an officer reads %d events, want 1", len(got))
		}
	}
	wantException(t, inspector.ask(t, http.MethodPost, "/events", shipped(2)), 403, "SecurityException")
	wantException(t, inspector.ask(t, http.MethodPost, "/capture", document(shipped(2))), 403, "SecurityException")
	if got := admin.ask(t, http.MethodPost, "/events", shipped(2)); got.Code != http.StatusCreated {
		t.Errorf("by an administrator: status %d, want 201", got.Code)
	}
}

// TestEPCISVisibility: what is for officers, and hidden members of what is not,
// is there for no other producer, by whatever way it is asked for.
func TestEPCISVisibility(t *testing.T) {
	t.Parallel()
	w := newEPCISWorld(t)
	owner := w.producerClient()
	clients := map[string]epcisClient{
		"owner":    owner,
		"stranger": w.epcis(w.newUser(account.Producer, "htx-2@example.vn")),
		"officer":  w.epcis(w.newUser(account.Inspector, "kiemtra@example.vn")),
	}
	const buyer = "https://id.gs1.org/417/9506000134352"
	sold := func(n int) string {
		more := fmt.Sprintf(`, "bizLocation": {"id": "https://example.com/kho/%d"}, "destinationList": [{"type": "owning_party", "destination": "%s"}]`, n, buyer)
		return observed(fmt.Sprintf("urn:uuid:00000000-0000-4000-8000-%012d", n), fmt.Sprint(someUnit, n), more)
	}
	for n, header := range [][]string{
		{},
		{visibilityHeader, "officers"},
		{visibilityHeader, "public"},
		{visibilityHeader, "public", hiddenHeader, "destinationList, bizLocation"},
	} {
		if got := owner.ask(t, http.MethodPost, "/events", sold(n), header...); got.Code != 201 {
			t.Fatalf("status %d: %s", got.Code, got.Body)
		}
	}
	for path, want := range map[string][3]int{ // seen by owner, stranger, officer
		"/events": {4, 2, 4},
		"/epcs/" + inPath(someUnit+"0") + "/events":        {1, 0, 1},
		"/epcs/" + inPath(someUnit+"3") + "/events":        {1, 1, 1},
		"/bizSteps/shipping/events":                        {4, 2, 4},
		"/events?EQ_destination_owning_party=" + buyer:     {4, 1, 4},
		"/events?EQ_bizLocation=https://example.com/kho/3": {1, 0, 1},
		"/events?EQ_bizLocation=https://example.com/kho/2": {1, 1, 1},
		"/events?maxEventCount=2":                          {-1, 2, -1},
	} {
		for i, name := range []string{"owner", "stranger", "officer"} {
			answer := clients[name].ask(t, http.MethodGet, path, "")
			if want[i] < 0 {
				wantException(t, answer, 413, "QueryTooLargeException")
				continue
			}
			got := eventList(t, answer)
			if len(got) != want[i] {
				t.Errorf("%s by %s: %d events, want %d", path, name, len(got), want[i])
			}
			for _, e := range got {
				hidden := name == "stranger" && strings.HasSuffix(e["eventID"].(string), "3")
				if (e["destinationList"] == nil) != hidden {
					t.Errorf("%s by %s: destinations %v of %v", path, name, e["destinationList"], e["eventID"])
				}
			}
		}
	}
	for path, want := range map[string][]string{
		"/epcs":         {someUnit + "2", someUnit + "3"},
		"/bizLocations": {"https://example.com/kho/2"},
	} {
		if got := members(t, clients["stranger"].ask(t, http.MethodGet, path, "")); !slices.Equal(got, want) {
			t.Errorf("%s by a stranger: %v, want %v", path, got, want)
		}
		if got := members(t, owner.ask(t, http.MethodGet, path, "")); len(got) != 4 {
			t.Errorf("%s by the owner: %v, want four", path, got)
		}
	}
	for _, path := range []string{
		"/events/urn:uuid:00000000-0000-4000-8000-000000000000", "/events/urn:uuid:00000000-0000-4000-8000-000000000001",
		"/epcs/" + inPath(someUnit+"1"), "/bizLocations/" + inPath("https://example.com/kho/0"), "/bizLocations/" + inPath("https://example.com/kho/3"),
	} {
		wantException(t, clients["stranger"].ask(t, http.MethodGet, path, ""), 404, "NoSuchNameException")
		if got := owner.ask(t, http.MethodGet, path, ""); got.Code != 200 {
			t.Errorf("%s by the owner: status %d", path, got.Code)
		}
	}
}

// TestEPCISForeignToken: the token of another's page shows nothing of theirs.
func TestEPCISForeignToken(t *testing.T) {
	t.Parallel()
	w := newEPCISWorld(t)
	owner, stranger := w.producerClient(), w.epcis(w.newUser(account.Producer, "htx-2@example.vn"))
	owner.capture(t, document(shipped(1), shipped(2), shipped(3)))
	for _, path := range []string{"/events", "/epcs", "/bizLocations"} {
		link := owner.ask(t, http.MethodGet, path+"?perPage=1", "").Header().Get("Link")
		next := strings.TrimSuffix(strings.TrimPrefix(link, "<https://tem.example.vn/epcis"), `>; rel="next"`)
		if next == "" {
			continue
		}
		got := stranger.ask(t, http.MethodGet, next, "")
		if got.Code != 200 || strings.Contains(got.Body.String(), "9506000134352") || got.Header().Get("Link") != "" {
			t.Errorf("%s: status %d, %v\n%s", next, got.Code, got.Header(), got.Body)
		}
	}
}

// TestEPCISHiddenNames: what an event is cannot be hidden.
func TestEPCISHiddenNames(t *testing.T) {
	t.Parallel()
	p := newEPCISWorld(t).producerClient()
	for _, names := range []string{"eventTime", "destinationList,action", strings.Repeat("x", 201), strings.Repeat("a,", 51)} {
		for path, body := range map[string]string{"/events": shipped(1), "/capture": document(shipped(1))} {
			got := wantException(t, p.ask(t, http.MethodPost, path, body, visibilityHeader, "public", hiddenHeader, names), 400, "ValidationException")
			if len(got.Errors) != 1 || strings.HasPrefix(got.Errors[0].Detail, "event.") {
				t.Errorf("hiding %.40s: %+v", names, got)
			}
		}
	}
}

// TestEPCISFaults: what fails on our side is told in the standard's words, and
// nothing of the reason.
func TestEPCISFaults(t *testing.T) {
	t.Parallel()
	w := newEPCISWorld(t)
	p := w.producerClient()
	away, err := pgxpool.NewWithConfig(t.Context(), w.pool.Config())
	w.must(err)
	away.Close()
	broken := testServer(t, func(o *Options) { o.Auth, o.Pool = w.Auth, away })
	paths := []string{"/events", "/epcs", "/events/urn:uuid:1", "/bizSteps/shipping/events", "/epcs/" + inPath(someUnit+"1") + "/events"}
	for _, path := range paths {
		got := send(broken, httptest.NewRequest(http.MethodGet, "/epcis"+path, nil), "Authorization", "Bearer "+p.token)
		wantException(t, got, 503, "ImplementationException")
		if got.Header().Get("Retry-After") == "" {
			t.Errorf("%s: no Retry-After", path)
		}
	}
	_, err = w.pool.Exec(t.Context(), `alter table event rename to gone; alter table event_epc rename to gone_too`)
	w.must(err)
	for _, path := range paths {
		wantException(t, p.ask(t, http.MethodGet, path, ""), 500, "ImplementationException")
	}
	wantException(t, p.ask(t, http.MethodPost, "/events", shipped(1)), 500, "ImplementationException")
}
