package web

import (
	"html/template"
	"strings"
	"testing"
)

// escapingPlaces are templates of each place, with the part of what they make
// that is not the value.
var escapingPlaces = []struct{ name, before, after string }{
	{"text", `<p>`, `</p>`},
	{"title", `<title>`, `</title>`},
	{"attribute", `<input value="`, `">`},
	{"query", `<a href="/report?code=`, `">`},
	{"address", `<a href="/`, `">`},
	{"JSON", `<script type="application/ld+json">`, `</script>`},
	{"value of a script", `<script>f(`, `)</script>`},
}

// inJSON is a value within a string of JSON-LD.
type inJSON struct{ ID string }

// fill executes a template with the value.
func fill(t *testing.T, before, after, value string) string {
	t.Helper()
	page := template.Must(template.New("").Parse(before + "{{.}}" + after))
	var data any = value
	if strings.Contains(before, "json") {
		data = inJSON{value}
	}
	var b strings.Builder
	if err := page.Execute(&b, data); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func checkEscaping(t *testing.T, value string) {
	t.Helper()
	for _, tt := range escapingPlaces {
		mark := told{"x"}.marked()[0]
		p, err := cut([]byte(fill(t, tt.before, tt.after, mark)))
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		if len(p.parts) != 1 {
			t.Fatalf("%s: %d holes, want 1", tt.name, len(p.parts))
		}
		got, want := string(p.appendHTML(nil, told{value})), fill(t, tt.before, tt.after, value)
		if got != want {
			t.Errorf("%s of %q:\ngot  %q\nwant %q", tt.name, value, got, want)
		}
	}
}

func TestEscapersWriteWhatTheTemplateWrites(t *testing.T) {
	t.Parallel()
	for _, value := range evil {
		checkEscaping(t, value)
	}
	var every []byte
	for c := range 256 {
		every = append(every, byte(c))
	}
	checkEscaping(t, string(every))
}

func FuzzEscapers(f *testing.F) {
	for _, value := range evil {
		f.Add(value)
	}
	f.Fuzz(checkEscaping)
}

// Where a value could do harm, or would be escaped in a way that we have not,
// there must be no hole.
func TestNoHolesElsewhere(t *testing.T) {
	t.Parallel()
	mark := told{"x"}.marked()[0]
	for _, tt := range []struct{ name, before, after string }{
		{"whole address", `<a href="`, `">`},
		{"picture", `<img src="`, `">`},
		{"pictures", `<img srcset="/`, `">`},
		{"no quotes", `<input value=`, `>`},
		{"handler", `<p onclick="f('`, `')">`},
		{"handler's value", `<p onclick="f(`, `)">`},
		{"string of a script", `<script>f("`, `")</script>`},
		{"template literal", "<script>f(`", "`)</script>"},
		{"string of JSON", `<script type="application/ld+json">{"a":"`, `"}</script>`},
		{"style", `<style>p{color:`, `}</style>`},
		{"style of an element", `<p style="color:`, `">`},
	} {
		// Some filters of html/template leave nothing of the mark.
		if p, err := cut([]byte(fill(t, tt.before, tt.after, mark))); err == nil && len(p.parts) > 0 {
			t.Errorf("%s: a hole was allowed", tt.name)
		}
	}
}
