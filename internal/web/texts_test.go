package web

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"temgoc/internal/day"
)

// catalogueOf reads the texts of a language: for each key its forms.
func catalogueOf(t *testing.T, lang string) map[string]map[string]string {
	t.Helper()
	files, err := fs.Glob(textFiles, "texts/*."+lang+".json")
	if err != nil || len(files) == 0 {
		t.Fatalf("texts of %s: %v, %v", lang, files, err)
	}
	texts := map[string]map[string]string{}
	for _, f := range files {
		b, err := textFiles.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var raw map[string]json.RawMessage
		if err := json.Unmarshal(b, &raw); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		for key, value := range raw {
			if texts[key] != nil {
				t.Errorf("%s: %s stands in another file too", f, key)
			}
			texts[key] = formsOf(t, f, key, value)
		}
	}
	return texts
}

func formsOf(t *testing.T, file, key string, value json.RawMessage) map[string]string {
	t.Helper()
	var one string
	if json.Unmarshal(value, &one) == nil {
		return map[string]string{"other": one}
	}
	var forms map[string]string
	if err := json.Unmarshal(value, &forms); err != nil {
		t.Fatalf("%s: %s: %v", file, key, err)
	}
	return forms
}

var placeholder = regexp.MustCompile(`\{\{\.(\w+)\}\}`)

func placeholders(text string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func TestLanguagesAgree(t *testing.T) {
	t.Parallel()
	vi, en := catalogueOf(t, "vi"), catalogueOf(t, "en")
	for key, forms := range vi {
		other, ok := en[key]
		if !ok {
			t.Errorf("%s is missing in English", key)
			continue
		}
		got, want := placeholders(other["other"]), placeholders(forms["other"])
		if !slices.Equal(got, want) {
			t.Errorf("%s: placeholders %v in English, %v in Vietnamese", key, got, want)
		}
	}
	for key, forms := range en {
		if vi[key] == nil {
			t.Errorf("%s is missing in Vietnamese", key)
		}
		if forms["one"] == "" && forms["other"] == "" || forms["other"] == "" {
			t.Errorf("%s: no text in English", key)
		}
	}
}

// composed are keys whose last part is data: a product's group, say.
var composed = []string{"certificate.kind.", "group.", "owner.", "error.", "link.type.", "step.", "unit.", "sensor.", "journey.method.", "diary.kind.", "diary.method.", "diary.result.", "diary.unit.", "diary.hide.", "diary.name.", "print.format.", "report.kind."}

// textCall finds the keys that templates and code ask for by name.
var textCall = regexp.MustCompile(`(?:\bT|base\(c,) ?\(?"([a-z0-9_.]+)"`)

// TestEveryTextIsUsed compares the catalogue with what templates and code
// name: a key that is asked for must be there, one that nobody names goes.
func TestEveryTextIsUsed(t *testing.T) {
	t.Parallel()
	texts := catalogueOf(t, "vi")
	source := sourceText(t)
	for _, m := range textCall.FindAllStringSubmatch(source, -1) {
		if key := m[1]; texts[key] == nil && !slices.Contains(composed, key) {
			t.Errorf("%s is asked for and not in the catalogue", key)
		}
	}
	for key := range texts {
		isComposed := slices.ContainsFunc(composed, func(p string) bool { return strings.HasPrefix(key, p) })
		if !isComposed && !strings.Contains(source, `"`+key+`"`) {
			t.Errorf("%s is in the catalogue and nobody asks for it", key)
		}
	}
}

// sourceText is the text of this room's code and templates and of the code of
// the rooms whose input problems are keys of the catalogue.
func sourceText(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for _, pattern := range []string{"templates/*.html", "templates/*/*.html", "../*/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			b.Write(text)
		}
	}
	return b.String()
}

// problemCall finds the input problems that the rooms below declare.
var problemCall = regexp.MustCompile(`(?:\.Add\([^,\n]+, |Problem: )"([a-z0-9_.]+)"`)

func TestEveryProblemHasText(t *testing.T) {
	t.Parallel()
	texts := catalogueOf(t, "vi")
	for _, m := range problemCall.FindAllStringSubmatch(sourceText(t), -1) {
		if texts[m[1]] == nil {
			t.Errorf("input problem %s has no text", m[1])
		}
	}
}

func TestLangFormats(t *testing.T) {
	t.Parallel()
	s := testServer(t, nil)
	vi, en := s.languages.byTag["vi"], s.languages.byTag["en"]
	at := time.Date(2026, 4, 15, 20, 30, 0, 0, time.UTC) // the 16th in Vietnam
	for _, tt := range []struct{ name, got, want string }{
		{"date vi", vi.Date(day.Date(2027, 12, 31)), "31/12/2027"},
		{"date en", en.Date(day.Date(2027, 12, 31)), "31 Dec 2027"},
		{"no date", vi.Date(day.Day{}), ""},
		{"time vi", vi.Time(at), "03:30 16/04/2026"},
		{"time en", en.Time(at), "16 Apr 2026, 03:30"},
		{"number vi", vi.Number(1048576), "1.048.576"},
		{"number en", en.Number(1048576), "1,048,576"},
		{"one pack", en.T("scan.packs", "N", 1), "1 pack in the lot"},
		{"packs", en.T("scan.packs", "N", 1200), "1,200 packs in the lot"},
		{"gói", vi.T("scan.packs", "N", 1200), "cả lô 1.200 gói"},
		{"a missing key shows", vi.T("no.such.key"), "no.such.key"},
		{"a template in data stays data", vi.T("scan.recalled.contact", "Contact", "{{.N}}"), "Liên hệ: {{.N}}"},
		{"groups", vi.Groups("ABCDEFGHJK"), "ABCDE FGHJK"},
		{"English name", en.Pick("Bánh cáy", "Nếp sweet"), "Nếp sweet"},
		{"no English name", en.Pick("Bánh cáy", ""), "Bánh cáy"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}
