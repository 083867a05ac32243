package web

import (
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"temgoc/internal/limit"
)

// limited is the world on a node whose limits never recover.
func (w *world) limited(change func(*Options)) *Server {
	w.Helper()
	o := w.Server.Options
	o.Limits, o.LimitKey = limit.New(nil, testNow), []byte("networks")
	if change != nil {
		change(&o)
	}
	s, err := New(o)
	w.must(err)
	return s
}

// from asks as a program or, by header, as a browser from an address.
func from(s *Server, address, path string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.RemoteAddr = address
	return send(s, r, header...)
}

// forged is the path of a code that nobody issued.
func (w *world) forged() string { return "/01/" + w.product.GTIN.String() + "/21/" + randomSerial() }

func randomSerial() string {
	const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	serial := make([]byte, len(compactSerial))
	for i := range serial {
		serial[i] = digits[rand.N(len(digits))]
	}
	return string(serial)
}

// Whatever way it comes, a code that is none of ours is answered that it is so,
// and in a few words once there were too many.
func TestWrongCodesAreLimited(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name, way := range map[string]struct {
		address, path, accept string
		before                int
	}{
		"scan":        {"192.0.2.1:1", w.forged(), browsing, 200},
		"page":        {"192.0.2.2:1", "/page" + w.forged(), browsing, 200},
		"foreign":     {"192.0.2.3:1", "/01/09506000134352/21/S1", browsing, 404},
		"typed":       {"192.0.2.4:1", "/?q=abc", browsing, 404},
		"journey":     {"192.0.2.5:1", "/journey?code=" + w.forged(), browsing, 404},
		"lookup":      {"192.0.2.6:1", "/api/v1/lookup?code=" + w.forged(), "application/json", 200},
		"resolver":    {"192.0.2.7:1", w.forged(), "*/*", 307},
		"linked data": {"192.0.2.8:1", w.forged(), jsonLDType, 200},
		"malformed":   {"192.0.2.9:1", "/01/abc", browsing, 400},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := w.limited(nil)
			var usual int
			for i := range wrongCodes.Burst {
				r := from(s, way.address, way.path, "Accept", way.accept)
				if r.Code != way.before {
					t.Fatalf("code %d: status %d, want %d\n%s", i, r.Code, way.before, r.Body)
				}
				usual = r.Body.Len()
			}
			r := from(s, way.address, way.path, "Accept", way.accept, "Accept-Language", "en")
			if r.Code != http.StatusTooManyRequests || r.Header().Get("Retry-After") != "1" {
				t.Errorf("status %d, Retry-After %q, want 429 and 1", r.Code, r.Header().Get("Retry-After"))
			}
			if body := r.Body.String(); !strings.Contains(body, "Not one of our codes") {
				t.Errorf("the refusal does not say that the code is none of ours:\n%s", body)
			}
			if r.Body.Len() > 2500 {
				t.Errorf("the refusal has %d bytes, want at most 2500; an answer has %d", r.Body.Len(), usual)
			}
			if r := from(s, "198.51.100.1:1", way.path, "Accept", way.accept); r.Code != way.before {
				t.Errorf("from elsewhere: status %d, want %d", r.Code, way.before)
			}
		})
	}
}

// Beyond its carrier's address a phone is nobody in particular: thousands of
// genuine stamps are answered while others guess codes behind the same one.
func TestValidCodesAreNeverRefused(t *testing.T) {
	t.Parallel()
	const phones, scansEach = 32, 100
	w := newWorld(t)
	run := w.newRun(w.newBatch("L1"))
	s := w.limited(nil)
	const address = "100.64.0.1:1"
	var all sync.WaitGroup
	for phone := range phones {
		all.Go(func() {
			for n := range scansEach {
				if r := from(s, address, w.path(run, (phone+n)%10), "Accept", browsing); r.Code != http.StatusOK {
					t.Errorf("a genuine stamp: status %d", r.Code)
				}
				from(s, address, w.forged(), "Accept", browsing)
			}
		})
	}
	all.Wait()
	if r := from(s, address, w.forged(), "Accept", browsing); r.Code != http.StatusTooManyRequests {
		t.Errorf("a forged code after thousands: status %d, want 429", r.Code)
	}
	for _, text := range []string{w.path(run, 0), w.product.GTIN.String() + " " + w.path(run, 0)[len("/01/")+14+len("/21/"):]} {
		if r := from(s, address, "/?q="+url.QueryEscape(text), "Accept", browsing); r.Code != http.StatusSeeOther {
			t.Errorf("typing %q: status %d, want 303", text, r.Code)
		}
		if r := from(s, address, "/api/v1/lookup?code="+url.QueryEscape(text)); r.Code != http.StatusOK {
			t.Errorf("looking up %q: status %d, want 200", text, r.Code)
		}
	}
}

// One subscriber is one network; nobody has another by saying so.
func TestNetworksAreLimited(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name, tt := range map[string]struct {
		trusted         []string
		first, then     string
		header, another string // X-Forwarded-For
		want            int
	}{
		"the same address":      {nil, "192.0.2.1:1", "192.0.2.1:2", "", "", 429},
		"its neighbour":         {nil, "192.0.2.1:1", "192.0.2.2:1", "", "", 200},
		"within a /64":          {nil, "[2001:db8::1]:1", "[2001:db8::ffff:2]:1", "", "", 429},
		"the next /64":          {nil, "[2001:db8::1]:1", "[2001:db8:0:1::1]:1", "", "", 200},
		"no trusted proxy":      {nil, "192.0.2.1:1", "192.0.2.1:1", "203.0.113.1", "203.0.113.2", 429},
		"another is trusted":    {[]string{"10.0.0.0/8"}, "192.0.2.1:1", "192.0.2.1:1", "203.0.113.1", "203.0.113.2", 429},
		"behind a proxy":        {[]string{"10.0.0.0/8"}, "10.0.0.1:1", "10.0.0.1:1", "203.0.113.1", "203.0.113.2", 200},
		"behind two proxies":    {[]string{"10.0.0.0/8"}, "10.0.0.1:1", "10.0.0.2:1", "203.0.113.1", "203.0.113.1", 429},
		"made up for the proxy": {[]string{"10.0.0.0/8"}, "10.0.0.1:1", "10.0.0.1:1", "1.1.1.1, 203.0.113.1", "2.2.2.2, 203.0.113.1", 429},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := w.limited(func(o *Options) { o.TrustedProxies = tt.trusted })
			for range wrongCodes.Burst {
				from(s, tt.first, w.forged(), "Accept", browsing, "X-Forwarded-For", tt.header)
			}
			r := from(s, tt.then, w.forged(), "Accept", browsing, "X-Forwarded-For", tt.another)
			if r.Code != tt.want {
				t.Errorf("status %d, want %d", r.Code, tt.want)
			}
		})
	}
}

// A serial alone costs a search; with its product's number it costs none, and
// is found whatever was searched for before.
func TestSearchesAreLimited(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	run := w.newRun(w.newBatch("L1"))
	serial := strings.TrimPrefix(w.path(run, 0), "/01/"+run.GTIN.String()+"/21/")
	s := w.limited(nil)
	ask := func(path, typed string) *httptest.ResponseRecorder {
		return from(s, "192.0.2.1:1", path+url.QueryEscape(typed), "Accept", browsing)
	}
	for range searches.Burst / 2 {
		if r := ask("/?q=", serial); r.Code != http.StatusSeeOther {
			t.Fatalf("typing the serial: status %d, want 303\n%s", r.Code, r.Body)
		}
		if r := ask("/api/v1/lookup?code=", serial); r.Code != http.StatusOK {
			t.Fatalf("looking the serial up: status %d, want 200\n%s", r.Code, r.Body)
		}
	}
	wantPage(t, ask("/?q=", serial), http.StatusTooManyRequests, "gõ số sản phẩm trước số tem")
	wantProblem(t, ask("/api/v1/lookup?code=", serial), http.StatusTooManyRequests)
	if r := ask("/?q=", run.GTIN.String()+" "+serial); r.Code != http.StatusSeeOther {
		t.Errorf("typing both numbers: status %d, want 303", r.Code)
	}
}

// A report that is refused is still in the form, and can be sent again.
func TestReportsAreLimited(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.limited(nil)
	form := url.Values{"code": {"abc"}, "kind": {"damaged"}, "note": {"mua ở chợ Bo"}}
	for i := range reports.Burst {
		if r := send(s, formRequest("/report", form)); r.Code != http.StatusSeeOther {
			t.Fatalf("report %d: status %d, want 303\n%s", i, r.Code, r.Body)
		}
	}
	r := send(s, formRequest("/report", form))
	wantPage(t, r, http.StatusTooManyRequests, "quá nhiều báo cáo", "mua ở chợ Bo", `value="abc"`, `value="damaged" required checked`)
	if r.Header().Get("Retry-After") != "30" {
		t.Errorf("Retry-After %q, want 30", r.Header().Get("Retry-After"))
	}
	var taken int
	w.must(w.pool.QueryRow(w.Context(), `select count(*) from report`).Scan(&taken))
	if taken != reports.Burst {
		t.Errorf("%d reports were taken, want %d", taken, reports.Burst)
	}
}

// Reads and writes of a token are limited apart, and apart from other tokens'.
func TestCallsAreLimited(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	busy, calm := w.script(w.producer), w.script(w.producer)
	w.Server = w.limited(nil)
	use := func(p script, a allowance) {
		for range a.Burst {
			if wait := w.Limits.Take(t.Context(), a.Rate, a.key(limit.Source(w.LimitKey, p.token, testNow()))); wait != 0 {
				t.Fatalf("%s: wait %s within the burst", a.name, wait)
			}
		}
	}
	const product = `{"name_vi":"Chè","group":"do-uong"}`
	use(busy, tokenReads)
	wantProblem(t, busy.get("/api/v1/products"), http.StatusTooManyRequests)
	wantCode(t, busy.post("/api/v1/products", product), http.StatusCreated)
	wantCode(t, calm.get("/api/v1/products"), http.StatusOK)

	use(calm, tokenWrites)
	before := w.marks()
	refused := calm.post("/api/v1/products", product)
	wantProblem(t, refused, http.StatusTooManyRequests)
	if refused.Header().Get("Retry-After") == "" {
		t.Error("429 without Retry-After")
	}
	wantCode(t, calm.post("/epcis/capture", "{}", "Content-Type", "application/json"), http.StatusTooManyRequests)
	w.wantUnchanged(before)
	wantCode(t, calm.get("/epcis/capture"), http.StatusOK)
}

func wantCode(t *testing.T, r *httptest.ResponseRecorder, status int) {
	t.Helper()
	if r.Code != status {
		t.Errorf("status %d, want %d\n%s", r.Code, status, r.Body)
	}
}
