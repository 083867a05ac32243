package gs1

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// These tests run GS1's own cases, kept outside of the project: in the folder
// that CONFORMANCE_DIR names, else beside the project. The rest of the package's
// tests does without them.

type vector struct {
	Kind    string
	Options []string
	Valid   bool

	URI         string // parse, and what generate makes
	SyntaxValid bool   `json:"syntax_valid"`
	FNC1        string `json:"element_string_fnc1"`
	Engine      struct {
		Valid     bool
		Bracketed string
		Canonical string
	}

	Stem      *string // generate; null is the canonical stem
	Bracketed string

	AIs []string // path_sequence

	Input, Path, Query string // uri_escape, uri_unescape

	Linter, Value string // lint
}

// notFollowed are the cases of which GS1's engine judges otherwise, with why.
var notFollowed = map[string]string{
	"https://id.gs1.org/01/12312312312333/22/ABC%2x123?99=XYZ%2f987": "RFC 3986 has no such escape as %2x",
	"https://id.gs1.org/01/12312312312333/22/ABC%2d123?99=XYZ%2x987": "RFC 3986 has no such escape as %2x",
	"(01)12312312312326(99)000001(89)XXX(95)INT":                     "unknown identifiers are never let through; the case sets two options for it",
}

const notFollowedMax = 5

func conformanceFile(t *testing.T, name string) []byte {
	t.Helper()
	dir, isSet := os.LookupEnv("CONFORMANCE_DIR")
	if !isSet {
		dir = "../../../shared/conformance"
	}
	content, err := os.ReadFile(filepath.Join(dir, name))
	if errors.Is(err, os.ErrNotExist) && !isSet {
		t.Skipf("set CONFORMANCE_DIR to run GS1's own cases: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// vectors are the cases of one kind, of which there must be some.
func vectors(t *testing.T, kind string) []vector {
	t.Helper()
	var file struct{ Vectors []vector }
	if err := json.Unmarshal(conformanceFile(t, "gs1/vectors.json"), &file); err != nil {
		t.Fatal(err)
	}
	var ofKind []vector
	for _, v := range file.Vectors {
		if v.Kind == kind {
			ofKind = append(ofKind, v)
		}
	}
	if len(ofKind) == 0 {
		t.Fatalf("there are no cases of kind %s", kind)
	}
	return ofKind
}

func TestConformanceNotFollowed(t *testing.T) {
	t.Parallel()
	cases := map[string]bool{}
	for _, v := range vectors(t, "parse") {
		cases[v.URI] = true
	}
	for _, v := range vectors(t, "generate") {
		cases[v.Bracketed] = true
	}
	for name, why := range notFollowed {
		t.Logf("not followed: %s: %s", name, why)
		if !cases[name] {
			t.Errorf("%s is among the cases no more", name)
		}
	}
	if len(notFollowed) > notFollowedMax {
		t.Errorf("%d cases are not followed, at most %d may", len(notFollowed), notFollowedMax)
	}
}

func TestConformanceParse(t *testing.T) {
	t.Parallel()
	for _, v := range vectors(t, "parse") {
		t.Run(v.URI, func(t *testing.T) {
			t.Parallel()
			link, err := ParseURI(v.URI)
			if _, ok := notFollowed[v.URI]; ok {
				if err == nil {
					t.Errorf("got %v, want a refusal", link)
				}
				return
			}
			if (err == nil) != v.Engine.Valid {
				t.Fatalf("error %v, want valid %v", err, v.Engine.Valid)
			}
			if err == nil {
				checkParsed(t, v, link)
			}
		})
	}
}

func checkParsed(t *testing.T, v vector, link Link) {
	t.Helper()
	elements := append(link.Path, link.Attrs...)
	if got, want := FormatBracketed(elements), v.Engine.Bracketed; got != want {
		t.Errorf("bracketed: got %s, want %s", got, want)
	}
	if got, want := link.Canonical(), v.Engine.Canonical; got != want {
		t.Errorf("canonical: got %s, want %s", got, want)
	}
	if got, want := FormatElementString(elements), v.FNC1; got != want && len(v.Options) == 0 {
		t.Errorf("element string: got %s, want %s", got, want)
	}
	again, err := ParseURI(link.String())
	if diff := cmp.Diff(link, again); err != nil || diff != "" {
		t.Errorf("parsing %s again: %v\n%s", link, err, diff)
	}
}

func TestConformanceGenerate(t *testing.T) {
	t.Parallel()
	for _, v := range vectors(t, "generate") {
		t.Run(v.Bracketed, func(t *testing.T) {
			t.Parallel()
			stem := CanonicalStem
			if v.Stem != nil {
				stem = *v.Stem
			}
			link, err := generateLink(stem, v.Bracketed)
			valid := v.Valid
			if _, ok := notFollowed[v.Bracketed]; ok {
				valid = false
			}
			if (err == nil) != valid {
				t.Fatalf("error %v, want valid %v", err, valid)
			}
			if err == nil && link.String() != v.URI {
				t.Errorf("got %s, want %s", link, v.URI)
			}
		})
	}
}

func generateLink(stem, bracketed string) (Link, error) {
	elements, err := ParseBracketed(bracketed)
	if err != nil {
		return Link{}, err
	}
	return NewLink(stem, elements)
}

func TestConformancePathSequence(t *testing.T) {
	t.Parallel()
	for _, v := range vectors(t, "path_sequence") {
		var path []Element
		for _, ai := range v.AIs {
			path = append(path, Element{AI: ai})
		}
		if err := checkSequence(path); (err == nil) != v.Valid {
			t.Errorf("%v: got %v, want valid %v", v.AIs, err, v.Valid)
		}
	}
}

func TestConformanceEscape(t *testing.T) {
	t.Parallel()
	for _, v := range vectors(t, "uri_escape") {
		if got := EscapePath(v.Input); got != v.Path {
			t.Errorf("EscapePath(%q): got %q, want %q", v.Input, got, v.Path)
		}
		if got := EscapeQuery(v.Input); got != v.Query {
			t.Errorf("EscapeQuery(%q): got %q, want %q", v.Input, got, v.Query)
		}
	}
}

func TestConformanceUnescape(t *testing.T) {
	t.Parallel()
	for _, v := range vectors(t, "uri_unescape") {
		if got := UnescapePath(v.Input); got != bytesOf(v.Path) {
			t.Errorf("UnescapePath(%q): got %q, want %q", v.Input, got, bytesOf(v.Path))
		}
		if got := UnescapeQuery(v.Input); got != bytesOf(v.Query) {
			t.Errorf("UnescapeQuery(%q): got %q, want %q", v.Input, got, bytesOf(v.Query))
		}
	}
}

// bytesOf turns the file's characters to bytes: it writes byte FF as U+00FF.
func bytesOf(s string) string {
	var bytes []byte
	for _, r := range s {
		bytes = append(bytes, byte(r))
	}
	return string(bytes)
}

func TestConformanceLint(t *testing.T) {
	t.Parallel()
	linters := map[string]linter{
		"cset39":       cset39.check,
		"cset64":       cset64.check,
		"cset82":       cset82.check,
		"csum":         lintCsum,
		"csumalpha":    lintCsumalpha,
		"hhmi":         lintHhmi,
		"pcenc":        lintPcenc,
		"pieceoftotal": lintPieceoftotal,
		"yymmd0":       lintYymmd0,
		"yymmdd":       lintYymmdd,
		"zero":         lintZero,
	}
	for _, v := range vectors(t, "lint") {
		lint := linters[v.Linter]
		if lint == nil {
			t.Fatalf("no linter %s", v.Linter)
		}
		if err := lint(v.Value); (err == nil) != v.Valid {
			t.Errorf("%s(%q): got %v, want valid %v", v.Linter, v.Value, err, v.Valid)
		}
	}
}
