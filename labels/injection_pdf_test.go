package labels

import (
	"bytes"
	"strings"
	"testing"
)

// TestNastyPDF has a text in every field of labels and cartons at once, in the
// footer and in the document's title.
func TestNastyPDF(t *testing.T) {
	t.Parallel()
	for kind, text := range nasty {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			checkPDF(t, nastySheet(t, text))
			checkPDF(t, nastyCarton(t, text))
		})
	}
}

func nastySheet(t *testing.T, text string) []byte {
	t.Helper()
	design, code := sampleCarton(GS1128).Design, compactUnit(1)
	injections["everything"](&design, &code, text)
	label, err := NewTemplate(mustStock(t, "a4-3x7-scratch"), design, code, 300)
	if err != nil {
		t.Fatal(err)
	}
	return file(t, NewPDF(label, PDFOptions{
		Title:  text,
		Footer: func(int, int, int) string { return text },
	}), []Code{code, code})
}

func nastyCarton(t *testing.T, text string) []byte {
	t.Helper()
	c := sampleCarton(GS1DataMatrix)
	injections["everything"](&c.Design, new(Code), text)
	l := mustLayout(t, c)
	checkTexts(t, l.texts)
	var b bytes.Buffer
	if err := c.WriteZPL(&b); err != nil {
		t.Fatal(err)
	}
	if labels := printZPL(t, b.Bytes()); len(labels) != 1 {
		t.Errorf("%d carton labels in ZPL, want 1", len(labels))
	}
	b.Reset()
	if err := c.WritePDF(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// checkPDF lays a file open, which fails where its structure or a stream is
// broken, and looks for names that labels have no use for: where text is only
// text, none is there.
func checkPDF(t *testing.T, b []byte) {
	t.Helper()
	open := runTool(t, "qpdf", "--qdf", "--object-streams=disable", tempFile(t, "labels.pdf", b), "-")
	for _, name := range []string{"/OpenAction", "/JavaScript", "/AA", "/URI", "/Launch", "/EmbeddedFile"} {
		if strings.Contains(open, name) {
			t.Errorf("the file has a name %s", name)
		}
	}
	if n := strings.Count(open, "/Type /Page\n"); n != 1 {
		t.Errorf("%d pages, want 1", n)
	}
}
