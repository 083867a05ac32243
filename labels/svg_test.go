package labels

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// svgDocument is all that the SVG may hold.
type svgDocument struct {
	XMLName xml.Name `xml:"http://www.w3.org/2000/svg svg"`
	Width   string   `xml:"width,attr"`
	Height  string   `xml:"height,attr"`
	ViewBox string   `xml:"viewBox,attr"`
	Title   string   `xml:"title"`
	Paths   []struct {
		D string `xml:"d,attr"`
	} `xml:"path"`
	Other []xml.Name `xml:",any"`
}

func parseSVG(t *testing.T, b []byte) svgDocument {
	t.Helper()
	var doc svgDocument
	if err := xml.Unmarshal(b, &doc); err != nil {
		t.Fatalf("parse: %v\n%s", err, b)
	}
	return doc
}

func TestWriteSVG(t *testing.T) {
	t.Parallel()
	s := mustQR(t, compactCode(0))
	var b bytes.Buffer
	if err := s.WriteSVG(&b, PreferredModule, "Tem số 7"); err != nil {
		t.Fatal(err)
	}
	doc := parseSVG(t, b.Bytes())
	got := []string{doc.Width, doc.Height, doc.ViewBox, doc.Title}
	want := []string{"20.295mm", "20.295mm", "0 0 41 41", "Tem số 7"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("attributes (-want +got):\n%s", diff)
	}
	if len(doc.Paths) != 2 || len(doc.Other) != 0 {
		t.Fatalf("%d paths and other elements %v, want background and modules", len(doc.Paths), doc.Other)
	}
	if diff := cmp.Diff(s.String(), fromPath(t, s.Size(), doc.Paths[1].D)); diff != "" {
		t.Errorf("path (-want +got):\n%s", diff)
	}
}

// fromPath draws the modules of a path as a symbol's String does.
func fromPath(t *testing.T, size int, path string) string {
	t.Helper()
	rows := bytes.Repeat(append(bytes.Repeat([]byte("."), size), '\n'), size)
	for shape := range strings.SplitSeq(strings.TrimSuffix(path, "z"), "z") {
		var x, y, n, back int
		if _, err := fmt.Sscanf(shape, "M%d %dh%dv1h-%d", &x, &y, &n, &back); err != nil || n != back {
			t.Fatalf("shape %q: %v", shape, err)
		}
		for i := range n {
			rows[(y-QuietZone)*(size+1)+x-QuietZone+i] = '#'
		}
	}
	return string(rows)
}

func TestSVGTitleIsText(t *testing.T) {
	t.Parallel()
	s := mustQR(t, "https://id.example.vn/")
	for _, title := range []string{
		`</title><script>alert(1)</script>`,
		`<!--`, `]]>`, `&xxe;`, `"><svg onload=alert(1)>`, "'", "a\x00b\x1f", "\xff", "Đặc sản & quà <quê>",
	} {
		var b bytes.Buffer
		if err := s.WriteSVG(&b, MinModule, title); err != nil {
			t.Fatal(err)
		}
		doc := parseSVG(t, b.Bytes())
		if want := xmlText(title); doc.Title != want || len(doc.Paths) != 2 || len(doc.Other) != 0 {
			t.Errorf("title %q reads %q beside %v", title, doc.Title, doc.Other)
		}
	}
}

// xmlText is s with what XML cannot hold replaced.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return '\ufffd'
		}
		return r
	}, s)
}

func TestSVGModule(t *testing.T) {
	t.Parallel()
	s := mustQR(t, "https://id.example.vn/")
	for module, ok := range map[float64]bool{
		MinModule: true, PreferredModule: true, MaxModule: true,
		0: false, -1: false, 0.39: false, 1: false, math.Inf(1): false, math.NaN(): false,
	} {
		if err := s.WriteSVG(new(bytes.Buffer), module, ""); (err == nil) != ok {
			t.Errorf("module %g: error %v, want accepted %v", module, err, ok)
		}
	}
}

var errDisk = errors.New("disk full")

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errDisk }

func TestWriteErrorsComeBack(t *testing.T) {
	t.Parallel()
	s := mustQR(t, compactCode(0))
	rows := func(yield func([]string) bool) { yield([]string{"a"}) }
	for name, err := range map[string]error{
		"svg":    s.WriteSVG(brokenWriter{}, MinModule, ""),
		"png":    s.WritePNG(brokenWriter{}, 300),
		"csv":    WriteCSV(brokenWriter{}, []string{"a"}, rows),
		"carton": sampleCarton(GS1128).WritePDF(brokenWriter{}),
	} {
		if !errors.Is(err, errDisk) {
			t.Errorf("%s: error %v, want %v", name, err, errDisk)
		}
	}
}
