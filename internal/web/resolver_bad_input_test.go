package web

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestResolverBadInput: an answer in milliseconds, and never a failure of ours.
func TestResolverBadInput(t *testing.T) {
	t.Parallel()
	w := newShelf(t)
	keys := strings.Repeat("k=v&", 10_000)
	for _, tt := range []struct {
		name, path string
		header     []string
	}{
		{"a path of 10 kB", "/01/" + strings.Repeat("9", 10_000), nil},
		{"a lot of 10 kB", w.product + "/10/" + strings.Repeat("L", 10_000), nil},
		{"5,000 segments", w.product + strings.Repeat("/1", 5000), nil},
		{"5,000 slashes", "/01/" + strings.Repeat("/", 5000), nil},
		{"2,000 keys in the path", strings.Repeat("/01/09520000001018", 2000), nil},
		{"NUL", w.product + "/10/A%00B", nil},
		{"NUL in the query", w.product + "?a=%00", nil},
		{"overlong UTF-8", w.product + "/10/%C0%AF", nil},
		{"broken UTF-8", w.product + "/10/%FF%FE", nil},
		{"surrogate", w.product + "/21/%ED%A0%80", nil},
		{"raw bytes", w.product + "?x=\xc3\xa9\xff", nil},
		{"CRLF", w.product + "?x=%0D%0ASet-Cookie:%20a=b", nil},
		{"; and &", w.product + "?;;&&;a=1;&b;17=261231&;s=;&s", nil},
		{"one key twice", w.product + "?linkType=linkset&linkType=gs1:pip", nil},
		{"10,000 keys", w.product + "?" + keys, nil},
		{"10,000 keys by ;", w.product + "?" + strings.ReplaceAll(keys, "&", ";"), nil},
		{"10,000 elements", w.product + "?" + strings.Repeat("17=261231&", 10_000), nil},
		{"10,000 link types", w.product + "?" + strings.Repeat("linkType=x&", 10_000), nil},
		{"a type of 10 kB", w.product + "?linkType=gs1:" + strings.Repeat("x", 10_000), nil},
		{"Accept of 8 kB", w.product, []string{"Accept", strings.Repeat("text/html;q=0.1,", 500)}},
		{"Accept of 8 kB of one", w.product, []string{"Accept", strings.Repeat("a", 8000)}},
		{"Accept of commas", w.product, []string{"Accept", strings.Repeat(",", 8000)}},
		{"Accept of parameters", w.product, []string{"Accept", "text/html" + strings.Repeat(";q=1", 2000)}},
		{"Accept-Language of 8 kB", w.product, []string{"Accept-Language", strings.Repeat("vi-x-", 1600)}},
		{"languages in a browser", w.product, []string{"Accept", browsing, "Accept-Language", strings.Repeat("zz-", 2700)}},
		{"a host in other letters", "/01/https://xn--80ak6aa92e.example/", nil},
		{"a place of 10 kB", "/414/" + strings.Repeat("9", 10_000), nil},
		{"a page of nothing", "/page/01/", nil},
		{"a page of a place of nothing", "/page/414/%00", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodOptions} {
				start := time.Now()
				got := w.ask(t, method, tt.path, tt.header...)
				if took := time.Since(start); took > patience {
					t.Errorf("%s took %s, want less than %s", method, took, patience)
				}
				if got.StatusCode >= 500 {
					t.Errorf("%s: status %d", method, got.StatusCode)
				}
			}
		})
	}
}

// patience is for machines that do much else, under the race detector; alone
// these answers take less than a millisecond.
const patience = 500 * time.Millisecond
