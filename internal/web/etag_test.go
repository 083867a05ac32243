package web

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// What a caller has already is not sent again, and only that.
func TestTags(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	style, err := s.assets.url("style.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{style, "/openapi.json", "/.well-known/jwks.json"} {
		first := get(t, s, path)
		tag := first.Header().Get("ETag")
		if first.Code != http.StatusOK || len(tag) != 18 {
			t.Errorf("%s: status %d, tag %q", path, first.Code, tag)
		}
		for held, want := range map[string]int{
			tag: 304, "W/" + tag: 304, `"0", ` + tag: 304, "*": 304, `"0"`: 200, strings.Trim(tag, `"`): 200, "": 200,
		} {
			w := get(t, s, path, "If-None-Match", held)
			if w.Code != want || w.Header().Get("ETag") != tag {
				t.Errorf("%s, If-None-Match %s: status %d, tag %s; want %d, %s", path, held, w.Code, w.Header().Get("ETag"), want, tag)
			}
			if want == 304 && (w.Body.Len() > 0 || w.Header().Get("Cache-Control") != first.Header().Get("Cache-Control")) {
				t.Errorf("%s: 304 with %d bytes, Cache-Control %q", path, w.Body.Len(), w.Header().Get("Cache-Control"))
			}
		}
	}
	for _, path := range []string{"/", "/signin", "/01/x"} {
		if tag := get(t, s, path).Header().Get("ETag"); tag != "" {
			t.Errorf("%s: a page has the tag %s", path, tag)
		}
	}
}

func TestStaticFilesAreCompressedForWhoTakesIt(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	for name, f := range s.assets.files {
		plain, compressed := get(t, s, f.url), get(t, s, f.url, "Accept-Encoding", "br, gzip")
		if compressed.Header().Get("Content-Encoding") != "gzip" || plain.Header().Get("Content-Encoding") != "" {
			t.Errorf("%s: encodings %q and %q", name, plain.Header().Get("Content-Encoding"), compressed.Header().Get("Content-Encoding"))
		}
		if !bytes.Equal(gunzip(t, compressed.Body.Bytes()), plain.Body.Bytes()) {
			t.Errorf("%s is another file when compressed", name)
		}
		if plain.Header().Get("ETag") == compressed.Header().Get("ETag") {
			t.Errorf("%s: both forms have the tag %s", name, plain.Header().Get("ETag"))
		}
		for _, w := range []*httptest.ResponseRecorder{plain, compressed} {
			if w.Header().Get("Vary") != "Accept-Encoding" {
				t.Errorf("%s: Vary %q", name, w.Header().Get("Vary"))
			}
		}
	}
}
