package web

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// checkDescription reads a description file by GS1's schema of it: what it
// requires, the types of what it knows, and nothing else.
func checkDescription(t *testing.T, body string) {
	t.Helper()
	doc := strictly[resolverDescription](t, json.RawMessage(body))
	if diff := cmp.Diff([]string{"01", "414"}, doc.Keys); diff != "" {
		t.Errorf("supportedPrimaryKeys, -want +got:\n%s", diff)
	}
	if doc.Root != "https://tem.example.vn" {
		t.Errorf("resolverRoot %q, want the configured address", doc.Root)
	}
}

func TestResolverDescription(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	r := get(t, s, "/.well-known/gs1resolver", "Accept", "*/*", "X-Forwarded-Host", "evil.example")
	if r.Code != 200 || r.Header().Get("Content-Type") != "application/json; charset=utf-8" || r.Header().Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("status %d, %v", r.Code, r.Header())
	}
	checkDescription(t, r.Body.String())
}
