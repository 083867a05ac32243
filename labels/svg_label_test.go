package labels

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

func labelSVG(t *testing.T, template *Template, c Code) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := template.WriteSVG(&b, c); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestLabelSVG is of the label's size, says its texts, and refers to nothing.
func TestLabelSVG(t *testing.T) {
	t.Parallel()
	most := map[string]int{"usual": 30_000, "long": 45_000, "many lines": 50_000} // bytes
	for _, s := range Stocks() {
		for _, name := range []string{"usual", "long", "many lines"} {
			template := stamp(t, s.Name, designs[name], compactStamp)
			svg := labelSVG(t, template, compactStamp)
			if len(svg) > most[name] {
				t.Errorf("%s, %s: %d bytes, want at most %d", s.Name, name, len(svg), most[name])
			}
			head := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" role="img" stroke="none" width="%gmm" height="%gmm" viewBox="0 0 %[1]g %[2]g"><title>`,
				s.Label.W, s.Label.H)
			if !bytes.HasPrefix(svg, []byte(head)) {
				t.Errorf("%s: begins %.150s, want %s", s.Name, svg, head)
			}
			checkElements(t, s.Name+", "+name, svg)
		}
	}
}

// checkElements holds that an SVG is well-formed, and has only shapes and words.
func checkElements(t *testing.T, name string, svg []byte) {
	t.Helper()
	attributes := []string{"xmlns", "role", "width", "height", "viewBox", "fill", "stroke", "stroke-width", "class",
		"shape-rendering", "transform", "d", "cx", "cy", "r"}
	for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if !slices.Contains([]string{"svg", "title", "desc", "path", "circle"}, element.Name.Local) {
			t.Errorf("%s: element %s", name, element.Name.Local)
		}
		for _, a := range element.Attr {
			if !slices.Contains(attributes, a.Name.Local) {
				t.Errorf("%s: attribute %s", name, a.Name.Local)
			}
		}
	}
}

func TestLabelSVGSaysItsTexts(t *testing.T) {
	t.Parallel()
	d := usualDesign
	d.Title = `</title><script>"Chè" & 'dây'`
	template := stamp(t, "a4-2x7", d, compactStamp)
	var got struct {
		Title string `xml:"title"`
		Desc  string `xml:"desc"`
	}
	if err := xml.Unmarshal(labelSVG(t, template, compactStamp), &got); err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, text := range slices.Concat(template.Common(), template.Own(compactStamp)) {
		want = append(want, text.Words)
	}
	if got.Title != d.Title || got.Desc != strings.Join(want, "\n") {
		t.Errorf("title %q, description %q, want %q, %q", got.Title, got.Desc, d.Title, want)
	}
}

func TestPreviewHasAnEdge(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"roll-50x30x2", "roll-round-30"} {
		template := stamp(t, name, usualDesign, compactStamp)
		var b bytes.Buffer
		if err := template.WritePreview(&b, compactStamp); err != nil {
			t.Fatal(err)
		}
		const edge = `class="cut"`
		if plain := labelSVG(t, template, compactStamp); bytes.Contains(plain, []byte(edge)) || !bytes.Contains(b.Bytes(), []byte(edge)) {
			t.Errorf("%s: want an edge in the preview alone", name)
		}
		checkElements(t, name, b.Bytes())
	}
}

func TestLabelSVGErrors(t *testing.T) {
	t.Parallel()
	template := stamp(t, "a4-3x8", usualDesign, compactStamp)
	if err := template.WriteSVG(brokenWriter{}, compactStamp); !errors.Is(err, errDisk) {
		t.Errorf("error %v, want %v", err, errDisk)
	}
	if err := template.WriteSVG(io.Discard, sealedStamp); err == nil {
		t.Error("a code that is too large is drawn")
	}
}
